"""Rules, questions and confirmations as lists: only what this person may see."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.models import Edition, Question, Rule
from shoumi.domains.policies.rules.flow import ON_ITS_WAY, QUESTION, RULE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.delivery.rules import RECEIPT_FLOW
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.tables import Choice, Column, Search, Table, state_choice, state_column

TONES = {
    "in_force": Tone.GOOD, "repealing": Tone.WAITING, "planned": Tone.INFO, "asked": Tone.INFO,
    "drafted": Tone.WAITING, "agreed": Tone.WAITING, "published": Tone.GOOD, "done": Tone.GOOD,
    "sent": Tone.NEUTRAL, "opened": Tone.WAITING, "declined": Tone.BAD,
}  # fmt: skip


class Rules(Table):
    name = "rules"
    label = _("Rules")
    columns = [
        Column("number", _("Number"), sort="number", value="reference"),
        Column(
            "title", _("Title"), value="display_title", sort="title",
            link=lambda row: reverse("policies.rule", args=[row.pk]),
        ),
        Column("sort", _("Sort"), value=lambda row: row.get_sort_display()),
        Column("unit", _("Answers for it"), value="org_unit"),
        Column("applies", _("Applies to"), value="applies_to"),
        Column("ordinal", _("Edition in force"), value="held"),
        Column("since", _("In force from"), value="held_since"),
        Column("due", _("Next review"), value="review_on"),
        Column("coming", _("On its way"), value="coming"),
        state_column(RULE, TONES),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or title"), fields=("number", "title", "title_en")),
        Choice("sort", _("Sort"), options=Rule.Sort.choices),
        state_choice(RULE),
    ]
    sort = "-number"
    empty_title = _("No rule yet")
    empty_body = _("Begin with a ready text of the house, or write your own.")


class Questions(Table):
    name = "rule_questions"
    label = _("Questions on rules")
    columns = [
        Column(
            "number", _("Number"), sort="number",
            link=lambda row: reverse("policies.question", args=[row.pk]),
        ),
        Column("title", _("Rule"), value="title"),
        Column("clause", _("Clause"), value="clause_asked.ident"),
        Column("asked", _("Question"), value="asked"),
        Column("asked_on", _("Asked on"), value="asked_on", sort="asked_on"),
        Column("published", _("Published on"), value="published_on"),
        state_column(QUESTION, TONES),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number, question or answer"), fields=("number", "asked", "answer")),
        state_choice(QUESTION),
    ]
    sort = "-number"
    empty_title = _("No question yet")
    empty_body = _("Open a rule in force and ask beside the clause that is not clear.")


class Confirmations(Table):
    name = "confirmations"
    label = _("Who has confirmed")
    columns = [
        Column("person", _("Person"), value="person", sort="person__staff_number"),
        Column("number", _("Staff number"), value="person.staff_number"),
        Column("unit", _("Department"), value="person.org_unit"),
        Column("until", _("Until"), value="dispatch.deadline"),
        Column("opened", _("Opened"), value="opened_at"),
        Column("done", _("Confirmed"), value="done_at"),
        Column(
            "how",
            _("Confirmed how"),
            value=lambda row: row.get_method_display() if row.method else None,
        ),
        state_column(RECEIPT_FLOW, TONES),
    ]
    filters = [
        Search("q", _("Name or staff number"), fields=("person__name", "person__staff_number")),
        state_choice(RECEIPT_FLOW),
    ]
    sort = "person"
    empty_title = _("Nobody here")


def rules(person: Any, at: datetime) -> QuerySet[Any]:
    """With the edition in force, its next review, and the state of one that is on its way."""
    day = local_day(at)
    held = Edition.objects.filter(rule_id=OuterRef("pk")).in_force_at(day).order_by("-in_force_on")
    coming = Edition.objects.filter(rule_id=OuterRef("pk"), state__in=ON_ITS_WAY)
    rows: QuerySet[Any] = Rule.objects.visible_to(person, at)
    told: QuerySet[Any] = rows.select_related("org_unit", "applies_to").annotate(
        held=Subquery(held.values("ordinal")[:1]),
        held_since=Subquery(held.values("in_force_on")[:1]),
        review_on=Subquery(held.values("due_on")[:1]),
        coming=Subquery(coming.values("ordinal")[:1]),
    )
    return told


def questions(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Question.objects.visible_to(person, at)
    return rows.select_related("clause_asked")


def confirmations(edition: Edition) -> QuerySet[Any]:
    rows: QuerySet[Any] = Receipt.objects.filter(
        dispatch__record_id=edition.pk, dispatch__document_id=edition.paper_id
    )
    return rows.select_related("person__org_unit", "dispatch")
