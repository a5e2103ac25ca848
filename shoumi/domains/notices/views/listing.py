"""The lists, and beginning something new."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.notices import tables
from shoumi.domains.notices.body import unit_stages
from shoumi.domains.notices.facts import received as how_far
from shoumi.domains.notices.models import Circular
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.records.page import seen
from shoumi.kernel.ui.tables import answer


@require_GET
def circulars(request: PersonRequest) -> HttpResponseBase:
    person, at = request.person, request.at
    table = tables.Circulars(request.GET, visible=tables.circulars(person, at))
    context = {"may_draft": may(person, "notices.draft_circular", None, at)}
    return answer(request, table, "notices/circulars.html", context)


@require_GET
def received(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Person by person; the office reads it."""
    found = seen(pk, request.person, request.at)
    if not isinstance(found, Circular) or found.issued_on is None:
        raise Http404
    if not standing(request.person, request.at).has_over(found.org_unit, *OFFICE):
        raise Http404
    table = tables.Received(request.GET, visible=tables.received(found))
    stages = unit_stages(found, how_far(found), local_day(request.at))
    context = {
        "circular": found,
        "units": len(stages),
        "reached": stages.count("reached"),
        "overdue": stages.count("overdue"),
    }
    return answer(request, table, "notices/received.html", context)


@require_GET
def reports(request: PersonRequest) -> HttpResponseBase:
    visible = tables.reports(request.person, request.at)
    late = visible.filter(state__in=["open", "written"], due_on__lt=local_day(request.at)).count()
    table = tables.Reports(request.GET, visible=visible)
    return answer(request, table, "notices/reports.html", {"late": late})


@require_GET
def sharing(request: PersonRequest) -> HttpResponseBase:
    """The bulletins; each shows the figures of its month by department."""
    person, at = request.person, request.at
    table = tables.Bulletins(request.GET, visible=tables.bulletins(person, at))
    context = {"may_draft": may(person, "notices.draft_bulletin", None, at)}
    return answer(request, table, "notices/sharing.html", context)


@require_GET
def requests(request: PersonRequest) -> HttpResponseBase:
    person, at = request.person, request.at
    table = tables.Requests(request.GET, visible=tables.requests(person, at))
    context = {"may_ask": may(person, "notices.ask_cooperation", None, at)}
    return answer(request, table, "notices/requests.html", context)


@require_http_methods(["GET", "POST"])
def draft_circular(request: PersonRequest) -> HttpResponse:
    return _begun(request, "notices.draft_circular", "notices.circulars", t("Circulars"))


@require_http_methods(["GET", "POST"])
def draft_bulletin(request: PersonRequest) -> HttpResponse:
    return _begun(request, "notices.draft_bulletin", "notices.sharing", t("Bulletins"))


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    about = t("Requests between departments")
    return _begun(request, "notices.ask_cooperation", "notices.requests", about)


def _begun(request: PersonRequest, action: str, back: str, about: str) -> HttpResponse:
    act = acts.find(action)
    if act is None:
        raise Http404
    return acts.answer(request, act, None, back=reverse(back), about=about)
