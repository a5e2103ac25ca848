"""Plans as a list: only what this person may see."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.kind import PLANS
from shoumi.domains.programme.models import Plan
from shoumi.domains.programme.rules.flow import PLAN
from shoumi.kernel.ui.tables import Choice, Column, Search, Table, state_choice, state_column


class Plans(Table):
    name = "plans"
    label = _("Plans")
    columns = [
        Column("number", _("Number"), sort="number", value="reference"),
        Column(
            "title", _("Title"), value="display_title", sort="title",
            link=lambda row: reverse("programme.plan", args=[row.pk]),
        ),
        Column("sort", _("Sort"), value=lambda row: row.get_sort_display()),
        Column("years", _("Years"), value="years", sort="from_year"),
        Column("entity", _("Company"), value="entity", shown=False),
        Column("items", _("Items"), value="how_many"),
        Column("issued", _("Issued on"), value="issued_on"),
        state_column(PLAN, PLANS.tones),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or title"), fields=("number", "title", "title_en")),
        Choice("sort", _("Sort"), options=Plan.Sort.choices),
        state_choice(PLAN),
    ]
    sort = "-years"
    empty_title = _("No plan yet")
    empty_body = _("The office drafts the yearly plan by 1 December; begin it from a ready text.")


def plans(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Plan.objects.visible_to(person, at).select_related("entity")
    counted: QuerySet[Any] = rows.annotate(how_many=Count("items", filter=Q(items__struck=False)))
    return counted
