"""What the pages of a meeting and of a resolution show to one reader."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access import runs
from shoumi.domains.committee.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Interest,
    Meeting,
    Resolution,
    Vote,
)
from shoumi.domains.committee.rules.counting import is_quorate
from shoumi.domains.committee.rules.interests import touches
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Record
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Button
from shoumi.kernel.ui.components import Tone

TONES: dict[str, Tone] = {
    "present": Tone.GOOD, "absent": Tone.BAD, "leave": Tone.WAITING, "left": Tone.WAITING,
    "settled": Tone.GOOD, "carried_over": Tone.WAITING, "open": Tone.INFO, "adopted": Tone.GOOD,
    "rejected": Tone.BAD, "void": Tone.BAD,
}  # fmt: skip


@dataclass
class Point:
    """One item as the page shows it: `matter` is the record where this reader may see it."""

    item: AgendaItem
    tone: Tone
    matter: Any = None
    votes: list[dict[str, Any]] = field(default_factory=list)
    recused: list[Any] = field(default_factory=list)
    resolution: Resolution | None = None
    touched: list[Interest] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


def meeting_body(meeting: Meeting, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `committee/_meeting_body.html` needs; as many queries for many points as for
    one."""
    rows = list(meeting.attendances.select_related("person__org_unit"))
    for row in rows:
        row.meeting = meeting
    declared = _interests(meeting, rows, person, at)
    here = sum(row.is_voting and row.state == Attendance.State.PRESENT for row in rows)
    return {
        "facts": list(_meeting_facts(meeting)),
        "points": list(_points(meeting, declared, person, at)),
        "attendances": [_attendance(row, person, at) for row in rows],
        "here": here,
        "is_quorate": is_quorate(here, meeting.quorum),
        "room_url": _room(meeting, person, at),
        "corrections": list(meeting.corrections.select_related("by")),
        "interests": declared,
    }


def _room(meeting: Meeting, person: Any, at: datetime) -> str:
    """Where the code is shown by which members sign in."""
    before_end = meeting.state in {"notified", "in_session"} and not meeting.is_written
    if not before_end or not runs(person, meeting, at):
        return ""
    return reverse("committee.room", args=[meeting.pk])


def _interests(
    meeting: Meeting, rows: Sequence[Attendance], person: Any, at: datetime
) -> list[Interest]:
    """What those who are called have declared, for whoever asks them to keep out of a point."""
    if meeting.state not in {"notified", "in_session"}:
        return []
    seen = Interest.objects.visible_to(person, at).at(local_day(at))
    called = [one.person_id for one in rows]
    return list(seen.filter(person__in=called).select_related("person").order_by("person", "pk"))


def _meeting_facts(meeting: Meeting) -> Iterator[tuple[Any, Any]]:
    yield _("Kind"), meeting.get_form_display()
    if meeting.starts_at is not None:
        yield _("Begins at"), timezone.localtime(meeting.starts_at).strftime("%Y-%m-%d %H:%M")
    if meeting.place:
        yield _("Where"), meeting.place
    if meeting.answers_by is not None:
        yield _("Answers by"), meeting.answers_by.isoformat()
    yield _("Chaired by"), meeting.chair
    yield _("Recorded by"), meeting.recorder
    if meeting.seats:
        yield _("Seats"), meeting.seats
        yield _("Quorum"), meeting.quorum
    if meeting.remarks:
        yield _("Remarks"), meeting.remarks


def _attendance(row: Attendance, person: Any, at: datetime) -> dict[str, Any]:
    names: list[str] = []
    meeting = row.meeting
    if meeting.state in {"notified", "in_session"} and not meeting.is_written:
        today = meeting.starts_at is not None and local_day(meeting.starts_at) <= local_day(at)
        if today and row.state != Attendance.State.PRESENT:
            names.append("committee.sign_in")
        names.append("committee.record_attendance")
    return {
        "row": row,
        "tone": TONES.get(row.state, Tone.NEUTRAL),
        "buttons": _buttons("committee.attendance_act", names, row, person, at),
    }


