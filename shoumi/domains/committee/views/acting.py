"""Acts on a point of the agenda, on a vote, and on who is there; each leads back to the meeting."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.domains.committee.models import AgendaItem, Attendance, Meeting, Vote
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts

ITEM_ACTS = (
    "committee.open_vote", "committee.adopt_resolution", "committee.note", "committee.settle",
    "committee.carry_over", "committee.recuse", "committee.clear_for_matter",
)  # fmt: skip
VOTE_ACTS = ("committee.cast", "committee.close_vote", "committee.enter_paper_ballots")
ATTENDANCE_ACTS = ("committee.sign_in", "committee.record_attendance")


@require_http_methods(["GET", "POST"])
def item_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    rows = AgendaItem.objects.select_related("matter", "meeting__entity")
    item = rows.filter(pk=pk).first()
    meeting = item.meeting if item is not None else None
    return _answer(request, item, meeting, action, ITEM_ACTS, f"point-{pk}")


@require_http_methods(["GET", "POST"])
def vote_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    rows = Vote.objects.select_related("item__meeting__entity", "item__matter")
    vote = rows.filter(pk=pk).first()
    meeting = vote.item.meeting if vote is not None else None
    place = f"point-{vote.item_id}" if vote is not None else ""
    return _answer(request, vote, meeting, action, VOTE_ACTS, place)


@require_http_methods(["GET", "POST"])
def attendance_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    row = Attendance.objects.select_related("meeting__entity").filter(pk=pk).first()
    meeting = row.meeting if row is not None else None
    return _answer(request, row, meeting, action, ATTENDANCE_ACTS, "attendance")


def _answer(
    request: PersonRequest,
    subject: Any,
    meeting: Meeting | None,
    action: str,
    known: tuple[str, ...],
    place: str,
) -> HttpResponse:
    """The act's form, or doing it; for whoever sees the meeting. Raises Http404."""
    act = acts.find(action)
    if act is None or action not in known or meeting is None:
        raise Http404
    if not meeting.is_visible_to(request.person, request.at):
        raise Http404
    back = f"{reverse('committee.meeting', args=[meeting.pk])}#{place}"
    return acts.answer(request, act, subject, back=back, about=meeting.reference)
