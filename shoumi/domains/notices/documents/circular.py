"""A circular in official form, and the sheet on which it is signed for (3.2)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.notices.models import Addressee, Circular
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Block,
    Column,
    Grid,
    Language,
    Note,
    Paper,
    Paragraph,
)

NAMED = 12


def circular_paper(
    circular: Circular, to: Sequence[Addressee], *, at: datetime, language: Language
) -> Paper:
    """What everybody confirms."""
    with override(language):
        organ = circular.entity.organ_name
        blocks: list[Block] = [Paragraph(part) for part in circular.text.split("\n\n")]
        blocks.append(Note(t("To be confirmed by %(day)s.") % {"day": circular.due_on}))
        return Paper(
            title=circular.title, organ=organ, addressee=_named(to), blocks=tuple(blocks),
            dated=local_day(at), language=language, mark=t("Internal"), closing=organ,
        )  # fmt: skip


def _named(to: Iterable[Addressee]) -> str:
    """By name where they are few, else how many they are."""
    names = [str(one) for one in to]
    if len(names) > NAMED:
        told = {"names": t(", ").join(names[:NAMED]), "count": len(names)}
        return t("%(names)s and others, %(count)s in all") % told
    return t(", ").join(names)


def signature_sheet(
    circular: Circular, people: Sequence[Person], *, at: datetime, language: Language
) -> Paper:
    """A line for each of these people, in the order given."""
    with override(language):
        told = {"title": circular.title, "number": circular.reference}
        return Paper(
            title=t("Signatures that the circular was read"),
            organ=circular.entity.organ_name,
            blocks=(
                Paragraph(t("I have read “%(title)s” (%(number)s).") % told),
                Grid(
                    (
                        Column(t("Department"), 1.6), Column(t("Staff number"), 1),
                        Column(t("Name"), 1), Column(t("Signature"), 1.4), Column(t("Day"), 1),
                    ),
                    tuple(
                        (one.org_unit.display_name, one.staff_number, one.display_name, "", "")
                        for one in people
                    ),
                ),
            ),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
        )  # fmt: skip
