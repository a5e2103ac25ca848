"""Who knew what when: of a secret, and of a person; on the page and as a table."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_POST

from shoumi.domains.people.duty import required_on
from shoumi.domains.people.rules import Kind
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.views.reading import seen_secret
from shoumi.domains.vault.actions import export_exposure
from shoumi.domains.vault.exposure import (
    Knower,
    Outsider,
    what_was_known,
    who_knew,
    who_knew_outside,
)
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.tables.exports import harmless


@require_GET
def knew(request: PersonRequest, pk: int) -> HttpResponse:
    """Everybody who could know a secret, and everybody who did, on a day."""
    secret = seen_secret(pk, request)
    against = decide(request.person, "vault.read_exposure", secret, request.at).because
    if against:
        return problem(request, 403, " ".join(str(one) for one in against))
    day = _day(request)
    knowers = who_knew(secret, day)
    context = {
        "secret": secret, "day": day, "today": local_day(request.at), "knowers": knowers,
        "could": sum(bool(one.could) for one in knowers),
        "did": sum(bool(one.did) for one in knowers),
        "outside": who_knew_outside(secret, day),
        "not_yet": sorted(set(Kind) - required_on(day)),
        "gone": [one for one in knowers if one.did and not one.could],
    }  # fmt: skip
    return render(request, "vault/knew.html", context)


@require_POST
def export_knew(request: PersonRequest, pk: int) -> HttpResponse:
    """The same as a table; that it was taken out is entered first."""
    secret, day = seen_secret(pk, request), _day(request)
    export_exposure(secret, day=day, by=request.person, at=request.at)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([harmless(str(cell)) for cell in line] for line in _lines(secret, day))
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="exposure-{secret.pk}-{day}.csv"'
    return response


def _lines(secret: TradeSecret, day: date) -> Iterator[list[Any]]:
    yield [t("Staff number"), t("Person"), t("Department"), t("Could or did"), t("Why or what"),
           t("From"), t("Until"), t("Purpose"), t("Number"),
           t("Held what was required")]  # fmt: skip
    for one in who_knew(secret, day):
        yield from _of(one)
    for outsider in who_knew_outside(secret, day):
        yield from _of_outsider(outsider)


def _of(one: Knower) -> Iterator[list[Any]]:
    person = [one.person.staff_number, one.person, one.person.org_unit]
    held = " ".join(f"{has.kind.label}: {has.standing.label} {has.basis}" for has in one.held)
    for could in one.could:
        until = could.until or ""
        yield [*person, t("could"), could.why, could.since, until, could.detail, "", held]
    for did in one.did:
        at = timezone.localtime(did.at).strftime("%Y-%m-%d %H:%M")
        yield [*person, t("did"), did.what, at, "", did.purpose, did.number, held]


def _of_outsider(one: Outsider) -> Iterator[list[Any]]:
    row = one.disclosure
    whom = ["", row.recipient, row.partner]
    given = [t("could"), row.get_way_display(), one.since, one.until, row.purpose, row.number]
    yield [*whom, *given, row.agreement]
    for did in one.did:
        at = timezone.localtime(did.at).strftime("%Y-%m-%d %H:%M")
        yield [*whom, t("did"), did.what, at, "", did.purpose, did.number, row.agreement]


@require_GET
def person_knew(request: PersonRequest, pk: int) -> HttpResponse:
    """What one person could know and did, of what the reader may see: for oneself, the office and
    counsel."""
    person = Person.objects.select_related("org_unit").filter(pk=pk).first()
    if person is None:
        raise Http404
    seat = standing(request.person, request.at)
    if person.pk != request.person.pk and not seat.has_over(person.org_unit, *OFFICE, Role.COUNSEL):
        return problem(request, 403, t("This list is open to the person, the office and counsel."))
    day = _day(request)
    secrets = TradeSecret.objects.visible_to(request.person, request.at)
    context = {
        "person": person, "day": day, "today": local_day(request.at),
        "known": what_was_known(person, day, secrets),
    }  # fmt: skip
    return render(request, "vault/person_knew.html", context)


def _day(request: PersonRequest) -> date:
    """The day asked about; today where none is asked for or it can't be read."""
    asked = request.POST.get("on") or request.GET.get("on", "")
    try:
        return min(date.fromisoformat(asked), local_day(request.at))
    except ValueError:
        return local_day(request.at)
