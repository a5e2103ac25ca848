"""承诺书: the year's words as everybody signs them (4.M2); and 专家意见 as it was signed (3.3)."""

from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.committee.documents.letter import signed_by
from shoumi.domains.committee.models import Opinion, Undertaking
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Facts,
    Heading,
    Language,
    Note,
    Paper,
    Paragraph,
    Signatures,
)


def undertaking_paper(undertaking: Undertaking, *, at: datetime, language: Language) -> Paper:
    """The exact text, with a line for whoever signs on paper."""
    entity = undertaking.entity
    with override(language):
        return Paper(
            title=t("Undertaking of the year %(year)s") % {"year": undertaking.year},
            organ=entity.organ_name,
            blocks=(
                *(Paragraph(one) for one in undertaking.text.split("\n") if one.strip()),
                Signatures((t("Signed by"),)),
            ),
            dated=local_day(at),
            language=language,
            closing=signed_by(entity),
        )


def opinion_paper(opinion: Opinion, *, at: datetime, language: Language) -> Paper:
    """The question, the opinion in its own words, and the hash of these."""
    entity = opinion.entity
    with override(language):
        return Paper(
            title=t("Expert opinion"),
            organ=entity.organ_name,
            blocks=(
                Facts(
                    (
                        (t("About"), opinion.about.reference),
                        (t("Field"), opinion.get_field_display()),
                        (t("Expert"), opinion.asked_of.display_name),
                    )
                ),
                Heading(t("What was asked")),
                Paragraph(opinion.asked),
                Heading(t("Opinion")),
                Paragraph(opinion.text),
                Note(t("SHA-256 of the opinion: %(hash)s") % {"hash": opinion.text_sha256}),
            ),
            dated=local_day(at),
            language=language,
            closing=opinion.asked_of.display_name,
        )
