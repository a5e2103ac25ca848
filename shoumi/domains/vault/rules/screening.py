"""What follows from what was found in a file: may it be opened, and if not, why (1, 4.8)."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Reason
from shoumi.kernel.screening import Marks, Outcome

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WAITING = Reason(
    "being_screened",
    _("This version is being looked through. That takes moments, for a large file minutes; then "
      "open it again."),
)  # fmt: skip
QUARANTINED = Reason(
    "quarantined",
    _("This version is in quarantine: nobody opens it until the office has decided about it."),
)
REJECTED = Reason("rejected", _("This version was rejected and destroyed. Open another one."))
_SHUT = {"waiting": WAITING, "quarantined": QUARANTINED, "rejected": REJECTED}

SOONEST = timedelta(minutes=5)
LATEST = timedelta(days=1)


class Cause(StrEnum):
    """Why a version goes into quarantine."""

    THREAT = "threat"
    STATE_SECRET = "state_secret"  # noqa: S105, no password
    DISGUISED = "disguised"
    LIMIT = "limit"
    NOT_SCANNED = "not_scanned"
    BLIND = "blind"

    @property
    def text(self) -> "StrOrPromise":
        return _TEXTS[self]


_TEXTS: "dict[Cause, StrOrPromise]" = {
    Cause.THREAT: _("The virus scanner found something in it."),
    Cause.STATE_SECRET: _("A page of it bears a state secret's mark."),
    Cause.DISGUISED: _("It is a program under the name of a document."),
    Cause.LIMIT: _("It is larger, or packed more deeply, than the virus scanner looks through."),
    Cause.NOT_SCANNED: _("It could not be looked through by the virus scanner. That is tried "
                         "again by itself."),
    Cause.BLIND: _("The virus scanner is set so that it says nothing of what it leaves out. The "
                   "system administrator must set AlertExceedsMax; then it is asked again."),
}  # fmt: skip
_BY_OUTCOME = {
    Outcome.FOUND: Cause.THREAT,
    Outcome.LIMIT: Cause.LIMIT,
    Outcome.FAILED: Cause.NOT_SCANNED,
    Outcome.BLIND: Cause.BLIND,
}
_UNREAD: "dict[str, StrOrPromise]" = {
    Marks.TOO_LARGE: _("Only part of it was looked through for marks of state secrets: it is too "
                       "large or packed too deeply."),
    Marks.UNSUPPORTED: _("Files of this kind are not looked through for marks of state secrets."),
    Marks.DAMAGED: _("It is damaged, so that not all of it was looked through for marks of state "
                     "secrets."),
    Marks.LOCKED: _("It has a password of its own, so that it was not looked through for marks of "
                    "state secrets."),
    Marks.TIMEOUT: _("Looking through it for marks of state secrets took too long and was "
                     "stopped."),
}  # fmt: skip


def causes(outcome: str, marks: str, *, disguised: bool) -> Iterator[Cause]:
    """Everything that sends a file into quarantine, the gravest first; nothing if it is clear.

    Not to have a scanner is no cause: it is said beside every version instead.
    """
    if marks == Marks.FOUND:
        yield Cause.STATE_SECRET
    if disguised:
        yield Cause.DISGUISED
    by_scanner = _BY_OUTCOME.get(Outcome(outcome))
    if by_scanner is not None:
        yield by_scanner


def unread(marks: str) -> "StrOrPromise":
    """What to say where the search for marks did not reach everything; else ""."""
    return _UNREAD.get(marks, "")


def shut(standing: str) -> Reason | None:
    """Why a version of that standing opens for nobody, or None."""
    return _SHUT.get(standing)


def again_after(times: int) -> timedelta:
    """How long to wait with the next try, after so many."""
    return min(SOONEST * (1 << min(times - 1, 10)), LATEST)
