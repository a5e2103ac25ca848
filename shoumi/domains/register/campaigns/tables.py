"""Campaigns as a list: only what this person may see."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.campaigns.kind import TONES
from shoumi.domains.register.models import Campaign
from shoumi.domains.register.rules.campaign import CAMPAIGN
from shoumi.kernel.ui.tables import Column, Search, Table, state_choice, state_column


class Campaigns(Table):
    name = "campaigns"
    label = _("Grading campaigns")
    columns = [
        Column("number", _("Number"), sort="number", value="reference"),
        Column(
            "title", _("Name of the campaign"), value="title", sort="title",
            link=lambda row: reverse("register.campaign", args=[row.pk]),
        ),
        Column("unit", _("Whose departments are asked"), value="org_unit"),
        Column("due", _("To be answered by"), value="due_on", sort="due_on"),
        Column(
            "came", _("Departments that answered"), value=lambda row: f"{row.came} / {row.asked}"
        ),
        state_column(CAMPAIGN, TONES),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or name"), fields=("number", "title")),
        state_choice(CAMPAIGN),
    ]  # fmt: skip
    sort = "-due"
    empty_title = _("No grading campaign yet")
    empty_body = _("The office begins one; every department then looks through what it has.")


def campaigns(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Campaign.objects.visible_to(person, at)
    came = Count("answers", filter=Q(answers__confirmed_on__isnull=False))
    found: QuerySet[Any] = rows.select_related("org_unit").annotate(
        asked=Count("answers"), came=came
    )
    return found
