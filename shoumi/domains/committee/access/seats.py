"""Who nominates, appoints and ends; who asks for an undertaking; who reads an interest (3.1)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.meeting import NOT_OFFICE
from shoumi.domains.committee.rules.appointing import ONESELF
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Role
from shoumi.kernel.accounts.standing import COMMITTEE, OFFICE, standing
from shoumi.kernel.documents.access import permits

NOT_NOMINATING = Reason(
    "not_nominating",
    _("The committee's office nominates, and a head for the own department. Ask them."),
)
NOT_DIRECTOR = Reason("not_director", _("The director of the committee appoints. Ask him."))
NOT_ENDING = Reason(
    "not_ending", _("The director of the committee, or its office, ends an appointment.")
)
NOT_PROPOSER = Reason("not_proposer", _("Whoever proposed it, or the office, takes it back."))
NOT_BY_HAND = Reason("not_by_hand", _("This happens by itself, when the records show it."))
NO_SEAT = Reason("no_seat", _("Only who holds a seat of the committee declares interests here."))
NOT_YOURS = Reason("not_yours", _("Only whoever declared it may end it."))


def is_director(actor: Actor, unit: OrgUnit, at: datetime) -> bool:
    return standing(actor, at).has_over(unit, Role.CHAIR)


def is_office(actor: Actor, unit: OrgUnit, at: datetime) -> bool:
    return standing(actor, at).has_over(unit, *OFFICE)


def nominates_for(actor: Actor, unit: OrgUnit, role: str, at: datetime) -> bool:
    """The office for every seat; a head for the custodian of the own department."""
    own = role == Role.CUSTODIAN and standing(actor, at).has_at(unit, Role.HEAD)
    return own or is_office(actor, unit, at)


@rule("committee.nominate")
def offices_and_heads(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """For which unit, the action asks."""
    yield from apart(actor, at)
    if not standing(actor, at).has(Role.HEAD, *OFFICE):
        yield NOT_NOMINATING


@rule("committee.appoint", "committee.decline_nomination")
def the_director(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not is_director(actor, record.org_unit, at):
        yield NOT_DIRECTOR
    if record.person_id == actor.pk:
        yield ONESELF


@rule("committee.withdraw_nomination")
def the_proposer_or_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.created_by_id != actor.pk and not is_office(actor, record.org_unit, at):
        yield NOT_PROPOSER


@rule("committee.end_seat")
def director_or_office(actor: Actor, record: Appointment, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    unit = record.post.org_unit
    if not is_director(actor, unit, at) and not is_office(actor, unit, at):
        yield NOT_ENDING


@rule("committee.tag_seat")
def office_of_the_seat(actor: Actor, record: Appointment, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not is_office(actor, record.post.org_unit, at):
        yield NOT_OFFICE


@rule(
    "committee.note_vacancy",
    "committee.fill_vacancy",
    "committee.note_departure",
    "committee.ask_newcomers",
    "committee.close_undertaking",
)
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_BY_HAND


@rule("committee.open_undertaking", "committee.issue_service", "committee.issue_seats")
def an_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Of which committee, the action asks."""
    yield from apart(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@rule("committee.enter_undertakings", "committee.reissue_extract")
def office_of_the_record(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not is_office(actor, record.entity, at):
        yield NOT_OFFICE


@rule("committee.declare_interest")
def holders_of_seats(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seats = (*COMMITTEE, *OFFICE, Role.EXPERT, Role.CUSTODIAN)
    if not standing(actor, at).has(*seats):
        yield NO_SEAT


@rule("committee.end_interest")
def whoever_declared_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.person_id != actor.pk:
        yield NOT_YOURS


@permits("nomination")
def papers_of_a_nomination(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads the letter; director and office issue and send."""
    if is_house(actor):
        return
    yield from apart(actor, at)
    entitled = is_director(actor, record.org_unit, at) or is_office(actor, record.org_unit, at)
    if act != "documents.read" and not entitled:
        yield NOT_ENDING


@permits("undertaking")
def papers_of_an_undertaking(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever is asked to sign reads the text; scans of signatures only the office."""
    if is_house(actor):
        return
    yield from apart(actor, at)
    if act != "documents.read" and not is_office(actor, record.entity, at):
        yield NOT_OFFICE


def _declare(kind: str) -> None:
    @permits(kind)
    def only_to_read(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
        """Whoever sees it reads what is filed with it; the office files evidence."""
        yield from apart(actor, at)
        if act != "documents.read" and not is_office(actor, record.org_unit, at):
            yield NOT_OFFICE


for _kind in ("vacancy", "interest", "committee_extract"):
    _declare(_kind)
