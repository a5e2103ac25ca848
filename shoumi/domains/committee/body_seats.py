"""What the pages of a nomination, a vacancy, an undertaking, an interest and an opinion show."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.seats import is_director, is_office, nominates_for
from shoumi.domains.committee.models import (
    Extract,
    Field,
    Interest,
    Nomination,
    Opinion,
    Undertaking,
    Vacancy,
)
from shoumi.domains.committee.pledges import Pledge, opened_by, pledges
from shoumi.domains.committee.rules.appointing import OFFERED
from shoumi.domains.committee.seating import seating
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Record

Facts = Iterator[tuple[Any, Any]]


def nominate_url(unit: int, role: str, person: int | None = None) -> str:
    """Where somebody is nominated for this seat."""
    asked: dict[str, str | int] = {
        "unit": unit,
        "role": role,
        **({"person": person} if person is not None else {}),
    }
    return f"{reverse('committee.nominate')}?{urlencode(asked)}"


def nomination_body(nomination: Nomination, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `committee/_seat_body.html` needs."""
    return {"facts": list(_of_nomination(nomination)), "text": nomination.because}


def _of_nomination(nomination: Nomination) -> Facts:
    yield _("Name"), nomination.person
    yield _("Department"), nomination.person.org_unit
    yield _("Seat"), Role(nomination.role).label
    yield _("Of"), nomination.org_unit
    if nomination.tags:
        yield _("Stands for"), "、".join(str(Field(one).label) for one in nomination.tags)
    yield _("First day"), nomination.from_on.isoformat()
    if nomination.until_on is not None:
        yield _("Held no more from"), nomination.until_on.isoformat()
    if nomination.letter is not None:
        yield _("Letter of appointment"), nomination.letter.number


def vacancy_body(vacancy: Vacancy, person: Any, at: datetime) -> dict[str, Any]:
    vacant = vacancy.state == "vacant"
    may = vacant and nominates_for(person, vacancy.org_unit, vacancy.role, at)
    return {
        "facts": list(_of_vacancy(vacancy)),
        "nominate_url": nominate_url(vacancy.org_unit_id, vacancy.role, vacancy.person_id)
        if may and vacancy.role in OFFERED
        else "",
    }


def _of_vacancy(vacancy: Vacancy) -> Facts:
    yield _("Seat"), Role(vacancy.role).label
    yield _("Of"), vacancy.org_unit
    if vacancy.person is not None:
        yield _("Who should hold it"), vacancy.person
    yield _("Found vacant on"), vacancy.since.isoformat()
    if vacancy.filled_on is not None:
        yield _("Filled on"), vacancy.filled_on.isoformat()


def interest_body(interest: Interest, person: Any, at: datetime) -> dict[str, Any]:
    facts = [
        (_("Declared by"), interest.person),
        (_("Since"), interest.from_on.isoformat()),
        (_("Ended on"), interest.until_on.isoformat() if interest.until_on else "—"),
    ]
    return {"facts": facts, "text": interest.text}


def undertaking_body(undertaking: Undertaking, person: Any, at: datetime) -> dict[str, Any]:
    """The text for everybody; who has signed for the office and the director only."""
    day = local_day(at)
    entity = undertaking.entity
    keeps = is_office(person, entity, at) or is_director(person, entity, at)
    rows = pledges(seating(day), entity, opened_by(day), undertaking.year) if keeps else []
    return {
        "facts": [
            (_("Year"), undertaking.year),
            (_("Sent on"), undertaking.opened_on.isoformat()),
            (_("Paper issued"), undertaking.paper.number if undertaking.paper is not None else ""),
            (_("SHA-256 of the paper"), undertaking.paper.sha256 if undertaking.paper else ""),
        ],
        "people": sorted(rows, key=_unsigned_first),
        "signed": sum(one.signed is not None for one in rows),
        "day": day,
    }


def _unsigned_first(one: Pledge) -> tuple[bool, str]:
    return one.signed is not None, one.person.staff_number


def opinion_body(opinion: Opinion, person: Any, at: datetime) -> dict[str, Any]:
    """The matter is named by its number, and leads to it whoever may see it."""
    seen = Record.objects.visible_to(person, at).filter(pk=opinion.about_id).exists()
    return {
        "facts": [
            (_("About"), opinion.about.reference),
            (_("Field"), opinion.get_field_display()),
            (_("Expert"), opinion.asked_of),
            (_("Opinion asked by"), opinion.created_by),
            (_("Answered on"), opinion.answered_on.isoformat() if opinion.answered_on else "—"),
        ],
        "matter": opinion.about if seen else None,
    }


def extract_body(extract: Extract, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `committee/_seat_body.html` needs."""
    facts: list[tuple[Any, Any]] = [(_("Sort"), extract.get_sort_display())]
    if extract.person is not None:
        facts += [(_("Name"), extract.person), (_("Year"), extract.year)]
    facts += [
        (_("Committee of"), extract.entity),
        (_("As of"), extract.on.isoformat()),
        (_("Paper issued"), extract.paper.number if extract.paper is not None else ""),
        (_("SHA-256 of the paper"), extract.paper.sha256 if extract.paper is not None else ""),
    ]
    return {"facts": facts}
