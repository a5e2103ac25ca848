"""决议: what the committee resolved, with how it was voted, and what it brought about (5.1)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.committee.models import Resolution
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Facts, Heading, Language, Paper, Paragraph


def resolution_paper(resolution: Resolution, *, at: datetime, language: Language) -> Paper:
    """The resolution in its own words."""
    entity = resolution.entity
    with override(language):
        return Paper(
            title=t("Resolution of the committee"),
            organ=entity.organ_name,
            blocks=(
                Paragraph(resolution.text),
                Heading(t("How it was decided")),
                Facts(tuple(_facts(resolution))),
            ),
            dated=local_day(at),
            language=language,
            closing=t("Trade secret protection committee of %(entity)s")
            % {"entity": entity.display_name},
        )


def _facts(resolution: Resolution) -> Iterator[tuple[str, str]]:
    yield t("Resolution"), str(resolution.number)
    item = resolution.item
    if item is None:
        yield t("Decided"), t("by the director, until the next meeting")
    else:
        yield t("Meeting"), str(item.meeting.number)
        vote = item.votes.order_by("-pk")[0]
        yield t("Votes"), t("%(agree)s in favour, %(refuse)s against, %(abstain)s abstained") % {
            "agree": vote.agree, "refuse": vote.refuse, "abstain": vote.abstain,
        }  # fmt: skip
    if resolution.matter is not None:
        yield t("Matter"), resolution.matter.reference
    yield t("In force from"), resolution.in_force_on.isoformat()
    if resolution.lead is not None and resolution.due_on is not None:
        yield t("Lead"), resolution.lead.display_name
        yield t("Due on"), resolution.due_on.isoformat()
