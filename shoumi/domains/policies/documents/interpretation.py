"""An interpretation in official form: the clause, the question, the committee's answer (8.1)."""

from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.policies.documents.edition import translation_of
from shoumi.domains.policies.models import Question
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import BodyDecision
from shoumi.kernel.documents.papers import Heading, Language, Note, Paper, Paragraph


def interpretation_paper(question: Question, *, at: datetime, language: Language) -> Paper:
    """What the committee answered; whoever asked is not named."""
    clause, in_english = question.clause_asked, language == "en"
    with override(language):
        organ = question.entity.organ_name
        told = {"title": clause.edition.rule.display_title, "ident": clause.ident}
        return Paper(
            title=t("Interpretation of clause %(ident)s of “%(title)s”") % told,
            organ=organ,
            addressee=clause.edition.rule.applies_to.display_name,
            blocks=(
                *([Paragraph(translation_of(question.paper))] if in_english else []),
                Heading(t("1. The clause"), level=2),
                Paragraph(f"{clause.ident}  {clause.display_heading}\n{clause.display_text}"),
                Heading(t("2. The question"), level=2),
                Paragraph(question.asked_en if in_english else question.asked),
                Heading(t("3. The answer"), level=2),
                Paragraph(question.answer_en if in_english else question.answer),
                Note(_basis(question)),
            ),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=organ,
        )


def _basis(question: Question) -> str:
    decided = BodyDecision.objects.filter(step__approval__record_id=question.pk).latest("pk")
    return t("By the committee's resolution %(number)s of %(day)s.") % {
        "number": decided.basis.reference, "day": decided.decided_on.isoformat(),
    }  # fmt: skip
