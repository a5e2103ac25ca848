"""A rule and an interpretation in English, as translations of the Chinese text (4.1, 8.1)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.actions.interpreting import ANSWER, ASKED
from shoumi.domains.policies.documents.declared import ANSWER_TRANSLATION, TRANSLATION
from shoumi.domains.policies.documents.edition import edition_paper
from shoumi.domains.policies.documents.interpretation import interpretation_paper
from shoumi.domains.policies.facts import clauses_of
from shoumi.domains.policies.models import Edition, Question
from shoumi.domains.policies.rules.flow import EDITION
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions import Refused, action, require_said
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import move

NOT_PUBLISHED = Reason(
    "not_published", _("Only what has been published is issued in English. Publish it first.")
)


@action(
    "policies.issue_translation", label=_("Issue it in English"), clauses=("4.1", "8.1"),
    step="policies.issue_translation",
)  # fmt: skip
def issue_translation(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """The published text in English, under a number of its own; one issued before is replaced.
    Raises Refused, Sealed, DiskFull."""
    lacking = [one.ident for one in clauses_of(edition) if not (one.heading_en and one.text_en)]
    if lacking:
        text = _("These clauses have no English: %(clauses)s. The next edition can bring it.")
        raise Refused(Reason("no_english", text % {"clauses": ", ".join(lacking)}))
    move(edition, EDITION, "policies.issue_translation", by=by, at=at)
    papers.issue(
        edition, paper=edition_paper(edition, at=at, language="en"), form=TRANSLATION.code,
        supersedes=_before(edition, TRANSLATION.code), by=by, at=at,
    )  # fmt: skip
    return edition


@action("policies.translate_answer", label=_("Issue it in English"), clauses=("8.1",))
def translate_answer(
    question: Question, *, asked_en: str, answer_en: str, by: Actor, at: datetime
) -> Question:
    """The published interpretation in these English words; one issued before is replaced. Raises
    Refused, Invalid, Sealed, DiskFull."""
    if question.state != "published":
        raise Refused(NOT_PUBLISHED)
    question.asked_en = require_said(
        "asked_en", asked_en, ASKED, _("Write the question in English.")
    )
    question.answer_en = require_said(
        "answer_en", answer_en, ANSWER, _("Write the answer in English.")
    )
    question.save()
    papers.issue(
        question, paper=interpretation_paper(question, at=at, language="en"),
        form=ANSWER_TRANSLATION.code, supersedes=_before(question, ANSWER_TRANSLATION.code),
        by=by, at=at,
    )  # fmt: skip
    return question


def _before(record: Record, form: str) -> IssuedDocument | None:
    rows = IssuedDocument.objects.in_force().filter(record_id=record.pk, form=form)
    return rows.order_by("pk").last()
