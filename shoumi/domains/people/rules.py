"""What somebody must hold before content opens to him, and how he stands with it on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Reason

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Kind(StrEnum):
    """What may be required of everybody who meets secrets."""

    AGREEMENT = "agreement"
    TRAINING = "training"

    @property
    def label(self) -> "StrOrPromise":
        return _LABELS[self]

    @property
    def reason(self) -> Reason:
        return _LACKING[self]


_LABELS: "dict[Kind, StrOrPromise]" = {
    Kind.AGREEMENT: _("Confidentiality agreement"),
    Kind.TRAINING: _("Confidentiality training"),
}
_LACKING = {
    Kind.AGREEMENT: Reason(
        "no_agreement",
        _("You have no valid confidentiality agreement. Ask your department's confidentiality "
          "administrator for one to sign."),
    ),
    Kind.TRAINING: Reason(
        "no_training",
        _("Your confidentiality training is missing or too old. Ask your department's "
          "confidentiality administrator for the next course."),
    ),
}  # fmt: skip


class Standing(StrEnum):
    """How somebody stands with one requirement on a day. All but the first two deny."""

    NOT_YET_REQUIRED = "not_yet_required"
    HELD = "held"
    OVER = "over"
    MISSING = "missing"

    @property
    def label(self) -> "StrOrPromise":
        return _STANDINGS[self]

    @property
    def opens(self) -> bool:
        return self in {Standing.NOT_YET_REQUIRED, Standing.HELD}


_STANDINGS: "dict[Standing, StrOrPromise]" = {
    Standing.NOT_YET_REQUIRED: _("not yet required"),
    Standing.HELD: _("valid"),
    Standing.OVER: _("no longer valid"),
    Standing.MISSING: _("missing"),
}


@dataclass(frozen=True)
class Term:
    """When something held counts: from its first day to its last, and not from `ended_on` on."""

    from_on: date
    until_on: date | None
    ended_on: date | None

    def holds(self, day: date) -> bool:
        return (
            self.from_on <= day
            and (self.until_on is None or day <= self.until_on)
            and (self.ended_on is None or day < self.ended_on)
        )


def standing_with(*, required: bool, terms: Collection[Term], day: date) -> Standing:
    """Default deny: once required, whoever holds nothing that counts on that day is shut out."""
    if not required:
        return Standing.NOT_YET_REQUIRED
    if any(term.holds(day) for term in terms):
        return Standing.HELD
    begun = any(term.from_on <= day for term in terms)
    return Standing.OVER if begun else Standing.MISSING
