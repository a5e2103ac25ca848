"""Rules and interpretations in English: papers that say that the Chinese text governs."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions
from shoumi.domains.policies.documents.declared import ANSWER_TRANSLATION, TRANSLATION
from shoumi.domains.policies.models import Edition, Question
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.committee.test_slips import says
from tests.domains.policies import story
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.witness import codes, nothing_changes

OTHERS = ["head", "counsel", "chair", "engineer", "secrecy_admin", "sister_leader"]


def in_english(company: Cast, at: Ticker, basis: Record, *idents: str) -> Edition:
    """In force, these of its clauses with English."""
    draft = story.draft(company, at)
    for one in draft.clauses.filter(ident__in=idents):
        actions.write_clause(
            draft, ident=one.ident, heading=one.heading, text=one.text,
            heading_en=f"Heading {one.ident}", text_en=f"Words of clause {one.ident}.",
            by=company["office"], at=at(),
        )  # fmt: skip
    return story.in_force(company, at, basis, draft)


def papers_of(record: Any, form: Any) -> list[IssuedDocument]:
    return list(IssuedDocument.objects.filter(record_id=record.pk, form=form.code).order_by("pk"))


def answered(company: Cast, at: Ticker, basis: Record, edition: Edition) -> Question:
    return story.answered(company, at, basis, story.question(company, at, edition))


def translated(company: Cast, at: Ticker, question: Question, by: str = "office") -> Question:
    return actions.translate_answer(
        question, asked_en="Is a watch a telephone?", answer_en="Yes.", by=company[by], at=at()
    )


def test_the_edition_in_english_says_that_the_chinese_governs(
    company: Cast, at: Ticker, basis: Record
) -> None:
    edition = in_english(company, at, basis, "1", "2")
    actions.issue_translation(edition, by=company["office"], at=at())
    (paper,) = papers_of(edition, TRANSLATION)
    assert (paper.language, paper.mark) == ("en", "Internal")
    assert edition.paper is not None
    text = says(company, at, paper)
    for part in (
        "This is a translation. The Chinese text governs", edition.paper.number,
        "Words of clause 2.", "Rule on confidential meetings", paper.number, edition.text_sha256,
    ):  # fmt: skip
        assert part in text
    assert "与会人" not in text
    assert edition.paper_id == story.again(edition).paper_id
    actions.issue_translation(edition, by=company["office"], at=at())
    first, second = papers_of(edition, TRANSLATION)
    assert (first.state, second.supersedes_id) == ("superseded", first.pk)
    assert Entry.objects.filter(verb="policies.issue_translation", outcome="done").count() == 2


@pytest.mark.parametrize("idents", [(), ("1",)])
def test_a_clause_without_english_is_named(
    company: Cast, at: Ticker, basis: Record, idents: tuple[str, ...]
) -> None:
    edition = in_english(company, at, basis, *idents)
    with nothing_changes("documents.issueddocument"), pytest.raises(Refused) as refused:
        actions.issue_translation(edition, by=company["office"], at=at())
    assert codes(refused) == ["no_english"]
    assert "2" in str(refused.value)


def test_a_draft_is_not_issued_in_english(company: Cast, at: Ticker) -> None:
    draft = story.draft(company, at)
    for one in draft.clauses.all():
        actions.write_clause(
            draft, ident=one.ident, heading="x", text="x", heading_en="x", text_en="x",
            by=company["office"], at=at(),
        )  # fmt: skip
    with nothing_changes("documents.issueddocument"), pytest.raises(Refused) as refused:
        actions.issue_translation(draft, by=company["office"], at=at())
    assert codes(refused) == ["state"]


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_office_issues_translations(
    company: Cast, at: Ticker, basis: Record, who: str
) -> None:
    edition = in_english(company, at, basis, "1", "2")
    question = answered(company, at, basis, edition)
    with nothing_changes("documents.issueddocument"):
        with pytest.raises(Refused):
            actions.issue_translation(edition, by=company[who], at=at())
        with pytest.raises(Refused):
            translated(company, at, question, by=who)


def test_whoever_was_slower_is_told(company: Cast, at: Ticker, basis: Record) -> None:
    edition = in_english(company, at, basis, "1", "2")
    question = answered(company, at, basis, edition)
    stale, late = story.again(edition), story.again(question)
    actions.issue_translation(edition, by=company["office"], at=at())
    translated(company, at, question)
    with nothing_changes("documents.issueddocument"):
        with pytest.raises(Stale):
            actions.issue_translation(stale, by=company["office"], at=at())
        with pytest.raises(Stale):
            translated(company, at, late)


def test_an_interpretation_in_english(company: Cast, at: Ticker, basis: Record) -> None:
    edition = in_english(company, at, basis, "1", "2")
    asked = story.question(company, at, edition)
    with nothing_changes("documents.issueddocument"), pytest.raises(Refused) as refused:
        translated(company, at, asked)
    assert codes(refused) == ["not_published"]
    question = translated(company, at, story.answered(company, at, basis, asked))
    assert question.paper is not None
    (paper,) = papers_of(question, ANSWER_TRANSLATION)
    text = says(company, at, paper)
    for part in (
        "Is a watch a telephone?", "Yes.", "Words of clause 2.", question.paper.number,
        "The Chinese text governs",
    ):  # fmt: skip
        assert part in text
    with nothing_changes("documents.issueddocument"), pytest.raises(Invalid):
        actions.translate_answer(
            question, asked_en=" ", answer_en="Yes.", by=company["office"], at=at()
        )


def test_english_is_issued_and_read_on_the_screen(
    company: Cast, at: Ticker, basis: Record, as_: As
) -> None:
    edition = in_english(company, at, basis, "1", "2")
    question = answered(company, at, basis, edition)
    office = as_("office")
    of_edition = f"/records/{edition.pk}/do/policies.issue_translation"
    of_question = f"/records/{question.pk}/do/policies.translate_answer"
    assert of_edition in text_of(office.get(f"/rule-editions/{edition.pk}"))
    assert of_edition not in text_of(as_("engineer").get(f"/rule-editions/{edition.pk}"))
    version = story.again(edition).version
    assert office.post(of_edition, {"version": version}).status_code == 302
    assert of_question in text_of(office.get(f"/rule-questions/{question.pk}"))
    fields = {"asked_en": "Is a watch a telephone?", "answer_en": "Yes."}
    assert office.post(of_question, {"version": question.version, **fields}).status_code == 302
    (paper,) = papers_of(edition, TRANSLATION)
    assert paper.number in text_of(as_("engineer").get(f"/rule-editions/{edition.pk}"))
    opened = as_("engineer").post(f"/papers/{paper.pk}/open/pdf")
    assert opened.status_code == 200
    shown = text_of(as_("engineer").get(f"/rule-questions/{question.pk}"))
    assert "Is a watch a telephone?" in shown


def test_an_edition_without_english_offers_none(
    company: Cast, at: Ticker, basis: Record, as_: As
) -> None:
    edition = in_english(company, at, basis)
    page = text_of(as_("office").get(f"/rule-editions/{edition.pk}"))
    assert "policies.issue_translation" not in page
