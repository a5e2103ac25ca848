"""What of the committee waits in an inbox: open votes, meetings that run or come, minutes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import Ballot, Meeting, Vote
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import COMMITTEE, standing
from shoumi.kernel.ui.work import piles

AT_MOST = 20


def _sits(person: Any, at: datetime, *besides: str) -> bool:
    """Whoever holds a seat, or one of these posts: of others nothing needs to be asked."""
    return standing(person, at).has(*COMMITTEE, *besides)


def to_vote(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Open votes in which this person has not voted yet. One query, none for others."""
    if not _sits(person, at):
        return []
    rows = (
        Ballot.objects.filter(
            person=person, cast_at=None, vote__state=Vote.State.OPEN,
            vote__item__meeting__state="in_session",
        )
        .exclude(vote__item__recusals__person=person)
        .select_related("vote__item__meeting", "vote__item__matter")
        .order_by("pk")[:AT_MOST]
    )  # fmt: skip
    return [
        piles.Item(
            one.vote.item.heading,
            f"{reverse('committee.meeting', args=[one.vote.item.meeting_id])}"
            f"#point-{one.vote.item_id}",
            one.vote.item.meeting.title,
            one.vote.item.meeting.answers_by,
            icon="gavel",
            button=_("Vote"),
        )
        for one in rows
    ]


def called_to(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Meetings to come, or that run, to which this person is called. One query, none for others."""
    if not _sits(person, at):
        return []
    rows = Meeting.objects.filter(
        attendances__person=person, state__in=["notified", "in_session"], starts_at__isnull=False
    ).order_by("starts_at", "pk")
    return [
        piles.Item(
            one.title,
            reverse("committee.meeting", args=[one.pk]),
            f"{timezone.localtime(one.starts_at):%Y-%m-%d %H:%M} · {one.place}",
            icon="calendar",
        )
        for one in rows[:AT_MOST]
    ]


def to_sign(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Minutes that this person, who chaired, may sign. One query, none for others."""
    if not _sits(person, at, Role.OFFICE_HEAD):
        return []
    rows = Meeting.objects.filter(state="minuting", chair=person, drafted_by__isnull=False)
    return [
        piles.Item(
            one.title,
            reverse("committee.meeting", args=[one.pk]),
            one.number or "",
            one.due_on,
            icon="rubber-stamp",
            button=_("Sign the minutes"),
        )
        for one in rows.exclude(drafted_by=person).order_by("pk")[:AT_MOST]
    ]


piles.declare(piles.Pile("votes", _("To vote on"), to_vote, 5, "gavel"))
piles.declare(piles.Pile("minutes", _("Minutes to sign"), to_sign, 12, "rubber-stamp"))
piles.declare(piles.Pile("meetings", _("Your meetings"), called_to, 65, "calendar", quiet=True))
