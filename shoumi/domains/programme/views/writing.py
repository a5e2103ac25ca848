"""The list of plans, beginning one, writing an item, saying something of it and answering."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.programme import tables
from shoumi.domains.programme.models import PlanRemark
from shoumi.domains.programme.views.reading import seen_plan
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.tables import answer


@require_GET
def plans(request: PersonRequest) -> HttpResponseBase:
    person, at = request.person, request.at
    table = tables.Plans(request.GET, visible=tables.plans(person, at))
    context = {"may_begin": may(person, "programme.begin_plan", None, at)}
    return answer(request, table, "programme/plans.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest) -> HttpResponse:
    act = acts.find("programme.begin_plan")
    if act is None:
        raise Http404
    return acts.answer(request, act, None, back=reverse("programme.plans"), about=t("Plans"))


@require_http_methods(["GET", "POST"])
def write_item(request: PersonRequest, pk: int) -> HttpResponse:
    return _on_item(request, pk, "programme.write_item", "programme.plan")


@require_http_methods(["GET", "POST"])
def remark(request: PersonRequest, pk: int) -> HttpResponse:
    return _on_item(request, pk, "programme.remark", "programme.consultation")


def _on_item(request: PersonRequest, pk: int, action: str, back: str) -> HttpResponse:
    """The act's form, with the item chosen from which it was asked for."""
    plan, act = seen_plan(pk, request), acts.find(action)
    if act is None:
        raise Http404
    asked = request.GET.get("item", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 5
    initial: dict[str, Any] = {"ident": int(asked)} if known else {}
    return acts.answer(
        request, act, plan, back=reverse(back, args=[pk]), about=plan.reference, initial=initial
    )


@require_http_methods(["GET", "POST"])
def answer_remark(request: PersonRequest, pk: int) -> HttpResponse:
    row = PlanRemark.objects.select_related("plan", "said_by").filter(pk=pk).first()
    act = acts.find("programme.answer_remark")
    if row is None or act is None:
        raise Http404
    plan = seen_plan(row.plan_id, request)
    back = reverse("programme.consultation", args=[plan.pk])
    return acts.answer(
        request, act, row, back=back, about=plan.reference,
        template="programme/answer_remark.html",
    )  # fmt: skip
