"""What an amended plan changes, item by item."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.facts import items_of, words
from shoumi.domains.programme.models import Plan, PlanItem
from shoumi.domains.programme.wording import when
from shoumi.kernel.ui.components import Tone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LABELS = {
    "added": _("New"), "changed": _("Changed"), "removed": _("Taken out"), "same": _("Unchanged"),
}  # fmt: skip
TONES = {
    "added": Tone.GOOD, "changed": Tone.WAITING, "removed": Tone.BAD, "same": Tone.NEUTRAL,
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """What became of one item: for a changed one what each part said before and says now."""

    ident: int
    text: str
    change: str
    parts: tuple[tuple["StrOrPromise", str, str], ...] = ()

    @property
    def label(self) -> "StrOrPromise":
        return LABELS[self.change]

    @property
    def tone(self) -> Tone:
        return TONES[self.change]


def differences(before: Plan, after: Plan) -> list[Difference]:
    """In the order of the numbers. Two queries."""
    old = {one.ident: one for one in items_of(before)}
    new = {one.ident: one for one in items_of(after)}
    return [_one(ident, old.get(ident), new.get(ident)) for ident in sorted({*old, *new})]


def _one(ident: int, old: PlanItem | None, new: PlanItem | None) -> Difference:
    if new is None:
        return Difference(ident, old.display_text if old else "", "removed")
    if old is None:
        return Difference(ident, new.display_text, "added")
    if words(old) == words(new):
        return Difference(ident, new.display_text, "same")
    return Difference(ident, new.display_text, "changed", tuple(_parts(old, new)))


def _parts(old: PlanItem, new: PlanItem) -> "Iterator[tuple[StrOrPromise, str, str]]":
    pairs = (
        (_("Item"), old.display_text, new.display_text),
        (_("Lead"), f"{old.lead} · {old.lead_unit}", f"{new.lead} · {new.lead_unit}"),
        (_("When"), when(old), when(new)),
        (_("Clauses"), t(", ").join(old.clauses), t(", ").join(new.clauses)),
        (_("Measured by"), old.display_measure, new.display_measure),
        (_("Budget"), old.budget, new.budget),
    )
    yield from (pair for pair in pairs if pair[1] != pair[2])
