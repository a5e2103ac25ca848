"""What meetings, minutes and resolutions prove (3.2, 4.4, 4.M1, 5.1)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.duties import CARRY_OUT
from shoumi.domains.committee.membership import with_committee
from shoumi.domains.committee.models import Attendance, Meeting, Resolution, Vote
from shoumi.domains.committee.rules.timing import minutes_due, yearly_due, yearly_warning
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control, worst
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Record, Transition
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.models import Party, Task

SHOWN = 20
SOON = timedelta(days=7)
YEAR = timedelta(days=365)
MEETINGS = Step(_("See the meetings"), "committee.meetings")
CALL = Step(_("Call the yearly work meeting"), "committee.meetings")
BOARD = Step(_("See the resolutions"), "committee.board")


def _evidence(records: Iterable[Any], on: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"{one._meta.label_lower}/{one.pk}",
            str(one),
            on=getattr(one, on),
            recorded_on=local_day(one.created_at),
        )
        for one in records
    )


@control("committee.annual_meeting_held", title=_("A work meeting is held every year"), queries=4)
def annual_meeting_held(as_of: date) -> Verdict:
    """4.4, 5.1: each committee meets to review the execution of the regime at least once a year;
    eleven months after the last one it is time to call the next."""
    committees = with_committee(as_of)
    if not committees:
        return Verdict(Status.UNKNOWN, t("Nobody holds a seat on a committee yet."))
    held = Meeting.objects.filter(form=Meeting.Form.YEARLY, session_on__lte=as_of)
    last: dict[int, Meeting] = {one.entity_id: one for one in held.order_by("session_on", "pk")}
    if not last:
        return Verdict(Status.UNKNOWN, t("No work meeting has been held yet."), step=CALL)
    status = worst(_of_one(last.get(unit.pk), as_of) for unit in committees)
    shown = [last[unit.pk] for unit in committees if unit.pk in last]
    days = [one.session_on for one in shown if one.session_on is not None]
    due = yearly_due(min(days)) if len(shown) == len(committees) else as_of
    told = {"day": due.isoformat(), "units": t(", ").join(_without(committees, last))}
    because = {
        Status.KEPT: t("Held within the year; the next one is due by %(day)s."),
        Status.DUE: t("Eleven months have passed; the next one is due by %(day)s."),
        Status.BROKEN: t("More than a year has passed since the last one."),
        Status.UNKNOWN: t("No work meeting has been held yet: %(units)s."),
    }[status]
    step = None if status is Status.KEPT else CALL
    return Verdict(status, because % told, _evidence(shown, "session_on"), due, step)


def _of_one(meeting: Meeting | None, as_of: date) -> Status:
    if meeting is None or meeting.session_on is None:
        return Status.UNKNOWN
    if as_of > yearly_due(meeting.session_on):
        return Status.BROKEN
    return Status.DUE if as_of >= yearly_warning(meeting.session_on) else Status.KEPT


def _without(committees: Sequence[OrgUnit], last: dict[int, Meeting]) -> list[str]:
    return [str(unit) for unit in committees if unit.pk not in last]


def _closed_by(as_of: date) -> Any:
    """Meetings that were closed by that day, with the days of closing and of signing."""

    def on(step: str) -> Subquery:
        rows = Transition.objects.filter(record=OuterRef("pk"), step=step, on__lte=as_of)
        return Subquery(rows.order_by("on").values("on")[:1])

    rows = Meeting.objects.annotate(
        closed=on("committee.close_session"), signed=on("committee.sign_minutes")
    )
    return rows.filter(closed__isnull=False)


@control("committee.minutes_signed", title=_("Minutes are signed in time"), queries=4)
def minutes_signed(as_of: date) -> Verdict:
    """3.2: minutes are written and signed within five working days of the meeting."""
    rows = _closed_by(as_of).order_by("-closed", "-pk")
    waiting = list(rows.filter(signed__isnull=True))
    if waiting:
        calendar = work_calendar()
        due = min(minutes_due(one.closed, calendar) for one in waiting)
        late = as_of > due
        because = t("The minutes of %(count)s meetings are not signed; first due on %(day)s.")
        told = {"count": len(waiting), "day": due.isoformat()}
        status = Status.BROKEN if late else Status.DUE
        shown = _evidence(waiting[:SHOWN], "session_on")
        return Verdict(status, because % told, shown, due, MEETINGS)
    signed = list(rows[:SHOWN])
    if not signed:
        return Verdict(Status.UNKNOWN, t("No meeting has been held yet."), step=MEETINGS)
    return Verdict(Status.KEPT, t("All minutes are signed."), _evidence(signed, "session_on"))


@control("committee.quorum_met", title=_("Meetings had their quorum"), queries=3)
def quorum_met(as_of: date) -> Verdict:
    """5.1: what was held and what was carried had as many members there as the notice said."""
    held = Meeting.objects.filter(session_on__lte=as_of, present__isnull=False)
    rows = list(held.order_by("-session_on", "-pk")[:SHOWN])
    if not rows:
        return Verdict(Status.UNKNOWN, t("No meeting has been held yet."), step=MEETINGS)
    short = held.filter(present__lt=F("quorum"), form__in=_IN_A_ROOM)
    without = Vote.objects.filter(
        state=Vote.State.ADOPTED,
        closed_at__lt=ends(as_of),
        present__lt=F("item__meeting__quorum"),
    )
    carried = held.filter(pk__in=without.values("item__meeting_id"))
    bad = list((short | carried).distinct().order_by("-session_on", "-pk")[:SHOWN])
    if bad:
        because = t("Held, or something carried, with too few members.")
        return Verdict(Status.BROKEN, because, _evidence(bad, "session_on"), step=MEETINGS)
    return Verdict(Status.KEPT, t("Every meeting had its quorum."), _evidence(rows, "session_on"))


_IN_A_ROOM = [one for one in Meeting.Form.values if one != Meeting.Form.WRITTEN]


def _open_on(as_of: date) -> Any:
    """Tasks that were open at the end of that day."""
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=as_of)
    return Task.objects.filter(still, opened_at__lt=ends(as_of))


def _tasks(as_of: date) -> Any:
    """Those of resolutions among them."""
    return _open_on(as_of).filter(duty=CARRY_OUT)


@control(
    "committee.resolutions_followed_up", title=_("Resolutions are followed up until done"),
    queries=4,
)  # fmt: skip
def resolutions_followed_up(as_of: date) -> Verdict:
    """3.2: what was resolved is carried out by its day, and signed off by another."""
    adopted = Resolution.objects.filter(created_at__lt=ends(as_of))
    shown = _evidence(adopted.order_by("-pk")[:SHOWN], "in_force_on")
    if not shown:
        return Verdict(Status.UNKNOWN, t("Nothing has been resolved yet."), step=MEETINGS)
    near = _tasks(as_of).filter(due_on__lte=as_of + SOON).order_by("due_on", "pk")
    days = dict(near.values_list("record_id", "due_on"))
    late = [key for key, day in days.items() if day < as_of]
    if late:
        overdue = adopted.filter(pk__in=late).order_by("due_on", "pk")[:SHOWN]
        because = t("%(count)s resolutions are overdue.") % {"count": len(late)}
        return Verdict(Status.BROKEN, because, _evidence(overdue, "due_on"), step=BOARD)
    if days:
        soon = min(days.values())
        because = t("A resolution falls due on %(day)s.") % {"day": soon.isoformat()}
        return Verdict(Status.DUE, because, shown, soon, BOARD)
    return Verdict(Status.KEPT, t("No resolution is overdue."), shown)


@control("committee.member_tasks_done", title=_("Members attend and do their tasks"), queries=4)
def member_tasks_done(as_of: date) -> Verdict:
    """4.M1: nobody stays away without leave; what a member leads, and his part in what others lead,
    is done by its day. His quarterly check has a control of its own (4.M3)."""
    closed = _closed_by(as_of).filter(session_on__gt=as_of - YEAR)
    rows = _evidence(closed.order_by("-session_on", "-pk")[:SHOWN], "session_on")
    called = Attendance.objects.voting().filter(meeting__in=closed.values("pk"))
    absent = called.filter(state=Attendance.State.ABSENT, meeting__form__in=_IN_A_ROOM)
    told = absent.select_related("meeting", "person").order_by("-meeting__session_on", "pk")
    away = list(told[:SHOWN]) if rows else []
    led = Attendance.objects.voting().values("person_id")
    late = _open_on(as_of).filter(due_on__lt=as_of)
    own = late.filter(lead_id__in=led, duty=CARRY_OUT).values("record_id")
    owed = Party.objects.owed_on(as_of).filter(person_id__in=led, task__in=late.values("pk"))
    overdue = list(
        Record.objects.filter(Q(pk__in=own) | Q(pk__in=owed.values("task__record_id"))).order_by(
            "due_on", "pk"
        )[:SHOWN]
    )
    if away or overdue:
        because = t("Away without leave: %(away)s. Tasks of members overdue: %(late)s.")
        shown = tuple(_at_meeting(one) for one in away) + _evidence(overdue, "due_on")
        counts = {"away": len(away), "late": len(overdue)}
        return Verdict(Status.BROKEN, because % counts, shown, step=MEETINGS)
    if not rows:
        because = t("No meeting was held within the year.")
        return Verdict(Status.UNKNOWN, because, step=MEETINGS)
    return Verdict(Status.KEPT, t("All came or were on leave; nothing of theirs is overdue."), rows)


def _at_meeting(row: Attendance) -> Evidence:
    label = f"{row.meeting} · {row.person}"
    return Evidence(f"committee.meeting/{row.meeting_id}", label, on=row.meeting.session_on)
