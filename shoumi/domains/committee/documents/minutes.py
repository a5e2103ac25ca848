"""会议纪要: assembled from what was entered; of a secret vote the numbers only (3.2, 5.1)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.committee.documents.notice import committee_of, said_when
from shoumi.domains.committee.models import AgendaItem, Attendance, Meeting, Vote
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Block, Facts, Heading, Language, Note, Paper, Paragraph


def minutes(meeting: Meeting, *, at: datetime, language: Language) -> Paper:
    """The minutes as they stand, corrections last."""
    with override(language):
        return Paper(
            title=t("Minutes: %(title)s") % {"title": meeting.title},
            organ=meeting.entity.organ_name,
            blocks=(Facts(tuple(_facts(meeting))), *_points(meeting), *_rest(meeting)),
            dated=local_day(at),
            language=language,
            closing=committee_of(meeting),
        )


def _facts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    rows = list(meeting.attendances.select_related("person"))
    of = Attendance.State
    yield t("When"), said_when(meeting)
    if meeting.place:
        yield t("Where"), meeting.place
    yield t("Chaired by"), meeting.chair.display_name
    yield t("Recorded by"), meeting.recorder.display_name
    voting = [row for row in rows if row.is_voting]
    yield t("Present"), _names(row for row in voting if row.state == of.PRESENT)
    for state, label in (
        (of.LEFT, t("Left before the end")), (of.LEAVE, t("On leave")), (of.ABSENT, t("Absent")),
    ):  # fmt: skip
        if names := _names(row for row in voting if row.state == state):
            yield label, names
    if names := _names(row for row in rows if not row.is_voting and row.state == of.PRESENT):
        yield t("Sat in"), names
    told = {"present": meeting.present, "seats": meeting.seats, "quorum": meeting.quorum}
    if meeting.review is not None:
        laid = {"number": meeting.review.number, "sha256": meeting.review.sha256[:16]}
        yield t("Before the meeting"), t("Assessment %(number)s (SHA-256 %(sha256)s…)") % laid
    yield (
        t("Quorum"),
        t("%(present)s of %(seats)s members took part; %(quorum)s were needed.") % told,
    )


def _names(rows: Iterable[Attendance]) -> str:
    return t(", ").join(row.person.display_name for row in rows)


def _points(meeting: Meeting) -> Iterator[Block]:
    items = meeting.items.select_related("matter", "resolution__lead").order_by("order")
    for number, item in enumerate(items, 1):
        yield Heading(f"{number}. {item.heading}")
        if item.note:
            yield Paragraph(item.note)
        if recused := list(item.recusals.select_related("person")):
            names = t(", ").join(row.person.display_name for row in recused)
            yield Paragraph(t("Kept out of this point: %(names)s.") % {"names": names})
        for vote in item.votes.all():
            yield Paragraph(_vote(vote))
        yield Paragraph(_outcome(item))


def _vote(vote: Vote) -> str:
    told = {
        "method": vote.get_method_display(), "majority": vote.get_majority_display(),
        "agree": vote.agree, "refuse": vote.refuse, "abstain": vote.abstain,
        "present": vote.present, "state": vote.get_state_display(), "text": vote.text,
    }  # fmt: skip
    said = t(
        "Put to the vote: “%(text)s” (%(method)s; %(majority)s). In favour %(agree)s, against "
        "%(refuse)s, abstained %(abstain)s, of %(present)s present: %(state)s."
    )
    return said % told


def _outcome(item: AgendaItem) -> str:
    resolution = getattr(item, "resolution", None)
    if resolution is None:
        return str(item.get_state_display())
    told = {"number": resolution.number, "text": resolution.text}
    said = t("Resolved (%(number)s): %(text)s") % told
    if resolution.lead is None or resolution.due_on is None:
        return said
    led = {"lead": resolution.lead.display_name, "day": resolution.due_on.isoformat()}
    return said + " " + t("%(lead)s leads; due on %(day)s.") % led


def _rest(meeting: Meeting) -> Iterator[Block]:
    if meeting.remarks:
        yield Heading(t("Remarks"))
        yield Paragraph(meeting.remarks)
    for row in meeting.corrections.select_related("by"):
        told = {"day": row.on.isoformat(), "text": row.text, "who": row.by or "—"}
        yield Note(t("Corrected on %(day)s by %(who)s: %(text)s") % told)