def _points(
    meeting: Meeting, declared: Sequence[Interest], person: Any, at: datetime
) -> Iterator[Point]:
    items = list(
        meeting.items.select_related("matter", "proposer")
        .prefetch_related("recusals__person", "votes__ballots__person")
        .order_by("order")
    )
    keys = [one.matter_id for one in items if one.matter_id is not None]
    seen = {
        one.pk: one for one in Record.objects.visible_to(person, at).filter(pk__in=keys)
    } if keys else {}  # fmt: skip
    resolved = {one.item_id: one for one in Resolution.objects.filter(item__in=items)}
    for item in items:
        item.meeting = meeting
        votes = list(item.votes.all())
        yield Point(
            item,
            TONES[item.state],
            seen.get(item.matter_id),
            [_vote(vote, item, person, at) for vote in votes],
            list(item.recusals.all()),
            resolved.get(item.pk),
            _touched(item, seen.get(item.matter_id), declared),
            _buttons("committee.item_act", _item_acts(item, votes), item, person, at),
        )


def _touched(
    item: AgendaItem, matter: Record | None, declared: Sequence[Interest]
) -> list[Interest]:
    """The interests of those who are called, and have not kept out, that an open point touches."""
    if item.state != AgendaItem.State.OPEN:
        return []
    said = "\n".join([item.title, item.wording, item.note, matter.title if matter else ""])
    out = {one.person_id for one in item.recusals.all()}
    return [one for one in declared if one.person_id not in out and touches(said, one.names)]


def _item_acts(item: AgendaItem, votes: Sequence[Vote]) -> list[str]:
    """What comes next on a point, in that order."""
    state = item.meeting.state
    if state == "minuting":
        return ["committee.note"]
    if state == "notified":
        return ["committee.recuse", *(["committee.clear_for_matter"] if item.matter_id else [])]
    if state != "in_session" or item.state != AgendaItem.State.OPEN:
        return ["committee.note"] if state == "in_session" else []
    last = votes[-1].state if votes else ""
    if last == Vote.State.OPEN:
        return ["committee.note", "committee.recuse"]
    if last == Vote.State.ADOPTED:
        return ["committee.adopt_resolution", "committee.note"]
    names = ["committee.open_vote", "committee.note", "committee.settle", "committee.carry_over"]
    clear = ["committee.clear_for_matter"] if item.matter_id else []
    return [*names, "committee.recuse", *clear]


def _vote(vote: Vote, item: AgendaItem, person: Any, at: datetime) -> dict[str, Any]:
    """A vote with who has given his; who chose what only of a vote by name that is over."""
    vote.item = item
    ballots: list[Ballot] = list(vote.ballots.all())
    is_open = vote.state == Vote.State.OPEN
    names: list[str] = []
    if is_open and item.meeting.state == "in_session":
        mine = any(one.person_id == person.pk and one.cast_at is None for one in ballots)
        recused = any(one.person_id == person.pk for one in item.recusals.all())
        names = ["committee.cast"] if mine and not recused else []
        names += ["committee.close_vote", "committee.enter_paper_ballots"]
    return {
        "vote": vote,
        "tone": TONES[vote.state],
        "given": sum(one.cast_at is not None for one in ballots),
        "ballots": ballots,
        "told": not is_open and not vote.is_secret,
        "buttons": _buttons("committee.vote_act", names, vote, person, at),
    }


def _buttons(
    address: str, names: Iterable[str], subject: Any, person: Any, at: datetime
) -> list[Button]:
    known = [act for name in names if (act := acts.find(name)) is not None]
    offered = [act for act in known if may(person, act.action, subject, at)]
    return [
        Button.of(
            act, reverse(address, args=[subject.pk, act.action]), subject, person, at,
            first=act is offered[0],
        )
        for act in offered
    ]  # fmt: skip


def resolution_body(resolution: Resolution, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `committee/_resolution_body.html` needs."""
    key = resolution.matter_id
    seen = Record.objects.one_visible_to(key, person, at).first() if key else None
    item = resolution.item
    return {
        "facts": list(_resolution_facts(resolution)),
        "matter": seen,
        "meeting": (
            Meeting.objects.one_visible_to(item.meeting_id, person, at).first() if item else None
        ),
        "waits": resolution.is_interim and resolution.ratified_by_id is None,
    }


def _resolution_facts(resolution: Resolution) -> Iterator[tuple[Any, Any]]:
    if resolution.is_interim:
        yield _("Decided"), _("by the director, until the next meeting")
    if resolution.matter is not None:
        yield _("Matter"), resolution.matter.reference
        yield _("On the matter this means"), resolution.get_verdict_display()
    yield _("In force from"), resolution.in_force_on.isoformat()
    if resolution.lead is not None:
        yield _("Lead"), resolution.lead
    if resolution.proposer is not None:
        yield _("Proposed by"), resolution.proposer
    if resolution.ratified_by is not None:
        yield _("Taken up by"), resolution.ratified_by.number
    if resolution.result:
        yield _("What was done"), resolution.result
