"""签收单: a line for each to sign, for people without an account. Number only, no title."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.documents.papers import Block, Column, Grid, Language, Note, Paper, Paragraph

AT_MOST = 1000


def sheet(
    dispatch: Dispatch, rows: Sequence[Receipt], *, at: datetime, language: Language
) -> Paper:
    """The receipts in their order; who has answered already is not asked again."""
    with override(language):
        entity = dispatch.record.entity
        blocks: list[Block] = [
            Paragraph(dispatch.subject),
            Grid(
                (
                    Column(t("Staff number"), 1),
                    Column(t("Name"), 1),
                    Column(t("Department"), 1.6),
                    Column(t("Signature"), 1.4),
                    Column(t("Day"), 1),
                ),
                tuple(
                    (
                        row.person.staff_number,
                        row.person.display_name,
                        row.person.org_unit.display_name,
                        "",
                        "",
                    )
                    for row in rows
                ),
            ),
        ]
        last = t("Sign with the day on which you sign. The sheet is kept as evidence.")
        told = f"{t('Paper, SHA-256')}: {dispatch.sha256}" if dispatch.sha256 else ""
        return Paper(
            title=t("Signatures"),
            organ=entity.organ_name,
            blocks=(*blocks, *(Note(words) for words in (last, told) if words)),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
        )
