"""变更审批表, 解密审批表: old and new side by side, why, and who decided it (4.2)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.register.documents.marking import (
    mark_after,
    mark_before,
    mark_in_force,
    said_term,
)
from shoumi.domains.register.documents.opinions import opinions, rounds, still_asked
from shoumi.domains.register.documents.sheet import about
from shoumi.domains.register.models import Change, Grade
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Opinions,
    Paper,
    Paragraph,
    Signatures,
)

APPROVE = "register.approve_change"


def change_sheet(change: Change, *, at: datetime, language: Language) -> Paper:
    """The sheet of one change; while a decision is awaited it has lines to sign on."""
    secret = change.secret
    with override(language):
        approvals = rounds(secret, APPROVE, opened_at=change.proposed_at)
        entries, lines = tuple(opinions(approvals)), still_asked(approvals)
        return Paper(
            title=_title(change),
            organ=secret.entity.organ_name,
            blocks=(
                Heading(t("1. What it is")),
                Facts(tuple(about(secret)), pairs=2),
                Heading(t("2. What changes")),
                Facts(tuple(_how_it_stands(change)), pairs=2),
                _old_and_new(change, at),
                Heading(t("3. Reason")),
                Paragraph(change.reason),
                Heading(t("4. Opinions")),
                *((Opinions(entries),) if entries else ()),
                *((Signatures(lines),) if lines else ()),
            ),
            dated=local_day(at),
            language=language,
            mark=mark_in_force(secret) if secret.is_live else "",
        )


def _title(change: Change) -> str:
    if change.kind == Change.Kind.DECLASSIFY:
        return t("Declassification approval sheet for a trade secret")
    return t("Approval sheet for the change of a trade secret")


def _how_it_stands(change: Change) -> Iterator[tuple[str, str]]:
    yield t("Kind of change"), str(change.get_kind_display())
    yield t("Proposed on"), local_day(change.proposed_at).isoformat()
    yield t("Outcome"), str(change.get_state_display())
    yield t("Takes effect on"), change.effective_on.isoformat() if change.effective_on else ""


def _old_and_new(change: Change, at: datetime) -> Grid:
    grades = {grade.code: str(grade) for grade in Grade.objects.all()}
    ends = change.kind == Change.Kind.DECLASSIFY
    none = t("none: declassified")
    return Grid(
        (Column("", 1), Column(t("Before"), 2.2), Column(t("After"), 2.2)),
        (
            (
                t("Grade"),
                grades.get(change.from_grade, change.from_grade),
                none if ends else grades.get(change.to_grade, change.to_grade),
            ),
            (
                t("Term"),
                said_term(change.from_term),
                "" if ends else said_term(change.to_term),
            ),
            (
                t("Mark"),
                mark_before(change),
                "" if ends else mark_after(change, local_day(at)),
            ),
        ),
    )
