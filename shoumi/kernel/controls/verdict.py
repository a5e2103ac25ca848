"""What a control answers: a status, why, what proves it, and when it falls due next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Status(StrEnum):
    """The five lawful answers. `unknown` is one of them: nobody may guess."""

    KEPT = "kept"
    DUE = "due"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS = {
    Status.KEPT: _("Kept"),
    Status.DUE: _("Falls due"),
    Status.BROKEN: _("Not kept"),
    Status.UNKNOWN: _("Not known yet"),
    Status.NOT_APPLICABLE: _("Does not apply"),
}

_GRAVITY = [Status.BROKEN, Status.UNKNOWN, Status.DUE, Status.KEPT, Status.NOT_APPLICABLE]


@dataclass(frozen=True)
class Evidence:
    """One thing that proves or disproves: what it is called, and where it stands in the house.

    `subject` is a reference such as `register.secret/12` (never a title, so that an exported
    verdict gives nothing away); `on` is when it took effect, `recorded_on` when it was entered,
    told apart so that what was recorded later than the day asked for can be marked.
    """

    subject: str
    label: str
    on: date | None = None
    recorded_on: date | None = None

    def recorded_after(self, as_of: date) -> bool:
        return self.recorded_on is not None and self.recorded_on > as_of


@dataclass(frozen=True)
class Step:
    """What somebody can do about a verdict, in a few words, and the place in the house for it.

    `place` is the name of an address that the navigation knows, so that the step is shown only to
    whom that place is open; `query` narrows it to what is meant.
    """

    label: "StrOrPromise"
    place: str
    query: str = ""


@dataclass(frozen=True)
class Verdict:
    """A computed answer for one day. Nobody can set one by hand."""

    status: Status
    because: str
    evidence: tuple[Evidence, ...] = field(default=())
    next_due: date | None = None
    step: Step | None = None


def worst(statuses: Iterable[Status]) -> Status:
    """The gravest of several statuses; with none, nothing applies."""
    found = set(statuses)
    return next((status for status in _GRAVITY if status in found), Status.NOT_APPLICABLE)
