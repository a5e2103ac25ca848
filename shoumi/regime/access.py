"""Who may bring in, bind and adopt an edition."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import NOT_ORGANISER, inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.approvals.access import by_resolution_only
from shoumi.kernel.approvals.asking import objections
from shoumi.kernel.documents.access import permits

NOT_BY_HAND = Reason("not_by_hand", _("This follows by itself from what becomes of its rule."))


@rule(
    "regime.import_text",
    "regime.take_default",
    "regime.bind",
    "regime.confirm_all",
    "regime.propose_adoption",
    "regime.enter_paper_decision",
    "regime.drop",
    "regime.draft_revision",
    "regime.write_clause",
    "regime.add_clause",
    "regime.strike_clause",
    "regime.lay_before_staff",
    "regime.take_back",
    "regime.ask_to_confirm",
)
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not is_house(actor) and not standing(actor, at).has(*OFFICE):
        yield NOT_ORGANISER


rule("regime.follow_resolution")(by_resolution_only)


@rule("regime.follow_rule", "regime.give_back")
def only_the_house(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """When its rule comes into force or comes back, and by nobody's hand."""
    if not is_house(actor):
        yield NOT_BY_HAND


@permits("regime")
def papers_of_an_edition(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees the edition reads its papers; the office keeps them."""
    yield from inactive(actor, at)
    if act != "documents.read" and not standing(actor, at).has(*OFFICE):
        yield NOT_ORGANISER


@rule("regime.adopt")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    yield from objections(record, actor, local_day(at))
