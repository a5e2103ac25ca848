"""Stocktakings: the list, opening one, and counting carrier by carrier, by hand or by phone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shoumi.domains.vault import actions, tables
from shoumi.domains.vault.access import counts
from shoumi.domains.vault.models import Carrier, Counted, Stocktaking
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions import Invalid
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.records.page import seen
from shoumi.kernel.ui.tables import answer


@require_GET
def stocktakings(request: PersonRequest) -> HttpResponseBase:
    person, at = request.person, request.at
    table = tables.Stocktakings(request.GET, visible=tables.stocktakings(person, at))
    context = {
        "may_open": may(person, "vault.open_stocktaking", None, at),
        "may_count": bool(_open_ones(request)),
    }
    return answer(request, table, "vault/stocktakings.html", context)


@require_http_methods(["GET", "POST"])
def open_stocktaking(request: PersonRequest) -> HttpResponse:
    act = acts.find("vault.open_stocktaking")
    if act is None:
        raise Http404
    back = reverse("vault.stocktakings")
    return acts.answer(request, act, None, back=back, about=t("Stocktakings"))


@require_POST
def count_line(request: PersonRequest, pk: int) -> HttpResponse:
    """One carrier of the list, ticked on the stocktaking's page."""
    taking = seen(pk, request.person, request.at)
    key = request.POST.get("carrier", "")
    if not isinstance(taking, Stocktaking) or not (key.isascii() and key.isdigit()):
        raise Http404
    line = taking.lines.filter(carrier_id=int(key[:15])).select_related("carrier").first()
    if line is None or line.carrier is None:
        raise Http404
    because = _enter(request, taking, line.carrier, Counted.How.TICKED)
    if because:
        messages.error(request, because)
    return redirect(f"{reverse('vault.stocktaking', args=[pk])}#line-{line.pk}")


@require_GET
def count_by_number(request: PersonRequest) -> HttpResponse:
    """For a label that no camera reads: its number is typed. Only what is on the lists of this
    person's stocktakings is found by it."""
    takings, number = _open_ones(request), request.GET.get("number", "").strip()[:60]
    context: dict[str, Any] = {"takings": takings, "number": number}
    if number and takings:
        lines = Counted.objects.filter(stocktaking__in=takings).select_related("carrier")
        exact = lines.filter(carrier__number=number).first()
        found = exact or lines.filter(carrier__number__endswith=f"〕{number} 号").first()
        if found is not None and found.carrier is not None:
            return redirect("vault.count_carrier", found.carrier.code)
        context["unknown"] = True
    return render(request, "vault/count.html", context)


@require_http_methods(["GET", "POST"])
def count_carrier(request: PersonRequest, code: str) -> HttpResponse:
    """Where the code of a label leads. Whoever counts nowhere learns nothing, not even whether
    there is such a code."""
    takings = _open_ones(request)
    carrier = Carrier.objects.filter(code=code).first() if takings else None
    if carrier is None:
        return render(request, "vault/count.html", {"takings": takings, "unknown": bool(takings)})
    own = [one for one in takings if one.org_unit_id == carrier.org_unit_id]
    taking = (own or takings)[0]
    because = ""
    if request.method == "POST":
        because = _enter(request, taking, carrier, Counted.How.SCANNED)
        if not because:
            return redirect("vault.count_carrier", code)
    line = taking.lines.filter(carrier=carrier).select_related("expected_holder").first()
    lines = taking.lines.exclude(result=Counted.Result.SURPLUS)
    context = {
        "takings": takings, "taking": taking, "carrier": carrier, "line": line,
        "because": because,
        "done": lines.exclude(result=Counted.Result.OPEN).count(), "total": lines.count(),
    }  # fmt: skip
    return render(request, "vault/count.html", context, status=422 if because else 200)


def _enter(request: PersonRequest, taking: Stocktaking, carrier: Carrier, how: str) -> str:
    """What the buttons say; why it can't be taken, or nothing. Refusals are answered as
    everywhere."""
    try:
        line = actions.count(
            taking, carrier=carrier, result=request.POST.get("result", ""),
            place=request.POST.get("place", ""), how=how, by=request.person, at=request.at,
        )  # fmt: skip
    except Invalid as invalid:
        return str(invalid)
    told = {"number": carrier, "result": line.get_result_display()}
    messages.success(request, t("%(number)s: %(result)s.") % told)
    return ""


def _open_ones(request: PersonRequest) -> list[Stocktaking]:
    """The open stocktakings in which this person may count."""
    rows = Stocktaking.objects.visible_to(request.person, request.at).filter(state="open")
    found = rows.select_related("org_unit").order_by("pk")
    return [one for one in found if counts(request.person, one, request.at)]
