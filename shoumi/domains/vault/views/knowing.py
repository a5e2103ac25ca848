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
from shoumi.domains.vault.actions import export_exposure, export_known
from shoumi.domains.vault.exposure import (
    Knower,
    Outsider,
    what_was_known,
    who_knew,
    who_knew_outside,
)
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
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
    return _table(_lines(secret, day), f"exposure-{secret.pk}-{day}.csv")


def _heads() -> list[str]:
    return [t("Staff number"), t("Person"), t("Department"), t("Could or did"), t("Why or what"),
            t("From"), t("Until"), t("Purpose"), t("Number"),
            t("Held what was required")]  # fmt: skip


def _lines(secret: TradeSecret, day: date) -> Iterator[list[Any]]:
    yield _heads()
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
    person, day = _person(pk), _day(request)
    against = decide(request.person, "vault.read_known", person, request.at).because
    if against:
        return problem(request, 403, str(against[0]))
    context = {
        "person": person, "day": day, "today": local_day(request.at),
        "known": _known(request, person, day),
    }  # fmt: skip
    return render(request, "vault/person_knew.html", context)


@require_POST
def export_person_knew(request: PersonRequest, pk: int) -> HttpResponse:
    """The same as a table; that it was taken out is entered first."""
    person, day = _person(pk), _day(request)
    export_known(person, day=day, by=request.person, at=request.at)
    return _table(_lines_of_person(_known(request, person, day)), f"known-{person.pk}-{day}.csv")


def _lines_of_person(known: list[tuple[TradeSecret, Knower]]) -> Iterator[list[Any]]:
    yield [t("Secret"), *_heads()]
    for secret, one in known:
        for line in _of(one):
            yield [secret.reference, *line]


def _known(request: PersonRequest, person: Person, day: date) -> list[tuple[TradeSecret, Knower]]:
    secrets = TradeSecret.objects.visible_to(request.person, request.at)
    return what_was_known(person, day, secrets)


def _person(pk: int) -> Person:
    """Raises Http404."""
    person = Person.objects.select_related("org_unit").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def _table(lines: Iterator[list[Any]], name: str) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([harmless(str(cell)) for cell in line] for line in lines)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _day(request: PersonRequest) -> date:
    """The day asked about; today where none is asked for or it can't be read."""
    asked = request.POST.get("on") or request.GET.get("on", "")
    try:
        return min(date.fromisoformat(asked), local_day(request.at))
    except ValueError:
        return local_day(request.at)
