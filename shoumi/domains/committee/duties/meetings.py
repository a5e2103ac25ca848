"""The yearly work meeting by its date; minutes and resolutions fall due when they come about."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import Meeting
from shoumi.domains.committee.rules.timing import yearly_due, yearly_warning
from shoumi.kernel.accounts.standing import office_lead
from shoumi.kernel.tasks.duties import Falling, duty
from shoumi.kernel.tasks.models import Occurrence

YEARLY, MINUTES, CARRY_OUT = (
    "committee.yearly_meeting", "committee.minutes_in_time", "committee.carry_out_resolution",
)  # fmt: skip
# A month before eleven have passed nothing is due, whatever the lengths of the months.
SOONEST = timedelta(days=330)


def _held_since(tasks: Any) -> Any:
    """Settled once a later work meeting of the same committee was held."""
    newer = Meeting.objects.filter(
        form=Meeting.Form.YEARLY,
        entity=OuterRef("record__entity"),
        session_on__gt=OuterRef("occurrence__on"),
    )
    return tasks.filter(Exists(newer))


@duty(
    YEARLY, label=_("Hold the yearly work meeting"), clauses=("4.4", "5.1"), settled=_held_since,
    by_record=True,
)  # fmt: skip
def yearly_meeting(day: date) -> Iterator[Falling]:
    """Eleven months after the last one word is given, to the head of the office."""
    yearly = Meeting.objects.filter(form=Meeting.Form.YEARLY, session_on__isnull=False)
    newer = yearly.filter(entity=OuterRef("entity"), session_on__gt=OuterRef("session_on"))
    fallen = Occurrence.objects.filter(
        duty=YEARLY, record_id=OuterRef("pk"), on=OuterRef("session_on")
    )
    last = yearly.filter(~Exists(newer), ~Exists(fallen), session_on__lte=day - SOONEST)
    for meeting in last.select_related("entity"):
        held = meeting.session_on
        lead = office_lead(meeting.entity, on=day)
        if held is not None and lead is not None and yearly_warning(held) <= day:
            yield Falling(meeting, held, lead, meeting.entity, yearly_due(held))


def _signed(tasks: Any) -> Any:
    return tasks.filter(record__state__in=["signed", "archived"])


@duty(
    MINUTES, label=_("Write the minutes and have them signed"), clauses=("3.2",), settled=_signed,
    by_record=True,
)  # fmt: skip
def minutes_in_time(day: date) -> Iterator[Falling]:
    """Closing the meeting lets them fall due; nothing is found later."""
    yield from ()


def _over(tasks: Any) -> Any:
    return tasks.filter(record__state__in=["closed", "lapsed"])


@duty(
    CARRY_OUT, label=_("Carry out the resolution"), clauses=("3.2", "4.M1"), settled=_over,
    by_record=True, held=True, shared=True, acts=("committee.issue_slip",),
)  # fmt: skip
def carry_out_resolution(day: date) -> Iterator[Falling]:
    """Adopting it lets it fall due; nothing is found later."""
    yield from ()
