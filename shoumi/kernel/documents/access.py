"""Who may issue, void and read papers, file evidence, and replace templates.

Nobody may do anything with the papers of a kind of record until its domain says so: a domain
declares `@permits("trade_secret")` on a function that yields what speaks against this actor doing
this act on this record. It can only narrow: seeing the record is asked first, always.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.records.models import Record

Permit = Callable[[Actor, str, Record, datetime], Iterable[Reason]]
_permits: dict[str, Permit] = {}

NOT_SEEN = Reason("not_seen", _("This is not open to you."))
NOT_PERMITTED = Reason(
    "not_permitted", _("Nobody may do this with this kind of record: no rule allows it.")
)
NOT_OFFICE = Reason(
    "not_office",
    _("Only the committee's office or the secrecy administrator may do this. Ask them for it."),
)


def permits(kind: str) -> Callable[[Permit], Permit]:
    """Declare who may do what with the papers, evidence and deliveries of a kind of record.

    The function takes actor, name of the act (`documents.issue`, `delivery.send`, …), record and
    instant, and yields what speaks against it. Raises ValueError for a second one of a kind.
    """

    def declare(function: Permit) -> Permit:
        if _permits.setdefault(kind, function) is not function:
            raise ValueError(f"Two permits for {kind}.")
        return function

    return declare


def against(actor: Actor, act: str, record: Record, at: datetime) -> Iterator[Reason]:
    """Everything that speaks against an act on what a record keeps: default deny."""
    yield from inactive(actor, at)
    yield from unseen(actor, record, at)
    permit = _permits.get(record.kind)
    if permit is None:
        yield NOT_PERMITTED
    else:
        yield from permit(actor, act, record, at)


def unseen(actor: Actor, record: Record, at: datetime) -> Iterator[Reason]:
    """Seeing comes first; the house itself, which acts by the calendar, sees no content.

    A row that a page has just read out of `visible_to` for this person and instant says so itself;
    an action locks a row of its own, and asks.
    """
    if getattr(record, "shown_to", None) == (actor.pk, at):
        return
    if not is_house(actor) and not record.is_visible_to(actor, at):
        yield NOT_SEEN


def _declare(act: str, asked: str) -> None:
    @rule(act)
    def by_record(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
        """The record itself, or a paper or file that belongs to one."""
        owner = record if isinstance(record, Record) else record.record
        yield from against(actor, asked, owner, at)


for _act in ("documents.issue", "documents.void", "documents.add_evidence", "documents.read"):
    _declare(_act, _act)
_declare("documents.issue_label", "documents.issue")
for _act in ("documents.read_paper", "documents.read_evidence"):
    _declare(_act, "documents.read")


@rule("documents.replace_template", "documents.restore_template")
def office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not standing(actor, at).has(Role.SECRECY_ADMIN, *OFFICE):
        yield NOT_OFFICE
