"""A request between departments as a paper (5.3)."""

from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.notices.models import CooperationRequest
from shoumi.domains.notices.rules.flows import ANSWER
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Column, Facts, Grid, Language, Paper, Paragraph


def request_paper(asking: CooperationRequest, *, at: datetime, language: Language) -> Paper:
    """What was asked of whom by when, and how each of them stands."""
    with override(language):
        answers = list(asking.answers.select_related("org_unit").order_by("pk"))
        return Paper(
            title=asking.title,
            organ=asking.entity.organ_name,
            addressee=t(", ").join(one.org_unit.display_name for one in answers),
            blocks=(
                Facts(
                    (
                        (t("Asked by"), asking.org_unit.display_name),
                        (t("Asked on"), asking.asked_on.isoformat()),
                        (t("Wanted by"), str(asking.due_on)),
                    )
                ),
                Paragraph(asking.text),
                Grid(
                    (Column(t("Department"), 2), Column(t("State"), 1.4),
                     Column(t("Answer by"), 1)),
                    tuple(
                        (one.org_unit.display_name, str(ANSWER.state(one.state).label),
                         one.answer_by.isoformat())
                        for one in answers
                    ),
                ),
            ),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=asking.org_unit.display_name,
        )  # fmt: skip
