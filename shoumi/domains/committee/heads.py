"""What of the committee director, deputies, members and office see first on their home page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.committee.facts import waiting_for
from shoumi.domains.committee.models import (
    Ballot,
    DepartmentCheck,
    Meeting,
    Resolution,
    Vacancy,
    Vote,
)
from shoumi.domains.committee.rules.checking import DEPARTMENT_CHECK
from shoumi.domains.committee.rules.timing import yearly_due, yearly_warning
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import COMMITTEE, OFFICE, local_day, standing
from shoumi.kernel.ui.work.heads import Figure, Head, declare, tone

HELD = ("minuting", "signed", "archived")


def waiting(person: Any, at: datetime) -> Sequence[Figure]:
    """Matters that only the committee may decide. One query; for director and office."""
    if not standing(person, at).has(Role.CHAIR, *OFFICE):
        return []
    count = waiting_for(person, at).count()
    url = reverse("committee.waiting")
    return [Figure(_("Waits for the committee"), count, url, tone=tone(0, count))]


def work_meeting(person: Any, at: datetime) -> Sequence[Figure]:
    """By when the next yearly work meeting must be held. One query; for director and office."""
    if not standing(person, at).has(Role.CHAIR, *OFFICE):
        return []
    rows = Meeting.objects.visible_to(person, at).filter(form="yearly", state__in=HELD)
    last = rows.order_by("-session_on").values_list("session_on", flat=True).first()
    label, url = _("Next work meeting by"), reverse("committee.meetings")
    if last is None:
        return [Figure(label, "–", url, t("None has been held yet"), "bad")]
    day, due = local_day(at), yearly_due(last)
    colour = "bad" if due < day else "waiting" if yearly_warning(last) <= day else "good"
    note = t("%(days)s days since the last one") % {"days": (day - last).days}
    return [Figure(label, due.isoformat(), url, note, colour)]


def next_meeting(person: Any, at: datetime) -> Sequence[Figure]:
    """The next meeting to which this person is called, where its papers are. One query."""
    if not standing(person, at).has(*COMMITTEE):
        return []
    rows = Meeting.objects.filter(
        attendances__person=person, state__in=["notified", "in_session"], starts_at__isnull=False
    )
    found = rows.annotate(points=Count("items", distinct=True)).order_by("starts_at", "pk").first()
    label = _("Your next meeting")
    if found is None or found.starts_at is None:
        return [Figure(label, "–", reverse("committee.meetings"), t("None is called"))]
    note = t("Points on the agenda: %(points)s") % {"points": found.points}
    when = f"{timezone.localtime(found.starts_at):%m-%d %H:%M}"
    return [Figure(label, when, reverse("committee.meeting", args=[found.pk]), note, "info")]


def votes(person: Any, at: datetime) -> Sequence[Figure]:
    """Open votes in which this person has not voted. One query; for members."""
    if not standing(person, at).has(*COMMITTEE):
        return []
    count = (
        Ballot.objects.filter(
            person=person, cast_at=None, vote__state=Vote.State.OPEN,
            vote__item__meeting__state="in_session",
        )
        .exclude(vote__item__recusals__person=person)
        .count()
    )  # fmt: skip
    url = "#votes" if count else reverse("committee.meetings")
    return [Figure(_("Votes open for you"), count, url, tone=tone(0, count))]


def resolutions(person: Any, at: datetime) -> Sequence[Figure]:
    """What was resolved and is not carried out: all for director and office, one's own for
    others. One query."""
    seat = standing(person, at)
    if not seat.has(*COMMITTEE, *OFFICE):
        return []
    rows = Resolution.objects.visible_to(person, at).filter(state__in=["adopted", "carried_out"])
    label = _("Resolutions open")
    if not seat.has(Role.CHAIR, *OFFICE):
        rows, label = rows.filter(lead=person), _("Your resolutions open")
    found = rows.order_by().aggregate(
        open=Count("pk", distinct=True),
        late=Count("pk", filter=Q(due_on__lt=local_day(at)), distinct=True),
    )
    return [_open(label, found, reverse("committee.board"))]


def _open(label: Any, found: dict[str, int], url: str) -> Figure:
    late = t("%(count)s overdue") % {"count": found["late"]} if found["late"] else ""
    return Figure(label, found["open"], url, late, tone(found["late"], found["open"]))


def own_check(person: Any, at: datetime) -> Sequence[Figure]:
    """The member's check of the own department, where one is asked for. One query."""
    if not standing(person, at).has(*COMMITTEE):
        return []
    last = DepartmentCheck.objects.filter(owner=person).order_by("-quarter", "-pk").first()
    if last is None:
        return []
    waits = last.state == "open"
    late = waits and last.due_on is not None and last.due_on < local_day(at)
    url, said = (
        reverse("committee.check", args=[last.pk]),
        str(DEPARTMENT_CHECK.state(last.state).label),
    )
    quarter = f"{last.quarter:%Y} Q{(last.quarter.month + 2) // 3}"
    label = _("Your department's check")
    return [Figure(label, quarter, url, said, tone(int(late), int(waits)))]


def minutes(person: Any, at: datetime) -> Sequence[Figure]:
    """Minutes that are to be written and signed. One query; for the office."""
    if not standing(person, at).has(*OFFICE):
        return []
    rows = Meeting.objects.visible_to(person, at).filter(state="minuting").order_by()
    found = rows.aggregate(open=Count("pk", distinct=True), first=Min("due_on"))
    due, colour = "", "good"
    if found["first"] is not None:
        due = t("due on %(day)s") % {"day": found["first"].isoformat()}
        colour = tone(int(found["first"] < local_day(at)), 1)
    url = reverse("committee.meetings")
    return [Figure(_("Minutes to write and sign"), found["open"], url, due, colour)]


def vacancies(person: Any, at: datetime) -> Sequence[Figure]:
    """Seats that nobody holds. One query; for the office."""
    if not standing(person, at).has(*OFFICE):
        return []
    count = Vacancy.objects.visible_to(person, at).filter(state="vacant").count()
    url = reverse("committee.seats")
    label = pgettext_lazy("figure", "Vacant seats")
    return [Figure(label, count, url, tone=tone(count))]


declare(Head("committee.waiting", waiting, 10))
declare(Head("committee.work_meeting", work_meeting, 20))
declare(Head("committee.next_meeting", next_meeting, 12))
declare(Head("committee.votes", votes, 14))
declare(Head("committee.resolutions", resolutions, 16))
declare(Head("committee.own_check", own_check, 18))
declare(Head("committee.minutes", minutes, 30))
declare(Head("committee.vacancies", vacancies, 40))
