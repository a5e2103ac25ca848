"""A plan in official form, as it is issued to the departments (4.1)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.programme.facts import items_of
from shoumi.domains.programme.models import Plan, PlanItem
from shoumi.domains.programme.wording import when
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import BodyDecision
from shoumi.kernel.documents.papers import (
    Block,
    Column,
    Grid,
    Heading,
    Language,
    Note,
    Paper,
    Paragraph,
)


def plan_paper(plan: Plan, *, at: datetime, language: Language) -> Paper:
    """What is to be done, by whom, by when, measured by what; with the hash of what was adopted."""
    with override(language):
        organ = plan.entity.organ_name
        return Paper(
            title=plan.display_title,
            organ=organ,
            addressee=t("All departments"),
            blocks=tuple(_blocks(plan)),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=organ,
        )


def _blocks(plan: Plan) -> Iterator[Block]:
    yield Paragraph(basis(plan, (plan.adopted_on and plan.adopted_on.isoformat()) or ""))
    if plan.supersedes is not None:
        yield Paragraph(t("It replaces the plan %(number)s, because: %(because)s") % {
            "number": plan.supersedes.number, "because": plan.because,
        })  # fmt: skip
    if plan.carries_out is not None:
        yield Paragraph(t("It carries out “%(title)s”.") % {
            "title": plan.carries_out.display_title
        })  # fmt: skip
    if plan.aim:
        yield Heading(t("Aims"), level=2)
        yield Paragraph(plan.aim)
    yield Heading(t("Work to be done"), level=2)
    yield Grid(
        (
            Column(t("No."), 0.6, "center"),
            Column(t("Item"), 3),
            Column(t("Lead"), 1.2),
            Column(t("When"), 1.9),
            Column(t("Measured by"), 1.9),
        ),
        tuple(
            (
                str(one.ident),
                _said(one),
                f"{one.lead}\n{one.lead_unit}",
                when(one),
                "\n".join(part for part in (one.display_measure, one.budget) if part),
            )
            for one in items_of(plan)
        ),
    )
    yield Note(t("Hash of the plan (SHA-256): %(hash)s") % {"hash": plan.text_sha256})


def _said(item: PlanItem) -> str:
    """The item, and the clauses that it serves."""
    if not item.clauses:
        return item.display_text
    told = {"clauses": t(", ").join(item.clauses)}
    return f"{item.display_text}\n{t('clause %(clauses)s') % told}"


def basis(plan: Plan, day: str) -> str:
    """Who adopted it, by which resolution."""
    decided = BodyDecision.objects.filter(step__approval__record_id=plan.pk).order_by("-pk").first()
    if decided is None:
        return t("Adopted by the director on %(day)s.") % {"day": day}
    return t("Adopted by the committee's resolution %(number)s of %(day)s.") % {
        "number": decided.basis.reference, "day": decided.decided_on.isoformat(),
    }  # fmt: skip
