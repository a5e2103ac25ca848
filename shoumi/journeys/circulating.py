"""Signed minutes go round as a circular to all departments and affiliates (3.2, 4.M4).

The office drafts it from the minutes' page; until it is issued its task stays open.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee import actions as committee
from shoumi.domains.committee.models import Meeting
from shoumi.domains.notices import actions as notices
from shoumi.domains.notices import owing
from shoumi.domains.notices.models import Circular
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import OFFICE, holders
from shoumi.kernel.actions import Refused
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Transition
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.duties import Falling, duty

CIRCULATE = "committee.circulate_in_time"
WITHIN_WORKDAYS = 5
LOOKED_BACK = timedelta(days=365)
UNDER_WAY = Reason("under_way", _("A circular from these minutes is there already. Open it below."))


def circulate(meeting: Meeting, *, by: Actor, at: datetime) -> Circular:
    """A draft to everybody from the signed minutes, which the office can change before it goes out.
    Raises Refused."""
    drafted: Circular = committee.circulate_minutes(meeting, draft=_draft, by=by, at=at)
    return drafted


def _draft(meeting: Meeting, by: Actor, at: datetime) -> Circular:
    if is_under_way(meeting):
        raise Refused(UNDER_WAY)
    return notices.draft_from(meeting, meeting.minutes, by=by, at=at)


def is_under_way(meeting: Meeting) -> bool:
    """Whether a circular from these minutes was drafted and not withdrawn. One query."""
    return Circular.objects.filter(source=meeting.pk).exclude(state="withdrawn").exists()


def owed(day: date) -> list[owing.Owed]:
    """Minutes signed in the year before that day that no circular issued by then came from. Two
    queries."""
    told = Circular.objects.filter(source=OuterRef("record"), issued_on__lte=day)
    signed = Transition.objects.filter(
        ~Exists(told), step="committee.sign_minutes", on__lte=day, on__gt=day - LOOKED_BACK,
        recorded_at__lt=ends(day),
    )  # fmt: skip
    steps = list(signed.select_related("record__entity").order_by("on", "pk"))
    if not steps:
        return []
    calendar = work_calendar()
    return [
        owing.Owed(one.record, one.on, calendar.add_workdays(one.on, WITHIN_WORKDAYS))
        for one in steps
    ]


def _issued(tasks: Any) -> Any:
    """Settled once a circular from the minutes is out."""
    out = Circular.objects.filter(source=OuterRef("record"), issued_on__isnull=False)
    return tasks.filter(Exists(out))


@duty(CIRCULATE, label=_("Circulate the signed minutes"), clauses=("3.2", "4.M4"),
      settled=_issued, by_record=True)  # fmt: skip
def circulate_in_time(day: date) -> Iterator[Falling]:
    """From the signature on, by the office, within five working days."""
    for one in owed(day):
        lead = _lead(one.record.entity, day)
        if lead is not None:
            yield Falling(one.record, one.since, lead, one.record.entity, one.due_on)


def _lead(entity: OrgUnit, day: date) -> Person | None:
    """Somebody of the office; its head only where nobody else is, since he approves circulars."""
    of_office = holders(entity, Role.OFFICE, on=day)
    return next(iter(of_office or holders(entity, *OFFICE, on=day)), None)


owing.provide("minutes", owed)
