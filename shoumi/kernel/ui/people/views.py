"""The tree of units, a unit, the list of persons, a person."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shoumi.kernel.access import may
from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.access import may_see_contacts
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import Absence, Account, Appointment, OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.reach import persons_within_reach, units_within_reach
from shoumi.kernel.accounts.standing import local_day, standing
from shoumi.kernel.accounts.views import session_labelled, sessions_shown
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Act, Button
from shoumi.kernel.ui.people.acts import NEW, OF_PERSON, OF_UNIT, WITH_PASSWORD
from shoumi.kernel.ui.people.tables import PersonsTable, persons_shown
from shoumi.kernel.ui.tables import answer


@require_GET
def persons(request: PersonRequest) -> HttpResponseBase:
    visible = persons_shown(request.person, request.at)
    table = PersonsTable(request.GET, visible=visible)
    context = {
        "buttons": _new(request, "accounts.add_person", "accounts.appoint"),
        "may_import": may(request.person, "accounts.import_people", None, request.at),
    }
    return answer(request, table, "ui/people/persons.html", context)


@require_GET
def organisation(request: PersonRequest) -> HttpResponse:
    """The tree, each unit with its governing posts and who holds them. Three queries."""
    units = sorted(
        units_within_reach(request.person, request.at).filter(ended_on__isnull=True),
        key=lambda unit: unit.ancestor_ids,
    )
    held = _holders(units, request.at)
    top = min((unit.path.count("/") for unit in units), default=0)
    rows = [
        {"unit": unit, "depth": min(unit.path.count("/") - top, 6), "holders": held[unit.pk]}
        for unit in units
    ]
    context = {
        "rows": rows,
        "buttons": _new(request, "accounts.add_unit"),
        "may_import": may(request.person, "accounts.import_units", None, request.at),
    }
    return render(request, "ui/people/organisation.html", context)


def _holders(units: Sequence[OrgUnit], at: datetime) -> dict[int, list[Appointment]]:
    rows = (
        Appointment.objects.at(local_day(at))
        .filter(post__org_unit__in=units, post__ended_on__isnull=True)
        .exclude(post__role=Role.JOB)
        .select_related("post", "person")
        .order_by("post_id", "from_on")
    )
    held: dict[int, list[Appointment]] = defaultdict(list)
    for row in rows:
        held[row.post.org_unit_id].append(row)
    return held


@require_GET
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    found = _unit(request, pk)
    day = local_day(request.at)
    in_office = Appointment.objects.at(day).select_related("person")
    held: dict[int, list[Appointment]] = defaultdict(list)
    for row in in_office.filter(post__org_unit=found):
        held[row.post_id].append(row)
    posts = [
        {"post": post, "held": held[post.pk]}
        for post in Post.objects.filter(org_unit=found, ended_on__isnull=True).select_related(
            "org_unit"
        )
    ]
    context = {
        "unit": found,
        "posts": posts,
        "children": found.children.filter(ended_on__isnull=True),
        "persons": found.persons.active(day).count(),
        "buttons": [
            *_new(request, "accounts.add_unit", "accounts.add_post", of=f"?in={pk}"),
            *_offered(request, OF_UNIT, found, "people.unit_act"),
        ],
        "may_end": may(request.person, "accounts.end_appointment", None, request.at),
    }
    return render(request, "ui/people/unit.html", context)


@require_GET
def me(request: PersonRequest) -> HttpResponse:
    """One's own page, where a deputy for an absence is named."""
    return redirect("people.person", pk=request.person.pk)


@require_GET
def person(request: PersonRequest, pk: int) -> HttpResponse:
    found = _person(request, pk)
    own = found.pk == request.person.pk
    admin = standing(request.person, request.at).has(Role.SYSTEM_ADMIN)
    account = Account.objects.filter(person=found).first() if admin or own else None
    context = {
        "shown": found,
        "own": own,
        "admin": admin,
        "contacts": own or may_see_contacts(request.person, request.at),
        "appointments": found.appointments.select_related("post__org_unit").order_by("-from_on"),
        "absences": found.absences.filter(
            withdrawn=False, until_on__gte=local_day(request.at)
        ).select_related("deputy"),
        "account": account,
        "sessions": sessions_shown(found, request.at) if admin and account else [],
        "buttons": _person_buttons(request, found, account),
        "may_end": may(request.person, "accounts.end_appointment", None, request.at),
        "may_withdraw": may(request.person, "accounts.declare_absence", found, request.at),
    }
    return render(request, "ui/people/person.html", context)


