"""The committee's composition, nominations, undertakings, interests and opinions."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.committee import tables_seats
from shoumi.domains.committee.access.seats import is_office
from shoumi.domains.committee.composition import composed
from shoumi.domains.committee.models import Undertaking
from shoumi.domains.committee.seating import HELD, seating
from shoumi.domains.committee.views.tabs import tabs
from shoumi.domains.register.navigation import takes_part
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import Appointment, OrgUnit
from shoumi.kernel.accounts.reach import units_within_reach
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.records.page import seen
from shoumi.kernel.ui.tables import answer

SEAT_ACTS = ("committee.end_seat", "committee.tag_seat")


@require_GET
def seats(request: PersonRequest) -> HttpResponse:
    """Who holds which seat, today or on the day asked for, and what is missing."""
    if not takes_part(request.person, request.at):
        raise Http404
    today = local_day(request.at)
    day = min(_day(request.GET.get("on", "")) or today, today)
    context = {
        "committees": composed(seating(day), request.person, request.at, today=day == today),
        "day": day,
        "today": today,
        "tabs": tabs("committee.seats"),
        "may_nominate": may(request.person, "committee.nominate", None, request.at),
        "may_issue": may(request.person, "committee.issue_seats", None, request.at),
    }
    return render(request, "committee/seats.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_GET
def nominations(request: PersonRequest) -> HttpResponseBase:
    rows = tables_seats.nominations(request.person, request.at)
    table = tables_seats.Nominations(request.GET, visible=rows)
    context = {
        "tabs": tabs("committee.nominations"),
        "may_nominate": may(request.person, "committee.nominate", None, request.at),
    }
    return answer(request, table, "committee/nominations.html", context)


@require_GET
def interests(request: PersonRequest) -> HttpResponseBase:
    rows = tables_seats.interests(request.person, request.at)
    table = tables_seats.Interests(request.GET, visible=rows)
    context = {
        "tabs": tabs("committee.interests"),
        "may_declare": may(request.person, "committee.declare_interest", None, request.at),
    }
    return answer(request, table, "committee/interests.html", context)


@require_GET
def opinions(request: PersonRequest) -> HttpResponseBase:
    rows = tables_seats.opinions(request.person, request.at)
    table = tables_seats.Opinions(request.GET, visible=rows)
    return answer(request, table, "committee/opinions.html")


@require_GET
def undertakings(request: PersonRequest) -> HttpResponse:
    """The undertakings of the years, each with how many have signed and one's own part in it."""
    person = request.person
    rows = list(
        Undertaking.objects.visible_to(person, request.at)
        .select_related("entity")
        .order_by("-year", "entity__path")[:50]
    )
    receipts = Receipt.objects.filter(dispatch__record__in=[one.pk for one in rows])
    signed: dict[int, int] = {}
    mine: dict[int, Receipt] = {}
    for one in receipts.select_related("dispatch").order_by("pk"):
        key = one.dispatch.record_id
        signed[key] = signed.get(key, 0) + (one.state == "done")
        if one.person_id == person.pk:
            mine[key] = one
    asked = dict.fromkeys(signed, 0)
    for key in receipts.values_list("dispatch__record_id", flat=True):
        asked[key] += 1
    context = {
        "rows": [
            {
                "row": one,
                "signed": signed.get(one.pk, 0),
                "asked": asked.get(one.pk, 0),
                "mine": mine.get(one.pk),
            }
            for one in rows
        ],
        "tabs": tabs("committee.undertakings"),
        "may_open": may(person, "committee.open_undertaking", None, request.at)
        and bool(_without_undertaking(request)),
    }
    return render(request, "committee/undertakings.html", context)


def _without_undertaking(request: PersonRequest) -> list[OrgUnit]:
    """The committees of whose office this person is and that have none of this year yet."""
    day = local_day(request.at)
    done = set(Undertaking.objects.filter(year=day.year).values_list("entity", flat=True))
    return [
        one
        for one in seating(day).committees
        if one.pk not in done and is_office(request.person, one, request.at)
    ]


@require_http_methods(["GET", "POST"])
def nominate(request: PersonRequest) -> HttpResponse:
    asked = {name: request.GET[name] for name in ("unit", "role", "person") if name in request.GET}
    initial: dict[str, Any] = {
        name: value for name, value in asked.items() if name == "role" or _is_key(value)
    }
    return _creating(
        request, "committee.nominate", "committee.seats", t("The committee's seats"), initial
    )


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


@require_http_methods(["GET", "POST"])
def open_undertaking(request: PersonRequest) -> HttpResponse:
    name = "committee.open_undertaking"
    return _creating(request, name, "committee.undertakings", t("Undertakings"))


@require_http_methods(["GET", "POST"])
def declare_interest(request: PersonRequest) -> HttpResponse:
    name = "committee.declare_interest"
    return _creating(request, name, "committee.interests", t("Declared interests"))


def _creating(
    request: PersonRequest, name: str, back: str, about: str, initial: Any = None
) -> HttpResponse:
    act = acts.find(name)
    if act is None:
        raise Http404
    return acts.answer(request, act, None, back=reverse(back), about=about, initial=initial)


@require_http_methods(["GET", "POST"])
def seat_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    """Ending a seat, or saying what it stands for; of units in reach of whoever asks."""
    act = acts.find(action)
    rows = Appointment.objects.select_related("person", "post__org_unit")
    reach = units_within_reach(request.person, request.at)
    seat = rows.filter(pk=pk, post__role__in=HELD, post__org_unit__in=reach).first()
    if act is None or action not in SEAT_ACTS or seat is None:
        raise Http404
    return acts.answer(request, act, seat, back=reverse("committee.seats"), about=str(seat))


@require_http_methods(["GET", "POST"])
def ask_opinion(request: PersonRequest, pk: int) -> HttpResponse:
    """Of a record that this person sees."""
    record = seen(pk, request.person, request.at)
    act = acts.find("committee.ask_opinion")
    if act is None:
        raise Http404
    back = reverse("records.record", args=[record.pk])
    return acts.answer(request, act, record, back=back, about=record.reference)
