"""Who may send, and who may answer. The domain of the record has its say (`documents.access`)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import NOT_OFFICE, against, unseen

NOT_YOURS = Reason("not_yours", _("This was not sent to you."))
NOT_HOUSE = Reason("not_house", _("This happens by itself when the last day has passed."))
FOR_OTHERS = Reason("for_others", _("Confirm your own receipt on the screen."))


@rule("delivery.send")
def senders(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The record itself."""
    yield from against(actor, "delivery.send", record, at)


@rule("delivery.recall", "delivery.remind_pending", "delivery.enter_sheet", "delivery.take_list")
def senders_of(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """A dispatch: whoever may send its record on."""
    yield from against(actor, "delivery.send", record.record, at)


@rule("delivery.choose_channels", "delivery.try_channels")
def everybody_here(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)


@rule("delivery.see_to_undelivered")
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@rule("delivery.acknowledge_on_paper")
def those_who_file(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever may file the signed paper, but not for a receipt of one's own."""
    yield from against(actor, "delivery.acknowledge_on_paper", record.record, at)
    if record.person_id == actor.pk:
        yield FOR_OTHERS


@rule("delivery.open_receipt", "delivery.acknowledge", "delivery.decline")
def the_recipient(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if record.person_id != actor.pk:
        yield NOT_YOURS
    yield from unseen(actor, record.record, at)


@rule("delivery.expire")
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_HOUSE
