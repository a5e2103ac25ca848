"""Members' records and lists of seats on paper: the list of them, and issuing one."""

from dataclasses import replace
from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.committee.service import overseen, seated_in
from shoumi.domains.committee.tables_extracts import Extracts
from shoumi.domains.committee.tables_extracts import extracts as seen_extracts
from shoumi.domains.committee.views.service import year_asked
from shoumi.domains.committee.views.tabs import tabs
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.tables import answer


@require_GET
def extracts(request: PersonRequest) -> HttpResponseBase:
    table = Extracts(request.GET, visible=seen_extracts(request.person, request.at))
    context = {
        "tabs": tabs("committee.extracts"),
        "may_issue": may(request.person, "committee.issue_seats", None, request.at),
    }
    return answer(request, table, "committee/extracts.html", context)


@require_http_methods(["GET", "POST"])
def issue_seats(request: PersonRequest) -> HttpResponse:
    """The list of a committee's seats; the day may be proposed by `?on=`."""
    act = acts.find("committee.issue_seats")
    if act is None:
        raise Http404
    asked = {"on": request.GET["on"]} if "on" in request.GET else None
    return acts.answer(
        request, act, None, back=reverse("committee.extracts"), about=t("Records on paper"),
        initial=asked,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def issue_service(request: PersonRequest, pk: int) -> HttpResponse:
    """One member's record of the year asked for, of those whom this person oversees."""
    act, year = acts.find("committee.issue_service"), year_asked(request)
    person = seated_in(year, overseen(request.person, request.at)).filter(pk=pk).first()
    if act is None or person is None:
        raise Http404
    chosen = replace(act, perform=partial(act.perform, person=person, year=year))
    back = f"{reverse('committee.service_of', args=[pk])}?year={year}"
    return acts.answer(request, chosen, None, back=back, about=f"{person.display_name} · {year}")
