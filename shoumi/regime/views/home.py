"""The regime itself, with the verdict of every clause in the margin, on any day."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Status
from shoumi.regime.models import Edition
from shoumi.regime.page import RegimePage
from shoumi.regime.places import keeps_editions
from shoumi.regime.wall import answers_for_it, wall

EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    person, at = request.person, request.at
    as_of, notices = _day(request.GET.get("as_of", ""), local_day(at))
    only, more = _status(request.GET.get("status", ""))
    seen = Edition.objects.visible_to(person, at)
    edition = seen.in_force_on(as_of).order_by("-effective_on", "-pk").first()
    context: dict[str, Any] = {
        "as_of": as_of,
        "today": local_day(at),
        "year_ago": local_day(at) - timedelta(days=365),
        "earliest": EARLIEST,
        "latest": LATEST,
        "notices": notices + more,
        "edition": edition,
        "keeps_editions": keeps_editions(person, at),
        "unfolded": request.GET.get("view") == "print",
    }
    if edition is None:
        return render(request, "regime/none.html", context | _beginnings(person, at, seen))
    page = RegimePage(edition, as_of, only, person, at)
    return render(request, "regime/home.html", context | {"page": page})


@require_GET
def wall_of_clauses(request: PersonRequest) -> HttpResponse:
    """A part of the home page, fetched after it."""
    person, at = request.person, request.at
    seen = Edition.objects.visible_to(person, at).in_force_on(local_day(at))
    edition = seen.order_by("-effective_on", "-pk").first()
    found = wall(edition, at) if edition is not None and answers_for_it(person, at) else None
    return render(request, "regime/wall.html", {"wall": found})


def _beginnings(person: Any, at: datetime, seen: Any) -> dict[str, Any]:
    """What there is instead of a regime in force, and how to get one."""
    dated = seen.filter(effective_on__isnull=False)
    return {
        "first": dated.order_by("effective_on").first(),
        "drafts": seen.in_state("draft", "proposed", "on_its_way").order_by("-pk")[:5],
        "may_begin": may(person, "regime.take_default", None, at),
    }


def _day(text: str, today: date) -> tuple[date, list[str]]:
    """The day asked about; an address that can't be read shows today and says so."""
    if not text:
        return today, []
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today, [_("The day in the address could not be read; this is today.")]
    if not EARLIEST <= day <= LATEST:
        return today, [_("The day in the address lies too far away; this is today.")]
    return day, []


def _status(text: str) -> tuple[Status | None, list[str]]:
    if not text:
        return None, []
    try:
        return Status(text), []
    except ValueError:
        return None, [_("There is no such verdict; all clauses are shown.")]
