"""Writing a clause, saying something on it, asking about it; answering, and ending a suspension."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.domains.policies.forms.writing import cleaned_ident
from shoumi.domains.policies.models import Remark, Suspension
from shoumi.domains.policies.views.reading import seen_edition
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts


@require_http_methods(["GET", "POST"])
def write_clause(request: PersonRequest, pk: int) -> HttpResponse:
    return _on_clause(request, pk, "policies.write_clause", "ident", "policies.edition")


@require_http_methods(["GET", "POST"])
def remark(request: PersonRequest, pk: int) -> HttpResponse:
    return _on_clause(request, pk, "policies.remark", "clause_ident", "policies.consultation")


@require_http_methods(["GET", "POST"])
def ask_question(request: PersonRequest, pk: int) -> HttpResponse:
    return _on_clause(request, pk, "policies.ask_question", "ident", "policies.edition")


def _on_clause(request: PersonRequest, pk: int, action: str, field: str, back: str) -> HttpResponse:
    """The act's form, with the clause chosen from which it was asked for."""
    edition, act = seen_edition(pk, request), acts.find(action)
    if act is None:
        raise Http404
    ident = cleaned_ident(request.GET.get("clause"))
    initial: dict[str, Any] = {field: ident} if ident else {}
    return acts.answer(
        request, act, edition, back=reverse(back, args=[pk]), about=edition.reference,
        initial=initial,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer_remark(request: PersonRequest, pk: int) -> HttpResponse:
    row = Remark.objects.select_related("consultation__edition").filter(pk=pk).first()
    act = acts.find("policies.answer_remark")
    if row is None or act is None:
        raise Http404
    edition = seen_edition(row.consultation.edition_id, request)
    back = reverse("policies.consultation", args=[edition.pk])
    return acts.answer(
        request, act, row, back=back, about=edition.reference,
        template="policies/answer_remark.html",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def lift_suspension(request: PersonRequest, pk: int) -> HttpResponse:
    row = Suspension.objects.select_related("clause__edition").filter(pk=pk).first()
    act = acts.find("policies.lift_suspension")
    if row is None or act is None:
        raise Http404
    edition = seen_edition(row.clause.edition_id, request)
    back = reverse("policies.edition", args=[edition.pk])
    return acts.answer(request, act, row, back=back, about=edition.reference)
