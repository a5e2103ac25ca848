"""商业秘密清单: the register on paper, for whoever keeps it; only what this person sees (4.2)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import override, pgettext

from shoumi.domains.register.documents.marking import said_term, words_of
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.register.rules.flow import FLOW
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Column, Grid, Language, Layout, Note, Paper

# Beyond this a printed list serves nobody, and making it would keep others waiting.
AT_MOST = 1000


def list_paper(
    rows: Iterable[TradeSecret], *, person: Person, at: datetime, language: Language
) -> Paper:
    """The rows in their order, which the caller took from `visible_to`. It bears the mark of the
    gravest grade on it, and who took it out when."""
    with override(language):
        grades = {grade.code: grade for grade in Grade.objects.all()}
        listed = list(rows)
        taken = t("Taken out by %(person)s (%(number)s) on %(day)s. %(count)s entries: those that "
                  "this person may see.") % {
            "person": person.display_name,
            "number": person.staff_number,
            "day": local_day(at).isoformat(),
            "count": len(listed),
        }  # fmt: skip
        return Paper(
            title=t("List of trade secrets"),
            organ=person.org_unit.rights_holder.display_name,
            blocks=(_grid(listed, grades), Note(taken)),
            dated=local_day(at),
            layout=Layout.LIST,
            language=language,
            mark=mark_of_list(listed, grades, person),
        )


def mark_of_list(rows: list[TradeSecret], grades: dict[str, Grade], person: Person) -> str:
    """Owner and the words of the gravest grade among the rows; a list has no term of its own."""
    borne = [grades[row.grade] for row in rows if row.grade in grades]
    gravest = min(borne, key=lambda grade: grade.gravity, default=None)
    if gravest is None:
        return ""
    return f"{person.org_unit.rights_holder.display_name} {words_of(gravest)}"


def _grid(rows: list[TradeSecret], grades: dict[str, Grade]) -> Grid:
    return Grid(
        (
            Column(t("No."), 0.4, "center"),
            Column(t("Number"), 1.5),
            Column(pgettext("of a secret", "Name"), 2.4),
            Column(t("Grade"), 0.9, "center"),
            Column(t("Department"), 1.2),
            Column(t("Owner"), 0.9),
            Column(t("In force since"), 0.9, "center"),
            Column(t("Term ends"), 0.9, "center"),
            Column(t("Next review"), 0.9, "center"),
            Column(t("State"), 1),
        ),
        tuple(_line(place, row, grades) for place, row in enumerate(rows, start=1)),
    )


def _line(place: int, row: Any, grades: dict[str, Grade]) -> tuple[str, ...]:
    term = said_term(row.term)
    return (
        str(place),
        row.number or "",
        row.title,
        str(grades[row.grade]) if row.grade in grades else "",
        row.org_unit.display_name,
        row.owner.display_name if row.owner else "",
        _day(row.effective_on),
        _day(row.term_ends_on) or term,
        _day(row.due_on),
        str(FLOW.state(row.state).label),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
