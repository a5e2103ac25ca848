"""A hand-over as its receiver sees it, its slip, and a carrier's label."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_POST

from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Carrier, Handover
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui.records.page import seen


@require_GET
def handover(request: PersonRequest, pk: int) -> HttpResponse:
    """What was handed to this person, by number; whoever received it sees no more of it here."""
    found = _mine(request, pk)
    return render(request, "vault/handover.html", {"handover": found, "carrier": found.carrier})


@require_POST
def confirm_receipt(request: PersonRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    actions.confirm_receipt(found.carrier, handover=found, by=request.person, at=request.at)
    messages.success(request, t("Confirmed. Thank you."))
    return redirect("vault.handover", pk)


@require_POST
def slip(request: PersonRequest, pk: int) -> HttpResponse:
    """Issue the slip; it then stands with the carrier's papers."""
    found = Handover.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    carrier = _seen(request, found.carrier_id)
    paper = actions.issue_slip(
        carrier, handover=found, language=_language(), by=request.person, at=request.at
    )
    return _issued(request, carrier, paper.number)


@require_POST
def label(request: PersonRequest, pk: int) -> HttpResponse:
    """Issue the label; its code leads to this house's own address."""
    carrier = _seen(request, pk)
    counted_at = request.build_absolute_uri(reverse("vault.count") + "/")
    paper = actions.issue_carrier_label(
        carrier, counted_at=counted_at, language=_language(), by=request.person, at=request.at
    )
    return _issued(request, carrier, paper.number)


def _issued(request: PersonRequest, carrier: Carrier, number: str) -> HttpResponse:
    messages.success(
        request, t("Issued: %(number)s. Open it below, as PDF or Word.") % {"number": number}
    )
    return redirect(f"{reverse('vault.carrier', args=[carrier.pk])}#papers")


def _seen(request: PersonRequest, pk: int) -> Carrier:
    found = seen(pk, request.person, request.at)
    if not isinstance(found, Carrier):
        raise Http404
    return found


def _mine(request: PersonRequest, pk: int) -> Handover:
    """Raises Http404 for what was handed to somebody else."""
    rows = Handover.objects.select_related("carrier", "from_person", "to_person")
    found = rows.filter(pk=pk, to_person=request.person).first()
    if found is None:
        raise Http404
    return found


def _language() -> Any:
    return "en" if get_language() == "en" else "zh-hans"
