"""The summary of a plan in official form: what was planned beside what was done (4.1)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.programme.comparing import count_of
from shoumi.domains.programme.documents.plan import basis
from shoumi.domains.programme.models import Plan
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Block,
    Column,
    Grid,
    Heading,
    Language,
    Paper,
    Paragraph,
)


def summary_paper(plan: Plan, *, at: datetime, language: Language) -> Paper:
    """With the figures that lay before those who decided."""
    with override(language):
        organ = plan.entity.organ_name
        return Paper(
            title=t("Summary: %(title)s") % {"title": plan.display_title},
            organ=organ,
            addressee=t("All departments"),
            blocks=tuple(_blocks(plan)),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=organ,
        )


def _blocks(plan: Plan) -> Iterator[Block]:
    day = plan.summary_adopted_on
    yield Paragraph(basis(plan, day.isoformat() if day is not None else ""))
    yield Paragraph(plan.summary)
    yield Heading(t("By item"), level=2)
    yield _grid(t("Item"), [(f"{one['ident']}. {one['text']}\n{one['unit']} {one['lead']}", one)
                            for one in plan.figures["items"]], plan.figures["total"])  # fmt: skip
    yield Heading(t("By department"), level=2)
    yield _grid(t("Department"), [(one["name"], one) for one in plan.figures["units"]])
    if plan.figures["clauses"]:
        yield Heading(t("By clause"), level=2)
        yield _grid(t("Clauses"), [(one["name"], one) for one in plan.figures["clauses"]])
    yield Paragraph(t("As it stood on %(day)s.") % {"day": plan.figures["on"]})


def _grid(
    head: str,
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    total: Mapping[str, Any] | None = None,
) -> Grid:
    told = [*rows, (t("Together"), total)] if total is not None else rows
    counted = [(name, count_of(figures)) for name, figures in told if figures is not None]
    return Grid(
        (
            Column(head, 3.4),
            Column(t("Planned"), 0.8, "center"),
            Column(t("Done in time"), 0.8, "center"),
            Column(t("Done late"), 0.8, "center"),
            Column(t("Not done"), 0.8, "center"),
            Column(t("Taken back"), 0.8, "center"),
        ),
        tuple(
            (name, str(one.planned), str(one.done), str(one.done_late), str(one.not_done),
             str(one.withdrawn))
            for name, one in counted
        ),
    )  # fmt: skip
