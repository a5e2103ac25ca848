"""Signing in by a code: the screen in the room shows it, each member's own phone reads it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.committee.access import runs
from shoumi.domains.committee.actions import sign_in
from shoumi.domains.committee.models import Attendance, Meeting
from shoumi.domains.committee.rules.codes import code_of, is_code_of
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions import Refused
from shoumi.kernel.documents.typesetting import qr_uri


@require_GET
def room(request: PersonRequest, pk: int) -> HttpResponse:
    """The code, large, with who has come; drawn anew every half minute. For those who run it."""
    meeting = _seen(request, pk)
    if not runs(request.person, meeting, request.at) or meeting.is_written:
        raise Http404
    code = urlencode({"code": code_of(pk, request.at)})
    address = request.build_absolute_uri(f"{reverse('committee.here', args=[pk])}?{code}")
    rows = list(meeting.attendances.select_related("person"))
    context = {
        "meeting": meeting,
        "picture": qr_uri(address),
        "rows": rows,
        "here": sum(row.state == Attendance.State.PRESENT and row.is_voting for row in rows),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"committee/{'_room' if part else 'room'}.html", context)


@require_http_methods(["GET", "POST"])
def here(request: PersonRequest, pk: int) -> HttpResponse:
    """What the phone opens: one button."""
    meeting = _seen(request, pk)
    row: Any = meeting.attendances.filter(person=request.person).first()
    if row is None:
        raise Http404
    code = request.POST.get("code", "") or request.GET.get("code", "")
    fresh = is_code_of(pk, code, request.at)
    if request.method == "POST" and fresh:
        try:
            sign_in(row, in_the_room=True, by=request.person, at=request.at)
        except Refused as refused:
            messages.error(request, " ".join(str(reason) for reason in refused.because))
        else:
            messages.success(request, t("You are signed in to the meeting."))
            return redirect("committee.meeting", pk=pk)
    done = row.state == Attendance.State.PRESENT
    context = {"meeting": meeting, "code": code, "fresh": fresh, "done": done}
    status = 422 if request.method == "POST" else 200
    return render(request, "committee/here.html", context, status=status)


def _seen(request: PersonRequest, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.person, request.at)
    meeting: Meeting | None = rows.filter(pk=pk).first()
    if meeting is None:
        raise Http404
    return meeting
