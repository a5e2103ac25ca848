"""What came of a campaign, on paper: who answered, how many took part. No secret's name (4.2)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import override, pgettext

from shoumi.domains.register.models import Campaign
from shoumi.domains.register.rules.campaign import Taken
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Column, Facts, Grid, Heading, Language, Paper, Paragraph


def summary(
    campaign: Campaign, answers: Iterable[Any], taken: Taken, *, at: datetime, language: Language
) -> Paper:
    """`answers` in the order of the company, each with the `count` of secrets that it names."""
    with override(language):
        day = local_day(at)
        return Paper(
            title=t("Summary of the grading campaign “%(title)s”") % {"title": campaign.title},
            organ=campaign.entity.organ_name,
            blocks=(
                Facts(_facts(campaign, taken)),
                Heading(t("What was looked for"), level=2),
                *(Paragraph(part) for part in campaign.scheme.split("\n") if part.strip()),
                Heading(t("What the departments answered"), level=2),
                _grid(answers, campaign.due_on or day),
            ),
            dated=day,
            language=language,
            mark=t("Internal"),
            closing=campaign.entity.display_name,
        )


def _facts(campaign: Campaign, taken: Taken) -> tuple[tuple[str, str], ...]:
    return (
        (t("Number"), campaign.number or ""),
        (t("Secrets nominated since"), campaign.from_on.isoformat()),
        (t("Begun on"), campaign.opened_on.isoformat() if campaign.opened_on else ""),
        (t("To be answered by"), campaign.due_on.isoformat() if campaign.due_on else ""),
        (t("Departments asked"), str(taken.asked)),
        (t("Answered in time"), str(taken.in_time)),
        (t("Answered late"), str(taken.late)),
        (t("Found nothing"), str(taken.nil)),
        (t("Silent"), str(taken.silent)),
        (t("Took part"), f"{taken.percent} %"),
        (t("Secrets named"), str(taken.secrets)),
    )


def _grid(answers: Iterable[Any], answer_by: date) -> Grid:
    return Grid(
        (
            Column(t("Department"), 2),
            Column(t("Answered on"), 1.2, "center"),
            Column(t("Answer"), 1.5, "center"),
            Column(t("Secrets named"), 1, "right"),
        ),
        tuple(
            (
                one.org_unit.display_name,
                one.confirmed_on.isoformat() if one.confirmed_on else "—",
                said(one, answer_by),
                str(one.count) if one.confirmed_on else "—",
            )
            for one in answers
        ),
    )


def said(answer: Any, answer_by: date) -> str:
    """How a department answered, in two words."""
    if answer.confirmed_on is None:
        return t("Silent")
    words = t("Found nothing") if answer.is_nil else pgettext("of an answer", "Answered")
    if answer.confirmed_on > answer_by:
        return t("%(answer)s, late") % {"answer": words}
    return words
