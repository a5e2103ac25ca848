"""Circulars, receipts, reports and requests as lists: only what this person may see."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.models import (
    Bulletin,
    Circular,
    CooperationAnswer,
    DepartmentReport,
    Recipient,
)
from shoumi.domains.notices.rules.flows import ANSWER, BULLETIN, CIRCULAR, REPORT
from shoumi.kernel.delivery.rules import RECEIPT_FLOW
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.tables import Column, Search, Table, state_choice, state_column

TONES = {
    "open": Tone.INFO, "written": Tone.WAITING, "confirmed": Tone.WAITING, "taken_up": Tone.GOOD,
    "submitted": Tone.WAITING, "approved": Tone.WAITING, "issued": Tone.GOOD, "done": Tone.GOOD,
    "opened": Tone.WAITING, "asked": Tone.INFO, "accepted": Tone.WAITING, "replied": Tone.WAITING,
    "declined": Tone.BAD, "received": Tone.GOOD,
}  # fmt: skip


class Circulars(Table):
    name = "circulars"
    label = _("Circulars")
    columns = [
        Column("number", _("Number"), sort="number", value="reference"),
        Column(
            "title", _("Title"), value="title", sort="title",
            link=lambda row: reverse("notices.circular", args=[row.pk]),
        ),
        Column("reaches", _("Goes to"), value=lambda row: row.get_reaches_display()),
        Column("issued", _("Issued on"), value="issued_on", sort="issued_on"),
        Column("due", _("To be confirmed by"), value="due_on", sort="due_on"),
        state_column(CIRCULAR, TONES),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or title"), fields=("number", "title")),
        state_choice(CIRCULAR),
    ]
    sort = "-issued"
    empty_title = _("No circular yet")
    empty_body = _("What the office tells departments and people stands here.")


class Received(Table):
    name = "received"
    label = _("Who has received it")
    columns = [
        Column("unit", _("Department"), value="org_unit"),
        Column("person", _("Person"), value="receipt.person",
               sort="receipt__person__staff_number"),
        Column("number", _("Staff number"), value="receipt.person.staff_number"),
        Column("until", _("Until"), value="receipt.dispatch.deadline"),
        Column("opened", _("Opened"), value="receipt.opened_at"),
        Column("done", _("Confirmed"), value="receipt.done_at"),
        Column("signed", _("Signed on paper on"), value="receipt.signed_on"),
        Column("left", _("Left on"), value="receipt.person.until_on"),
        state_column(RECEIPT_FLOW, TONES, lambda row: str(row.receipt.state)),
    ]  # fmt: skip
    filters = [
        Search(
            "q", _("Name or staff number"),
            fields=("receipt__person__name", "receipt__person__staff_number"),
        ),
    ]  # fmt: skip
    sort = "person"
    empty_title = _("Nobody here")


class Reports(Table):
    name = "department_reports"
    label = _("Departments' reports")
    columns = [
        Column("month", _("Month"), value=lambda row: f"{row.month:%Y-%m}", sort="month"),
        Column(
            "unit", _("Department"), value="org_unit",
            link=lambda row: reverse("notices.report", args=[row.pk]),
        ),
        Column("due", _("Due on"), value="due_on", sort="due_on"),
        Column("came", _("Came in on"), value="submitted_on"),
        Column("nil", _("Nothing to report"), value=lambda row: _("Yes") if row.is_nil else None),
        state_column(REPORT, TONES),
    ]  # fmt: skip
    filters = [state_choice(REPORT)]
    sort = "-month"
    empty_title = _("No report yet")
    empty_body = _("On the first day of each month the departments are asked for the month before.")


class Requests(Table):
    name = "cooperation_answers"
    label = _("Requests between departments")
    columns = [
        Column(
            "number", _("Number"), value="request.number", sort="request__number",
            link=lambda row: reverse("notices.answer", args=[row.pk]),
        ),
        Column("title", _("Title"), value="title"),
        Column("asker", _("Asked by"), value="request.org_unit"),
        Column("asked", _("Asked of"), value="org_unit"),
        Column("answer_by", _("Answer by"), value="answer_by", sort="answer_by"),
        Column("wanted", _("Wanted by"), value="request.due_on"),
        state_column(ANSWER, TONES),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or title"), fields=("request__number", "title")),
        state_choice(ANSWER),
    ]
    sort = "-number"
    empty_title = _("No request yet")
    empty_body = _("A department asks another here for what it needs by a day.")


class Bulletins(Table):
    name = "bulletins"
    label = _("Bulletins")
    columns = [
        Column("month", _("Month"), value=lambda row: f"{row.month:%Y-%m}", sort="month"),
        Column(
            "title", _("Title"), value="title",
            link=lambda row: reverse("notices.bulletin", args=[row.pk]),
        ),
        Column("number", _("Number"), value="reference"),
        Column("reports", _("Reports"), value="of"),
        Column("issued", _("Issued on"), value="issued_on"),
        state_column(BULLETIN, TONES),
    ]  # fmt: skip
    filters = []
    sort = "-month"
    empty_title = _("No bulletin yet")
    empty_body = _("The office shares here what the departments reported: facts and numbers.")


def circulars(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Circular.objects.visible_to(person, at)
    return rows


def received(circular: Circular) -> QuerySet[Any]:
    rows: QuerySet[Any] = Recipient.objects.filter(circular=circular)
    return rows.select_related("org_unit", "receipt__person", "receipt__dispatch")


def reports(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = DepartmentReport.objects.visible_to(person, at)
    return rows.select_related("org_unit")


def requests(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = CooperationAnswer.objects.visible_to(person, at)
    return rows.select_related("org_unit", "request__org_unit")


def bulletins(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Bulletin.objects.visible_to(person, at)
    counted: QuerySet[Any] = rows.annotate(of=Count("reports"))
    return counted
