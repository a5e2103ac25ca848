"""What was drawn up from the records on paper, as a list: only what this person sees."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import Extract
from shoumi.kernel.ui.tables import Choice, Column, Search, Table


class Extracts(Table):
    name = "committee_extracts"
    label = _("Records on paper")
    columns = [
        Column(
            "number", _("Number"), sort="number",
            link=lambda row: reverse("committee.extract", args=[row.pk]),
        ),
        Column("sort", _("Sort"), value=lambda row: row.get_sort_display()),
        Column("of", _("Of"), value=lambda row: row.person or row.entity),
        Column("year", _("Year"), value="year", sort="year"),
        Column("on", _("As of"), value="on", sort="on"),
        Column("paper", _("Paper issued"), value=lambda row: row.paper.number if row.paper else ""),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or name"), fields=("number", "title")),
        Choice("sort", _("Sort"), options=list(Extract.Sort.choices)),
    ]
    sort = "-number"
    empty_title = _("Nothing has been drawn up on paper yet")
    empty_body = _("The office issues members' records of service and lists of seats as papers.")


def extracts(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Extract.objects.visible_to(person, at)
    return rows.select_related("person", "entity", "paper")
