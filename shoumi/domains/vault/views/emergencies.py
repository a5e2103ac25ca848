"""Emergency access: opening something at night, naming delegates, what waits for a review."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shoumi.domains.vault.actions import end_delegation
from shoumi.domains.vault.models import Delegation, Emergency, Grant
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import OrgUnit, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui import acts

SHOWN = 50


@require_GET
def emergency(request: PersonRequest) -> HttpResponse:
    """What this person may open, whom he has named, and what of it he sees."""
    person, at = request.person, request.at
    day = local_day(at)
    seen = Grant.objects.visible_to(person, at).values("pk")
    rows = Emergency.objects.filter(grant_id__in=seen).select_related(
        "grant__grantee", "grant__secret", "delegation__unit", "reviewed_by"
    )
    context = {
        "mine": list(Delegation.objects.at(day).filter(person=person).select_related("unit")),
        "named": [
            (one, may(person, "vault.end_delegation", one, at))
            for one in _delegations(request).select_related("unit", "person", "named_by")[:SHOWN]
        ],
        "units": _units(request),
        "rows": list(rows[:SHOWN]),
        "today": day,
    }
    return render(request, "vault/emergency.html", context)


def _units(request: PersonRequest) -> list[OrgUnit]:
    """Those for which this person may name a delegate."""
    held = standing(request.person, request.at).held
    found = OrgUnit.objects.none()
    for one in held:
        if one.role == Role.HEAD:
            found = found | OrgUnit.objects.filter(pk=one.unit_id)
        if one.role == Role.LEADER:
            found = found | OrgUnit.objects.filter(path__startswith=one.path)
    return list(found.distinct().order_by("path"))


def _delegations(request: PersonRequest) -> Any:
    """In force, of the units that this person heads, leads or keeps the office of."""
    rows = Delegation.objects.at(local_day(request.at))
    held = [
        one
        for one in standing(request.person, request.at).held
        if one.role in {Role.HEAD, Role.LEADER, *OFFICE}
    ]
    found = rows.none()
    for one in held:
        found = found | rows.filter(unit__path__startswith=one.path)
    return found.distinct()


@require_http_methods(["GET", "POST"])
def open_emergency(request: PersonRequest) -> HttpResponseBase:
    act = acts.all_acts()["vault.open_emergency"]
    return acts.answer(request, act, None, back=reverse("vault.emergency"))


@require_http_methods(["GET", "POST"])
def name_delegate(request: PersonRequest, pk: int) -> HttpResponseBase:
    unit = get_object_or_404(OrgUnit, pk=pk)
    if not may(request.person, "vault.name_delegate", unit, request.at):
        raise Http404
    act = acts.all_acts()["vault.name_delegate"]
    return acts.answer(request, act, unit, back=reverse("vault.emergency"), about=str(unit))


@require_POST
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """Raises Http404 where this person sees no such delegation."""
    found = _delegations(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    end_delegation(found, by=request.person, at=request.at)
    return redirect("vault.emergency")
