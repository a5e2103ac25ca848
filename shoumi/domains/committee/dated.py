"""Meetings in the calendars of those who are called: when, and under which number."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as t

from shoumi.domains.committee.models import Meeting
from shoumi.kernel.ui.feed.sources import Dated, declare

AT_MOST = 100


def meetings(person: Any, at: datetime) -> Iterator[Dated]:
    """Those to come and those of late, with the last day of what is asked in writing. One query."""
    rows = Meeting.objects.filter(
        attendances__person=person, state__in=["notified", "in_session", "minuting", "signed"]
    )
    for one in rows.order_by("-pk")[:AT_MOST]:
        told = {"number": one.reference}
        what = t("Vote in writing · %(number)s") if one.is_written else t("Meeting · %(number)s")
        starts = one.answers_by if one.is_written else one.starts_at
        if starts is not None:
            url = reverse("committee.meeting", args=[one.pk])
            yield Dated(f"meeting-{one.pk}", starts, what % told, url)


declare("meetings", meetings)
