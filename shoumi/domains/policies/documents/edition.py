"""An edition in official form, as it is published, and the sheet to sign that it was read."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.policies.facts import basis_of, clauses_of
from shoumi.domains.policies.governing import Annexed, annexed
from shoumi.domains.policies.models import Edition
from shoumi.foundation.law import load_laws
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.models import IssuedDocument
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


def edition_paper(edition: Edition, *, at: datetime, language: Language) -> Paper:
    """The text that everybody confirms, clause by clause, with what it rests on and its hash."""
    with override(language):
        organ = edition.entity.organ_name
        return Paper(
            title=edition.rule.display_title,
            organ=organ,
            addressee=edition.rule.applies_to.display_name,
            blocks=tuple(_blocks(edition, language)),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=organ,
        )


def _blocks(edition: Edition, language: Language) -> Iterator[Block]:
    if language == "en":
        yield Paragraph(translation_of(edition.paper))
    told = {"ordinal": edition.ordinal, "day": edition.in_force_on, "adopted": edition.adopted_on}
    if edition.consultations.exists():
        yield Paragraph(t("Edition %(ordinal)s, adopted by the committee on %(adopted)s, in force "
                          "from %(day)s.") % told)  # fmt: skip
    else:
        yield Paragraph(t("Edition %(ordinal)s, adopted on %(adopted)s without the staff having "
                          "been consulted; published, and to be followed by all, from %(day)s.")
                        % told)  # fmt: skip
    if edition.supersedes is not None:
        yield Paragraph(t("It replaces edition %(ordinal)s (%(number)s).") % {
            "ordinal": edition.supersedes.ordinal, "number": edition.supersedes.number,
        })  # fmt: skip
    for one in clauses_of(edition):
        yield Heading(t("Clause %(ident)s  %(heading)s") % {
            "ident": one.ident, "heading": one.display_heading,
        }, level=2)  # fmt: skip
        yield Paragraph(one.display_text)
    annex = annexed(edition)
    if annex is not None:
        yield Heading(t("Annex  %(title)s") % {"title": annex.title}, level=2)
        yield from _tables(annex)
    yield Note(t("Checked against: %(laws)s.") % {"laws": t("; ").join(_laws(edition, language))})
    yield Note(t("Hash of the text (SHA-256): %(hash)s") % {"hash": edition.text_sha256})


def _tables(annex: Annexed) -> Iterator[Grid]:
    """One table, or several of about as many columns, each of which begins with the first one."""
    widths = annex.widths or [1.0] * len(annex.columns)
    columns = [Column(*one) for one in zip(annex.columns, widths, strict=True)]
    others = max(len(columns) - 1, 1)
    tables = ceil(others / annex.beside) if annex.beside else 1
    most = ceil(others / tables)
    for start in range(1, 1 + others, most):
        shown = [0, *range(start, min(start + most, len(columns)))]
        yield Grid(
            tuple(columns[place] for place in shown),
            tuple(tuple(row[place] for place in shown) for row in annex.rows),
        )


def translation_of(paper: IssuedDocument | None) -> str:
    """What a translation says of itself."""
    told = {"number": paper.number if paper is not None else "—"}
    return t("This is a translation. The Chinese text governs (%(number)s).") % told


def _laws(edition: Edition, language: Language) -> Iterator[str]:
    known = load_laws().laws
    day = edition.published_on or local_day(edition.created_at)
    for key, version in basis_of(edition, day).items():
        if key in known:
            name = known[key].title.said_in(language)
            yield t("%(law)s (version %(version)s)") % {"law": name, "version": version}


def signature_sheet(
    edition: Edition, people: Sequence[Person], *, at: datetime, language: Language
) -> Paper:
    """A line for each of these people to sign that the text was read."""
    with override(language):
        told = {
            "title": edition.rule.display_title, "number": edition.paper or edition.reference,
            "ordinal": edition.ordinal,
        }  # fmt: skip
        return Paper(
            title=t("Signatures that the rule was read"),
            organ=edition.entity.organ_name,
            blocks=(
                Paragraph(t("I have read “%(title)s” (edition %(ordinal)s, %(number)s) and will "
                            "follow it.") % told),
                Grid(
                    (
                        Column(t("Staff number"), 1),
                        Column(t("Name"), 1),
                        Column(t("Department"), 1.6),
                        Column(t("Signature"), 1.4),
                        Column(t("Day"), 1),
                    ),
                    tuple(
                        (one.staff_number, one.display_name, one.org_unit.display_name, "", "")
                        for one in people
                    ),
                ),
                Note(t("Hash of the text (SHA-256): %(hash)s") % {"hash": edition.text_sha256}),
            ),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
        )  # fmt: skip
