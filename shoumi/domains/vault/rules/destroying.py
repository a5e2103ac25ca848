"""Pure decisions on destroying carriers: the state table, which way fits what, who stood by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.workflow import Flow, State, Step

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KEYS, RETURNED = "keys", "returned"
BY_HAND = ("shredded", "degaussed", "crushed")
CARRY_OUT_WITHIN = timedelta(days=14)

DESTRUCTION = Flow(
    kind="destruction",
    start="requested",
    states=(
        State("requested", pgettext_lazy("of a destruction", "Asked for")),
        State("approved", pgettext_lazy("of a destruction", "Approved, to be carried out")),
        State("destroying", pgettext_lazy("of a destruction", "Keys are being destroyed")),
        State("destroyed", pgettext_lazy("of a destruction", "Destroyed, final with the epoch")),
        State("final", pgettext_lazy("of a destruction", "Destroyed for good"), final=True),
        State("refused", pgettext_lazy("of a destruction", "Refused"), final=True),
        State("withdrawn", pgettext_lazy("of a destruction", "Withdrawn"), final=True),
    ),
    steps=(
        Step("vault.decide_destruction", ("requested",), None, "asked", _("Decide")),
        Step("destruction_approved", ("requested",), "approved", "asked", _("Approved")),
        Step("destruction_refused", ("requested",), "refused", "asked", _("Refused")),
        Step("vault.withdraw_destruction", ("requested", "approved"), "withdrawn", "keeper",
             _("Withdraw it")),
        Step("vault.destroy", ("approved",), "destroying", "keeper", _("Carry it out")),
        Step("vault.certify_destruction", ("destroying",), None, "house", _("Certify it")),
        Step("keys_destroyed", ("destroying",), "destroyed", "house", _("Keys destroyed")),
        Step("nothing_sealed", ("destroying",), "final", "house", _("Nothing was kept here")),
        Step("vault.finish_destruction", ("destroyed",), "final", "house",
             _("Final with the epoch")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """A carrier as it bears on its destruction; `copies` are the numbers of its known copies, and
    of its original, that are still there and not to be destroyed with it."""

    number: str
    is_file: bool
    was_received: bool
    is_held: bool
    copies: Sequence[str] = ()


def objection(
    method: str, things: Sequence[Thing], staying: str
) -> "tuple[str, StrOrPromise] | None":
    """The field that is wrong and why, or None."""
    if not things:
        return "carriers", _("Choose at least one carrier.")
    away = [one.number for one in things if not one.is_held]
    if away:
        return "carriers", _("Lent or in repair: %(numbers)s. Take it back first.") % _said(away)
    if method == KEYS and not all(one.is_file for one in things):
        solid = [one.number for one in things if not one.is_file]
        text = _("A thing that one can take in hand needs another way: %(numbers)s.")
        return "method", text % _said(solid)
    if method in BY_HAND and all(one.is_file for one in things):
        return "method", _("A file is not taken in hand: destroy its keys, or erase it.")
    if method == RETURNED and not all(one.was_received for one in things):
        own = [one.number for one in things if not one.was_received]
        return "method", _("Nobody sent us these: %(numbers)s.") % _said(own)
    left = sorted({number for one in things for number in one.copies})
    if left and not staying.strip():
        text = _("Copies are still there: %(numbers)s. Tick them as well, or say why they stay.")
        return "staying", text % _said(left)
    return None


def _said(numbers: Sequence[str]) -> dict[str, str]:
    return {"numbers": ", ".join(numbers)}


def is_witnessed(method: str) -> bool:
    """Whether two persons on the spot are named: for all but keys, which no eye sees go."""
    return method != KEYS


def spot_objection(
    method: str, executor: int | None, witness: int | None, on: date, approved_on: date, today: date
) -> "tuple[str, StrOrPromise] | None":
    """What is wrong with how it is said to have been carried out, or None."""
    if on > today:
        return "done_on", _("The day can't lie in the future.")
    if on < approved_on:
        return "done_on", _("It can't have been destroyed before it was approved.")
    if not is_witnessed(method):
        return None
    if executor is None:
        return "executor", _("Say who did it.")
    if witness is None:
        return "witness", _("Say who stood by and saw it.")
    if executor == witness:
        return "witness", _("Whoever did it can't be his own witness. Name another person.")
    return None