def _person_buttons(
    request: PersonRequest, person: Person, account: Account | None
) -> list[Button]:
    """An account is opened where there is none, and closed or given a password where it is open."""
    closed = account is None or not account.is_active
    hidden = set()
    if account is not None:
        hidden.add("accounts.open_account")
    if closed:
        hidden |= {"accounts.reset_password", "accounts.close_account"}
    names = [name for name in OF_PERSON if name not in hidden]
    offered = _offered(request, names, person, "people.person_act")
    return [*_new(request, "accounts.appoint", of=f"?person={person.pk}"), *offered]


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, action: str) -> HttpResponse:
    """Add a unit, a post, a person or an appointment."""
    act = _act(action, NEW)
    back = reverse("people.persons" if "person" in action else "people.organisation")
    initial: dict[str, Any] = {}
    if request.GET.get("in", "").isdigit():
        initial["parent"] = initial["org_unit"] = request.GET["in"]
    if request.GET.get("person", "").isdigit():
        initial["person"] = _person(request, int(request.GET["person"]))
    return acts.answer(request, act, None, back=back, initial=initial)


@require_http_methods(["GET", "POST"])
def unit_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    found = _unit(request, pk)
    back = reverse("people.unit", args=[pk])
    return acts.answer(request, _act(action, OF_UNIT), found, back=back, about=str(found))


@require_http_methods(["GET", "POST"])
def person_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    found = _person(request, pk)
    act = _act(action, OF_PERSON)
    back = reverse("people.person", args=[pk])
    if action not in WITH_PASSWORD:
        return acts.answer(request, act, found, back=back, about=str(found))
    password = secrets.token_urlsafe(12)

    def perform(subject: Person, **asked: Any) -> Account:
        account: Account = act.perform(subject, password=password, **asked)
        return account

    def done(account: Account) -> HttpResponse:
        """Shown in this answer and nowhere else, ever."""
        context = {"shown": found, "account": account, "password": password, "back": back}
        return render(request, "ui/people/first_password.html", context)

    return acts.answer(
        request, replace(act, perform=perform), found, back=back, about=str(found), done=done
    )


@require_http_methods(["GET", "POST"])
def appointment_act(request: PersonRequest, pk: int) -> HttpResponse:
    """End an appointment."""
    rows = Appointment.objects.select_related("person", "post__org_unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    _person(request, found.person_id)
    act = _act("accounts.end_appointment", ("accounts.end_appointment",))
    back = reverse("people.person", args=[found.person_id])
    return acts.answer(request, act, found, back=back, about=str(found))


@require_http_methods(["GET", "POST"])
def absence_act(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw a deputy."""
    found = Absence.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    whose = _person(request, found.person_id)
    act = _act("accounts.withdraw_absence", ("accounts.withdraw_absence",))
    back = reverse("people.person", args=[whose.pk])
    return acts.answer(request, act, found, back=back, about=str(whose))


@require_POST
def end_session(request: PersonRequest, pk: int) -> HttpResponse:
    """The system administrator ends somebody's session."""
    found = _person(request, pk)
    session = session_labelled(found, request.POST.get("session", ""), request.at)
    actions.end_session(found, session=session, by=request.person, at=request.at)
    messages.success(request, _("That sign-in has ended."))
    return redirect("people.person", pk=pk)


def _unit(request: PersonRequest, pk: int) -> OrgUnit:
    rows = units_within_reach(request.person, request.at).select_related("parent", "entity")
    found: OrgUnit | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _person(request: PersonRequest, pk: int) -> Person:
    rows = persons_within_reach(request.person, request.at).select_related("org_unit")
    found: Person | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _act(action: str, among: Sequence[str]) -> Act:
    act = acts.find(action)
    if act is None or action not in among:
        raise Http404
    return act


def _new(request: PersonRequest, *names: str, of: str = "") -> list[Button]:
    known = [acts.all_acts()[name] for name in names]
    return [
        Button(act, reverse("people.new", args=[act.action]) + of, None, 0, first=act is known[0])
        for act in known
        if may(request.person, act.action, None, request.at)
    ]


def _offered(
    request: PersonRequest, names: Sequence[str], subject: Any, url_name: str
) -> list[Button]:
    known = [acts.all_acts()[name] for name in names]
    return [
        Button.of(
            act, reverse(url_name, args=[subject.pk, act.action]), subject, request.person,
            request.at,
        )
        for act in known
        if act.fits(subject) and may(request.person, act.action, subject, request.at)
    ]  # fmt: skip
