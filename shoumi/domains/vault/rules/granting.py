"""How long and how often: windows by grade, uses, recertification (vault, 6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Quarterly, as access to core secrets; the same for all grades, since nobody is harmed by a look.
RECERTIFY_EVERY = timedelta(days=92)
# Whoever keeps the secret has it on his list from this long before, and may be so late.
RECERTIFY_NOTICE = timedelta(days=14)
RECERTIFY_GRACE = timedelta(days=14)
# Twice unconfirmed, nobody can be said to need it: it ends.
LAPSES_AFTER = 2 * RECERTIFY_EVERY
# How often one person opens carriers of a grade on a day where the office has set nothing: of the
# highest grade, and of all others.
DAILY_BUDGETS = (30, 200)
ACTIONS = ("view", "print_out", "download", "copy_out")
# What takes content along in a form that no paper ledger holds.
LEAVING = ("download", "copy_out")
# Of the highest grade: no longer than this, or else a number of uses.
CORE_WINDOW = timedelta(days=3)


@dataclass(frozen=True)
class Wanted:
    """A grant as it is asked for."""

    actions: Sequence[str]
    starts_at: datetime
    ends_at: datetime
    uses: int | None = None


@dataclass(frozen=True)
class Limits:
    """What a grade allows: its longest grant in days, whether it is the highest, what may leave."""

    longest_days: int
    highest: bool
    may_leave: bool

    def stricter(self, other: "Limits") -> "Limits":
        """What both allow."""
        return Limits(
            longest_days=min(self.longest_days, other.longest_days),
            highest=self.highest or other.highest,
            may_leave=self.may_leave and other.may_leave,
        )


def objection(wanted: Wanted, limits: Limits, at: datetime) -> "tuple[str, StrOrPromise] | None":
    """The field that is wrong and why, or None."""
    if not wanted.actions or not set(wanted.actions) <= set(ACTIONS):
        return "actions", _("Choose at least one of the uses offered.")
    if set(wanted.actions) & set(LEAVING) and not limits.may_leave:
        return "actions", _("Nothing of this grade may be downloaded or copied out.")
    if wanted.ends_at <= max(wanted.starts_at, at):
        return "until_on", _("The end must lie after the beginning, and not in the past.")
    if wanted.ends_at - wanted.starts_at > timedelta(days=limits.longest_days):
        text = _("A grant of this grade lasts %(days)s days at most.")
        return "until_on", text % {"days": limits.longest_days}
    if wanted.uses is not None and not 0 < wanted.uses <= 1000:
        return "uses", _("Between 1 and 1000 uses, or none named.")
    long = wanted.ends_at - wanted.starts_at > CORE_WINDOW
    if limits.highest and long and wanted.uses is None:
        return "uses", _("For more than three days, say how often it will be opened.")
    return None


def allowed(actions: Sequence[str], limits: Limits) -> list[str]:
    """What is left of the uses of a grant under these limits."""
    return [one for one in actions if limits.may_leave or one not in LEAVING]


def reaches_until(
    starts_at: datetime, ends_at: datetime, uses: int | None, limits: Limits
) -> datetime:
    """When a grant ends under limits that may be stricter than those it was given under."""
    last = min(ends_at, starts_at + timedelta(days=limits.longest_days))
    return min(last, starts_at + CORE_WINDOW) if limits.highest and uses is None else last


def lapses_on(given_on: date, recertified_on: date | None) -> date:
    """From this day on a grant that nobody confirmed for two quarters gives nothing."""
    return (recertified_on or given_on) + LAPSES_AFTER


def recertify_by(given_on: date, recertified_on: date | None) -> date:
    """The day by which somebody must say that the grant is still needed."""
    return (recertified_on or given_on) + RECERTIFY_EVERY
