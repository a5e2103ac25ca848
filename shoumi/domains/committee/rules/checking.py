"""The quarterly check of a department: its points, its days, its states (4.M3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.foundation.periods import Span, WorkCalendar, quarter_of
from shoumi.foundation.workflow import Flow, State, Step

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CHECK_WORKDAYS, MEND_WORKDAYS = 10, 20


@dataclass(frozen=True)
class Point:
    """What a member looks at, and what has to be done where it is not in order."""

    name: str
    label: "StrOrPromise"
    mend: "StrOrPromise"

    @property
    def duty(self) -> str:
        return f"committee.mend_{self.name}"


POINTS = (
    Point("agreements", _("Everybody who meets secrets has signed an agreement"),
          _("Get the missing agreements signed")),
    Point("carriers", _("Carriers have been counted, and all are there"),
          _("Count the carriers and clear up what is missing")),
    Point("leavers", _("Whoever left or moved has handed everything over"),
          _("Clear what leavers still hold")),
    Point("training", _("Everybody has had this year's training"),
          _("Make up for missing training")),
    Point("marks", _("What is secret bears its mark"), _("Mark what bears no mark")),
    Point("findings", _("No finding of an inspection is overdue"), _("Close the open findings")),
)  # fmt: skip

DEPARTMENT_CHECK = Flow(
    kind="department_check",
    start="open",
    states=(
        State("open", pgettext_lazy("of a check", "To be confirmed")),
        State("confirmed", pgettext_lazy("of a check", "Confirmed"), final=True),
        State("lapsed", pgettext_lazy("of a check", "Lapsed"), final=True),
    ),
    steps=(
        Step("committee.confirm_check", ("open",), "confirmed", "member",
             _("Confirm the check of your department")),
        Step("committee.lapse_check", ("open",), "lapsed", "house", _("Let it lapse")),
    ),
)  # fmt: skip


def quarter_before(day: date) -> Span:
    """The quarter that was over last."""
    return quarter_of(quarter_of(day).first - timedelta(days=1))


def check_due(quarter: date, asked_on: date, calendar: WorkCalendar) -> date:
    """Ten working days after the quarter's end; where it is asked for later, after that day: a
    house that begins in the middle of a quarter is not late at once."""
    since = max(quarter_of(quarter).last, asked_on - timedelta(days=1))
    return calendar.add_workdays(since, CHECK_WORKDAYS)


def mend_due(on: date, calendar: WorkCalendar) -> date:
    return calendar.add_workdays(on, MEND_WORKDAYS)
