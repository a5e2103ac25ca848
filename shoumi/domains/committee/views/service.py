"""The records of service: the list of a year, and one member's sheet."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from shoumi.domains.committee.actions import take_service
from shoumi.domains.committee.models import Extract
from shoumi.domains.committee.service import overseen, seated_in, served, years
from shoumi.domains.committee.sheets import facts_of, meetings_of, tasks_of
from shoumi.domains.committee.tables_service import service_table
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.tables import answer

OFFERED = 3
"""Years on a sheet, this one among them."""


@require_GET
def service(request: PersonRequest) -> HttpResponseBase:
    """The members whom one oversees, and oneself; a file of it leaves an entry."""
    person, at = request.person, request.at
    year, day = year_asked(request), local_day(at)
    allowed = may(person, "committee.take_service", None, at)
    rows = served(_readable(request, year), year, day)
    table = service_table(year, day.year)(request.GET, visible=rows, may=lambda _act: allowed)
    if table.wanted_export:
        if not allowed:
            raise PermissionDenied
        take_service(form=table.wanted_export[:10], narrowed_by=table.here, by=person, at=at)
    return answer(request, table, "committee/service.html")


@require_GET
def service_of(request: PersonRequest, pk: int) -> HttpResponse:
    """One member's sheet: for himself, the office and the director. Raises Http404."""
    year, day = year_asked(request), local_day(request.at)
    row = served(_readable(request, year).filter(pk=pk), year, day).first()
    if row is None:
        raise Http404
    context = {
        "row": row,
        "year": year,
        "years": [
            one
            for one in years(day.year)[:OFFERED]
            if one != year and _readable(request, one).filter(pk=pk).exists()
        ],
        "facts": list(facts_of(row)),
        "meetings": meetings_of(row, year),
        "tasks": tasks_of(row, year, day),
        "extract": Extract.objects.visible_to(request.person, request.at)
        .filter(person=pk, year=year)
        .select_related("paper")
        .first(),
        "issue_url": _issue_url(request, pk, year),
        "back": f"{reverse('committee.service')}?year={year}",
        "home": _("Records of service"),
    }
    return render(request, "committee/service_of.html", context)


def _issue_url(request: PersonRequest, pk: int, year: int) -> str:
    """Where the sheet is issued as a paper; nothing for whoever may not."""
    person, at = request.person, request.at
    if not may(person, "committee.issue_service", None, at):
        return ""
    if not seated_in(year, overseen(person, at)).filter(pk=pk).exists():
        return ""
    return f"{reverse('committee.issue_service', args=[pk])}?year={year}"


def year_asked(request: PersonRequest) -> int:
    """The year asked for, else this one."""
    this_year = local_day(request.at).year
    asked = request.GET.get("year", "")
    known = {str(one): one for one in years(this_year)}
    return known.get(asked, this_year)


def _readable(request: PersonRequest, year: int) -> QuerySet[Any]:
    everywhere = seated_in(year, OrgUnit.objects.all()).filter(pk=request.person.pk)
    below = seated_in(year, overseen(request.person, request.at))
    both = Q(pk__in=everywhere.order_by().values("pk")) | Q(pk__in=below.order_by().values("pk"))
    return type(request.person).objects.filter(both).select_related("org_unit")
