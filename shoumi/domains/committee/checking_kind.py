"""How a member's check of the department shows itself: its page, its act, the list of all."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.checking import confirm_check
from shoumi.domains.committee.forms.checking import CheckForm
from shoumi.domains.committee.models.checking import DepartmentCheck
from shoumi.domains.committee.rules.checking import DEPARTMENT_CHECK, POINTS
from shoumi.domains.register.navigation import takes_part
from shoumi.foundation.periods import quarter_of
from shoumi.kernel.records import kinds
from shoumi.kernel.ui.acts import form
from shoumi.kernel.ui.navigation import Entry, Section, declare
from shoumi.kernel.ui.tables import Column, Table, state_choice, state_column


def check_body(check: DepartmentCheck, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `committee/_check_body.html` needs."""
    known = {one.name: one for one in check.points.all()}
    span = quarter_of(check.quarter)
    return {
        "facts": [
            (_("Department"), check.org_unit),
            (_("Member"), check.owner),
            (_("Quarter"), f"{span.first:%Y-%m-%d} – {span.last:%Y-%m-%d}"),
            (_("Confirmed on"), check.confirmed_on.isoformat() if check.confirmed_on else None),
        ],
        "points": [{"label": one.label, "answer": known.get(one.name)} for one in POINTS],
    }


CHECKS = kinds.register(
    kinds.Kind(
        name="department_check",
        label=_("Check of a department"),
        plural=_("Checks of departments"),
        model=DepartmentCheck,
        flow=DEPARTMENT_CHECK,
        url="committee.check",
        body="committee/_check_body.html",
        context=check_body,
        actions=("committee.confirm_check",),
        icon="clipboard-check",
        home="committee.checks",
        due=_("to be confirmed by %(day)s"),
        tones={"open": "info", "confirmed": "good"},
        drafted=False,
    )
)
form(
    "committee.confirm_check", CheckForm, confirm_check, icon="clipboard-check",
    agree=_("Confirm it"),
    lead=_("What is not in order becomes a task of your department's confidentiality "
           "administrator."),
)  # fmt: skip
declare(
    Entry("committee.checks", _("Checks of departments"), "clipboard-check",
          Section.DEPARTMENTS, 50, takes_part)
)  # fmt: skip


class Checks(Table):
    name = "department_checks"
    label = _("Checks of departments")
    columns = [
        Column("quarter", _("Quarter from"), value="quarter", sort="quarter"),
        Column(
            "unit", _("Department"), value="org_unit",
            link=lambda row: reverse("committee.check", args=[row.pk]),
        ),
        Column("member", _("Member"), value="owner"),
        Column("due", _("Due on"), value="due_on", sort="due_on"),
        Column("confirmed", _("Confirmed on"), value="confirmed_on"),
        Column("not_ok", _("Points not in order"), value="bad"),
        state_column(DEPARTMENT_CHECK, CHECKS.tones),
    ]  # fmt: skip
    filters = [
        state_choice(DEPARTMENT_CHECK),
    ]  # fmt: skip
    sort = "-quarter"
    empty_title = _("No check yet")
    empty_body = _("After the end of each quarter every member is asked for one.")


def checks(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = DepartmentCheck.objects.visible_to(person, at)
    told: QuerySet[Any] = rows.select_related("org_unit", "owner").annotate(
        bad=Count("points", filter=Q(points__in_order=False))
    )
    return told
