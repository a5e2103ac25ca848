"""Nominations, interests and opinions as lists: only what this person sees."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import Field, Interest, Nomination, Opinion
from shoumi.domains.committee.rules.seat_flows import INTEREST, NOMINATION, OPINION
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.records import kinds
from shoumi.kernel.ui.tables import Choice, Column, Search, Table, state_choice, state_column


class Nominations(Table):
    name = "nominations"
    label = _("Nominations")
    columns = [
        Column(
            "number", _("Number"), sort="number",
            link=lambda row: reverse("committee.nomination", args=[row.pk]),
        ),
        Column("who", _("Name"), value="person"),
        Column("role", _("Seat"), value=lambda row: row.get_role_display()),
        Column("unit", _("Of"), value="org_unit"),
        Column("from", _("First day"), value="from_on", sort="from_on"),
        state_column(NOMINATION, kinds.find(NOMINATION.kind).tones),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or name"), fields=("number", "title")),
        Choice("role", _("Seat"), options=list(Role.choices)),
        state_choice(NOMINATION),
    ]
    sort = "-number"
    empty_title = _("Nobody has been nominated yet")
    empty_body = _("The office proposes people for seats here, and the director appoints them.")


class Interests(Table):
    name = "interests"
    label = _("Declared interests")
    columns = [
        Column(
            "number", _("Number"), sort="number",
            link=lambda row: reverse("committee.interest", args=[row.pk]),
        ),
        Column("who", _("Declared by"), value="person"),
        Column("text", _("With whom or in what"), value="text"),
        Column("from", _("Since"), value="from_on", sort="from_on"),
        Column("until", _("Ended on"), value="until_on"),
        state_column(INTEREST, kinds.find(INTEREST.kind).tones),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or name"), fields=("number", "title")),
        state_choice(INTEREST),
    ]
    sort = "-number"
    empty_title = _("No interest has been declared")
    empty_body = _("Whoever has an interest of his own in what the committee decides on says so.")


class Opinions(Table):
    name = "opinions"
    label = _("Expert opinions")
    columns = [
        Column(
            "number", _("Number"), sort="number",
            link=lambda row: reverse("committee.opinion", args=[row.pk]),
        ),
        Column("about", _("About"), value="title"),
        Column("field", _("Field"), value=lambda row: row.get_field_display()),
        Column("expert", _("Expert"), value="asked_of"),
        Column("due", _("By which day"), value="due_on", sort="due_on"),
        Column("answered", _("Answered on"), value="answered_on", shown=False),
        state_column(OPINION, kinds.find(OPINION.kind).tones),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number"), fields=("number", "title")),
        Choice("field", _("Field"), options=list(Field.choices)),
        state_choice(OPINION),
    ]
    sort = "-number"
    empty_title = _("No expert has been asked yet")
    empty_body = _("Experts are asked on the page of what they are to judge, and answer there.")


def nominations(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Nomination.objects.visible_to(person, at)
    return rows.select_related("person", "org_unit")


def interests(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Interest.objects.visible_to(person, at)
    return rows.select_related("person")


def opinions(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Opinion.objects.visible_to(person, at)
    return rows.select_related("asked_of")
