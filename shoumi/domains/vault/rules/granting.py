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
DAILY_BUDGET = 200
ACTIONS = ("view", "download")
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


def objection(wanted: Wanted, limits: Limits, at: datetime) -> "tuple[str, StrOrPromise] | None":
    """The field that is wrong and why, or None."""
    if not wanted.actions or not set(wanted.actions) <= set(ACTIONS):
        return "actions", _("Choose at least one of the uses offered.")
    if "download" in wanted.actions and not limits.may_leave:
        return "actions", _("Nothing of this grade may be downloaded.")
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


def recertify_by(given_on: date, recertified_on: date | None) -> date:
    """The day by which somebody must say that the grant is still needed."""
    return (recertified_on or given_on) + RECERTIFY_EVERY
