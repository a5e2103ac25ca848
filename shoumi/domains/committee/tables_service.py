"""The records of service of a year as a list: one's own, or those that one oversees (4.M1)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.service import years
from shoumi.domains.committee.sheets import of
from shoumi.kernel.ui.tables import Choice, Column, Search, Table


@dataclass(frozen=True)
class Year(Choice):
    """The year itself is counted by the view; here is only said whether it can be read. There is
    always one: `shown` where none was asked for."""

    shown: int = 0

    template = "committee/_year.html"

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        value = asked.get(self.name, "")
        if value and value not in {known for known, _label in self.pairs()}:
            raise self.unreadable()
        return rows

    def drawn(self, asked: QueryDict) -> dict[str, Any]:
        return {**super().drawn(asked), "value": str(self.shown)}


def service_table(year: int, this_year: int) -> type[Table]:
    """The list of that year."""

    class Service(Table):
        name = "service"
        label = _("Records of service")
        columns = (
            Column("number", _("Staff number"), value="staff_number", sort="staff_number"),
            Column("person", _("Name"), value="display_name",
                   link=lambda row: f"{reverse('committee.service_of', args=[row.pk])}"
                                    f"?year={year}"),
            Column("unit", _("Department"), value="org_unit"),
            Column("present", _("Meetings attended"), value=of("present", "called")),
            Column("on_leave", _("On leave")),
            Column("absent", _("Absent without leave")),
            Column("votes", _("Votes given")),
            Column("in_time", _("Tasks done in time")),
            Column("late", _("Tasks late")),
            Column("open", _("Tasks open"), value="still_open"),
            Column("parts", _("Parts answered"), value=of("parts_answered", "parts_asked")),
            Column("checks", _("Department checks"), value=of("checks_confirmed", "checks_asked")),
            Column("opinions", _("Opinions given"), shown=False),
            Column("recusals", _("Points kept out of"), shown=False),
            Column("signed", _("Undertaking signed"), value=lambda row: bool(row.signed)),
        )  # fmt: skip
        filters = (
            Search("q", _("Name or staff number"), fields=("name", "name_en", "staff_number")),
            Year(
                "year", _("Year"), options=[(one, str(one)) for one in years(this_year)], shown=year
            ),
        )
        export_action = "committee.take_service"
        sort = "number"
        empty_title = _("Nobody sat on the committee in this year")
        empty_body = _("Whoever holds a seat has a record of service for the year.")

    return Service
