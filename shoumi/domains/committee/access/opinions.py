"""Who asks an expert, and who answers (3.3)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.seats import is_office
from shoumi.domains.committee.models import Opinion
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import permits, unseen
from shoumi.kernel.records.models import Record

NOT_ASKING = Reason(
    "not_asking",
    _("The committee's office, counsel and whoever decides on it ask experts. Ask them."),
)
NOT_ASKED = Reason("not_asked", _("Only the expert who was asked answers."))
NOT_ASKER = Reason("not_asker", _("Whoever asked, or the office, takes the question back."))


def asks_about(actor: Actor, record: Any, at: datetime) -> bool:
    """The office, counsel, and whose posts decide on what this unit keeps."""
    seat = standing(actor, at)
    above = (*OFFICE, Role.COUNSEL, Role.CHAIR, Role.DEPUTY, Role.LEADER)
    return seat.has_over(record.org_unit, *above) or seat.has_at(record.org_unit, Role.HEAD)


@rule("committee.ask_opinion")
def who_decides(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    yield from unseen(actor, record, at)
    if not asks_about(actor, record, at):
        yield NOT_ASKING


@rule("committee.give_opinion", "committee.decline_opinion")
def the_expert(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.asked_of_id != actor.pk:
        yield NOT_ASKED


@rule("committee.withdraw_question")
def the_asker(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.created_by_id != actor.pk and not is_office(actor, record.org_unit, at):
        yield NOT_ASKER


@permits("opinion")
def papers_of_an_opinion(actor: Actor, act: str, record: Record, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its paper; the expert, or the office, files and issues."""
    if is_house(actor):
        return
    yield from apart(actor, at)
    expert = Opinion.objects.filter(pk=record.pk, asked_of_id=actor.pk).exists()
    if act != "documents.read" and not expert and not is_office(actor, record.org_unit, at):
        yield NOT_ASKED
