"""载体台账: the carriers on paper, for whoever keeps them; only what this person sees (4.8)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.register.documents.listing import mark_of_list
from shoumi.domains.register.models import Grade
from shoumi.domains.vault.rules.flows import CARRIER
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Column, Grid, Language, Layout, Note, Paper


def ledger_paper(rows: Iterable[Any], *, person: Person, at: datetime, language: Language) -> Paper:
    """The rows in their order, which the caller took from `visible_to`, with the mark of the
    gravest grade among them."""
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
            title=t("Ledger of carriers"),
            organ=person.org_unit.rights_holder.display_name,
            blocks=(_grid(listed, grades), Note(taken)),
            dated=local_day(at),
            layout=Layout.LIST,
            language=language,
            mark=mark_of_list([row.secret for row in listed], grades, person),
        )


def _grid(rows: list[Any], grades: dict[str, Grade]) -> Grid:
    return Grid(
        (
            Column(t("No."), 0.4, "center"),
            Column(t("Number"), 1.4),
            Column(t("Secret"), 1.4),
            Column(t("Grade"), 0.9, "center"),
            Column(t("Kind"), 1.1),
            Column(t("Copy"), 0.5, "center"),
            Column(t("Where it is"), 1.6),
            Column(t("Who keeps it"), 0.9),
            Column(t("Since"), 0.9, "center"),
            Column(t("State"), 1),
        ),
        tuple(_line(place, row, grades) for place, row in enumerate(rows, start=1)),
    )


def _line(place: int, row: Any, grades: dict[str, Grade]) -> tuple[str, ...]:
    grade = grades.get(row.secret.grade)
    return (
        str(place),
        str(row),
        str(row.secret),
        str(grade) if grade is not None else "",
        f"{row.get_medium_display()} · {row.get_form_display()}",
        str(row.copy_number),
        row.whereabouts,
        row.holder.display_name if row.holder else "",
        row.from_on.isoformat(),
        str(CARRIER.state(row.state).label),
    )
