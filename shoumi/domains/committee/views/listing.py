"""The lists, calling a meeting, and what waits for the committee."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.committee import tables
from shoumi.domains.committee.facts import waiting_for
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.records import kinds
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.tables import answer

AT_MOST = 200


@require_GET
def meetings(request: PersonRequest) -> HttpResponseBase:
    person, at = request.person, request.at
    table = tables.Meetings(request.GET, visible=tables.meetings(person, at))
    context = {"may_call": may(person, "committee.call_meeting", None, at)}
    return answer(request, table, "committee/meetings.html", context)


@require_GET
def board(request: PersonRequest) -> HttpResponseBase:
    """All resolutions, those that are open with the colour of their slip."""
    table = tables.Board(request.GET, visible=tables.resolutions(request.person, request.at))
    return answer(request, table, "committee/board.html")


@require_GET
def waiting(request: PersonRequest) -> HttpResponse:
    """What waits for a resolution and stands on no agenda yet, of what this person sees."""
    person, at = request.person, request.at
    rows = list(waiting_for(person, at)[:AT_MOST])
    context = {
        "rows": [(one, kinds.find(one.record.kind)) for one in rows],
        "may_call": may(person, "committee.call_meeting", None, at),
        "may_lay": bool(rows) and may(person, "committee.lay_before_director", None, at),
        "may_decide": bool(rows) and may(person, "committee.decide_meanwhile", None, at),
    }
    return render(request, "committee/waiting.html", context)


@require_http_methods(["GET", "POST"])
def call(request: PersonRequest) -> HttpResponse:
    return _creating(request, "committee.call_meeting", "committee.meetings", t("Meetings"))


@require_http_methods(["GET", "POST"])
def decide_meanwhile(request: PersonRequest) -> HttpResponse:
    """The director's interim decision."""
    name = "committee.decide_meanwhile"
    return _creating(request, name, "committee.waiting", t("What waits for the committee"))


@require_http_methods(["GET", "POST"])
def lay_before_director(request: PersonRequest) -> HttpResponse:
    name = "committee.lay_before_director"
    return _creating(request, name, "committee.waiting", t("What waits for the committee"))


def _creating(request: PersonRequest, name: str, back: str, about: str) -> HttpResponse:
    act = acts.find(name)
    if act is None:
        raise Http404
    return acts.answer(request, act, None, back=reverse(back), about=about)
