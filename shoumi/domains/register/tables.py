"""The register as a list: only what this person may see, never what a secret is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.register.controls import (
    without_audience,
    without_category,
    without_decision,
    without_grade_in_use,
    without_grounds,
    without_label,
)
from shoumi.domains.register.forms.terms import worded
from shoumi.domains.register.kind import TONES
from shoumi.domains.register.models import Grade, ScopeEntry, TradeSecret
from shoumi.domains.register.models.secret import LIVE
from shoumi.domains.register.rules.flow import FLOW
from shoumi.domains.register.rules.grading import TERM_NOTICE
from shoumi.domains.register.scoping import outside_scope
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.reach import units_within_reach
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.components import Tone, grade_mark, state_badge
from shoumi.kernel.ui.tables import (
    Batch,
    Choice,
    Column,
    Filter,
    Printed,
    Search,
    Table,
    state_choice,
)
from shoumi.kernel.ui.tables.columns import DASH

PAPERS = (
    Printed("pdf", _("Printed list (PDF)"), "printer"),
    Printed("docx", _("Printed list (Word)"), "file-text"),
)
BATCHES = (
    Batch(
        "register.issue_label",
        reverse_lazy("records.many", args=["register.issue_label"]),
        _("Issue labels"),
        "qrcode",
    ),
    Batch(
        "register.review",
        reverse_lazy("records.many", args=["register.review"]),
        _("Reviewed, stays as it is"),
        "checks",
    ),
)
Grades = dict[str, Grade]


@dataclass(frozen=True)
class Falling(Choice):
    """A choice between conditions on days, such as ending soon or past."""

    conditions: Sequence[tuple[str, Any, Q]] = ()

    def pairs(self) -> Any:
        return [(name, label) for name, label, _condition in self.conditions]

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        wanted = asked.get(self.name, "")
        if not wanted:
            return rows
        for name, _label, condition in self.conditions:
            if name == wanted:
                return rows.filter(condition, state__in=LIVE)
        raise self.unreadable()


@dataclass(frozen=True)
class Missing(Choice):
    """A choice between what a secret may lack, asked as the controls ask it."""

    day: date = date.min

    def pairs(self) -> Any:
        return [(name, label) for name, (label, _lacking) in _GAPS.items()]

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        wanted = asked.get(self.name, "")
        if not wanted:
            return rows
        if wanted not in _GAPS:
            raise self.unreadable()
        _label, lacking = _GAPS[wanted]
        return rows.filter(pk__in=lacking(self.day).order_by().values("pk"))


@dataclass(frozen=True)
class UnderEntry(Choice):
    """An entry of a scope catalogue, under whichever edition of it a secret was put."""

    entries: Sequence[ScopeEntry] = ()

    def pairs(self) -> Any:
        return [(str(one.pk), str(one)) for one in self.entries]

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        wanted = asked.get(self.name, "")
        if not wanted:
            return rows
        for one in self.entries:
            if str(one.pk) == wanted:
                return rows.filter(scope_entry__entity_id=one.entity_id, scope_entry__code=one.code)
        raise self.unreadable()


_GAPS: dict[str, tuple[Any, Callable[[date], QuerySet[Any]]]] = {
    "decision": (_("A decision"), without_decision),
    "audience": (_("Somebody in the audience"), without_audience),
    "grounds": (_("Grounds for an element"), without_grounds),
    "label": (_("A label"), without_label),
    "category": (_("A kind of information"), without_category),
    "scope": (_("An entry of the scope catalogue that covers it"), outside_scope),
    "regrade": (_("A grade of the standard in force"), without_grade_in_use),
}


def table_for(person: Person, at: datetime) -> type[Table]:
    """The list's class for one reader: departments in reach, grades in use, today's limits."""
    grades = {grade.code: grade for grade in Grade.objects.all()}

    class Secrets(Table):
        name = "secrets"
        label = _("Trade secrets")
        columns = _columns(grades)
        filters = _filters(person, at, grades)
        export_action = "register.export_list"
        papers = PAPERS
        batches = BATCHES
        sort = "-since"
        empty_title = _("No trade secrets here yet")
        empty_body = _(
            "You see a secret here once you have nominated it, are asked to decide on it, or are "
            "named in its audience."
        )

    return Secrets


def visible(person: Person, at: datetime) -> QuerySet[TradeSecret]:
    """The rows this person may see, without the sealed texts that no list shows."""
    rows: QuerySet[TradeSecret] = TradeSecret.objects.visible_to(person, at)
    return rows.select_related("org_unit", "owner").defer("brief", "assistant", "factors")


def _columns(grades: Grades) -> list[Column]:
    address = reverse("register.secret", args=[0])

    def link(row: Any) -> str:
        return address.replace("/0", f"/{row.pk}")

    return [
        Column("number", _("Number"), sort="number", show=lambda row: _whole(row.number)),
        Column("title", pgettext_lazy("of a secret", "Name"), sort="title", link=link),
        Column("grade", _("Grade"), value=_grade_name(grades), show=_grade_shown(grades)),
        Column("department", _("Department"), value="org_unit", sort="org_unit__path"),
        Column("owner", _("Owner"), value="owner", show=lambda row: _whole(row.owner)),
        Column("term_ends", _("Term ends"), value=_term_end, sort="term_ends_on"),
        Column("state", _("State"), value=_state, show=_state_shown, sort="state"),
        Column("review", _("Next review"), value="due_on", sort="due_on"),
        Column("since", _("Nominated on"), value="nominated_on", sort="nominated_on", shown=False),
        Column("term", _("Term"), value=_term, shown=False),
        Column("former", _("Earlier number"), value="previous_number", shown=False),
    ]


def _whole(value: Any) -> str:
    """On one line where there is room."""
    return format_html('<span class="whole">{}</span>', value) if value else DASH


def _grade_name(grades: Grades) -> Callable[[Any], str]:
    def name(row: Any) -> str:
        grade = grades.get(row.grade)
        return str(grade) if grade else ""

    return name


def _grade_shown(grades: Grades) -> Callable[[Any], Any]:
    def shown(row: Any) -> Any:
        grade = grades.get(row.grade)
        return grade_mark(str(grade), grade.shade) if grade else DASH

    return shown


def _state(row: Any) -> str:
    return str(FLOW.state(row.state).label)


def _state_shown(row: Any) -> Any:
    return state_badge(_state(row), TONES.get(row.state, Tone.NEUTRAL))


def _term(row: Any) -> str:
    return str(worded(row.term)) if row.term else ""


def _term_end(row: Any) -> Any:
    """The day, or in words why there is none."""
    return row.term_ends_on or _term(row)


def _filters(person: Person, at: datetime, grades: Grades) -> list[Filter]:
    day = local_day(at)
    reached = list(units_within_reach(person, at))
    units = [(unit.pk, str(unit)) for unit in reached]
    above = {key for unit in reached for key in unit.ancestor_ids}
    entries = list(ScopeEntry.objects.at(day).filter(entity_id__in=above))
    in_use = [(grade.code, str(grade)) for grade in grades.values() if grade.active]
    return [
        Search("q", _("Number or name"), fields=("number", "title")),
        Choice("grade", _("Grade"), options=in_use),
        state_choice(FLOW),
        Choice("department", _("Department"), options=units, field="org_unit_id"),
        *(
            [UnderEntry("entry", _("Entry of the scope catalogue"), entries=entries)]
            * bool(entries)
        ),
        Search("owner", _("Owner"), fields=("owner__name", "owner__name_en")),
        Falling("term", _("Term ends"), conditions=_term_conditions(day)),
        Falling("review", _("Review"), conditions=_review_conditions(day)),
        Missing("missing", _("Missing"), day=day),
    ]


def _term_conditions(day: date) -> list[tuple[str, Any, Q]]:
    soon = Q(term_ends_on__lte=day + TERM_NOTICE, term_ends_on__gte=day)
    return [
        ("soon", _("Within 90 days"), soon),
        ("past", _("Has run out"), Q(term_ends_on__lt=day)),
    ]


def _review_conditions(day: date) -> list[tuple[str, Any, Q]]:
    return [
        ("due", _("Review is due"), Q(due_on__lte=day)),
        ("soon", _("Within 30 days"), Q(due_on__gt=day, due_on__lte=day + timedelta(days=30))),
    ]
