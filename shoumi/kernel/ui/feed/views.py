"""The page on which somebody opens the own feed, and the feed itself (RFC 5545)."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as t
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods
from icalendar import Calendar, Event

from shoumi.kernel.accounts.actions import close_feed, open_feed
from shoumi.kernel.accounts.keys import whose_feed
from shoumi.kernel.accounts.middleware import PersonRequest, outdoors
from shoumi.kernel.accounts.models import CalendarFeed
from shoumi.kernel.ui.feed.sources import Dated, dates_of

LANGUAGE = "zh-hans"
MEETING_LASTS = timedelta(hours=1)


@require_http_methods(["GET", "POST"])
def my_feed(request: PersonRequest) -> HttpResponse:
    """Open, renew or close it; its address is shown this once."""
    address = ""
    if request.method == "POST":
        if "close" in request.POST:
            close_feed(request.person, by=request.person, at=request.at)
            messages.success(request, t("The calendar feed is closed."))
            return redirect("feed.mine")
        feed = open_feed(request.person, by=request.person, at=request.at)
        address = request.build_absolute_uri(reverse("feed.dates", args=[feed.secret]))
    opened = CalendarFeed.objects.filter(person=request.person).first()
    return render(request, "ui/feed/mine.html", {"address": address, "opened": opened})


@outdoors
@require_GET
def dates(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program fetches. Raises Http404 for an address that is not in use."""
    at: datetime = request.at  # type: ignore[attr-defined]
    person = whose_feed(secret, at)
    if person is None:
        raise Http404
    with override(LANGUAGE):
        content = _calendar(request, dates_of(person, at), at)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _calendar(request: HttpRequest, found: list[Dated], at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Shoumi//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", t("Shoumi"))
    for one in found:
        calendar.add_component(_event(request, one, at))
    content: bytes = calendar.to_ical()
    return content


def _event(request: HttpRequest, one: Dated, at: datetime) -> Any:
    event = Event()
    event.add("uid", f"{one.ident}@{request.get_host()}")
    event.add("dtstamp", at)
    event.add("dtstart", one.starts)
    if isinstance(one.starts, datetime):
        event.add("dtend", one.starts + MEETING_LASTS)
    event.add("summary", str(one.what))
    event.add("url", request.build_absolute_uri(one.url))
    event.add("class", "CONFIDENTIAL")
    return event
