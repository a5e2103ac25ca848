"""What stands beside the regime's text: its revision's way, answers, suspensions, confirmations."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions as policies
from shoumi.domains.policies.controls import rules_acknowledged
from shoumi.domains.policies.documents.edition import edition_paper
from shoumi.domains.policies.models import Edition as RuleEdition
from shoumi.journeys import revising
from shoumi.journeys.differing import compare
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls import Status
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.records.models import Record
from shoumi.regime import actions as regime
from shoumi.regime.facts import before
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.domains.register import scenes
from tests.domains.register.browsing import clock, text_of
from tests.domains.register.conftest import As, as_
from tests.journeys import revisions
from tests.journeys.revisions import first
from tests.kernel.witness import codes, nothing_changes

__all__ = ["as_", "clock", "first"]


@pytest.fixture
def basis(company: Cast, at: Ticker) -> Record:
    return Record.objects.get(pk=scenes.nominated(company, at).pk)


def asked_of_all(first: Edition, company: Cast, at: Ticker) -> RuleEdition:
    revising.ask_to_confirm(again(first), laws=story.LAWS, by=company["office"], at=at())
    found: RuleEdition = revising.rule_editions(first).get()
    return found


def test_what_was_adopted_at_once_is_put_before_everybody_and_says_so(
    first: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    day = local_day(at.now)
    taken = asked_of_all(first, company, at)
    assert (taken.state, taken.adopted_on) == ("in_force", first.effective_on)
    assert (taken.published_on, taken.in_force_on) == (day, day)
    assert not taken.consultations.exists()
    assert Receipt.objects.filter(dispatch__document=taken.paper).count() == Person.objects.count()
    assert again(first).state == "in_force"
    assert again(first).version == first.version
    assert taken.paper is not None
    paper = edition_paper(taken, at=at(), language="zh-hans")
    assert "通过前未征求员工意见" in str(paper.blocks[0])
    shown = text_of(as_("engineer").get(f"/rule-editions/{taken.pk}"))
    assert "The staff were not consulted before this was adopted." in shown
    assert rules_acknowledged(day).status is Status.DUE
    assert rules_acknowledged(day - timedelta(days=1)).status is Status.UNKNOWN
    for verb in ("regime.ask_to_confirm", "policies.enter_adopted", "policies.bring_into_force"):
        assert Entry.objects.filter(verb=verb, outcome="done").count() == 1
    revision = revisions.revised(company, at)
    assert (revision.ordinal, revision.supersedes) == (2, taken)
    assert again(taken).state == "superseded"


def test_nothing_is_put_before_everybody_twice_or_before_its_day(
    first: Edition, company: Cast, at: Ticker
) -> None:
    office = company["office"]
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        revising.ask_to_confirm(again(first), laws=[], by=office, at=at())
    assert invalid.value.field == "laws"
    with nothing_changes(), pytest.raises(Refused):
        revising.ask_to_confirm(again(first), laws=story.LAWS, by=company["chair"], at=at())
    asked_of_all(first, company, at)
    assert not revising.was_put_before_nobody(first)
    with nothing_changes(), pytest.raises(Refused) as refused:
        revising.ask_to_confirm(again(first), laws=story.LAWS, by=office, at=at())
    assert codes(refused) == ["published"]


def test_answers_and_suspensions_stand_beside_the_clause(
    first: Edition, company: Cast, at: Ticker, basis: Record, as_: As
) -> None:
    cache.clear()
    taken = asked_of_all(first, company, at)
    day = local_day(at.now)
    clause = taken.clauses.get(ident="4.M2")
    page = text_of(as_("engineer").get("/regime"))
    assert f"/rule-editions/{taken.pk}/ask?clause=4.M2" in page
    asking = text_of(as_("engineer").get(f"/rule-editions/{taken.pk}/ask?clause=4.M2"))
    assert f'<option value="{clause.pk}" selected>' in asking
    question = policies.ask_question(
        again(taken), clause=clause, asked="离任以后呢？", by=company["engineer"], at=at()
    )
    story.answered(company, at, basis, question)
    policies.suspend_clause(
        again(taken), clause=clause, law="civil_code", because="与上位法不一致",
        by=company["counsel"], at=at(),
    )  # fmt: skip
    for who in ("engineer", "office"):
        page = text_of(as_(who).get("/regime"))
        assert "离任以后呢？" in page
        assert "Suspended since" in page
        assert "与上位法不一致" in page
    wall = text_of(as_("office").get("/regime/wall"))
    assert wall.count("wall-halted") == 1
    before_it = text_of(as_("engineer").get(f"/regime?as_of={day - timedelta(days=1)}"))
    assert "Suspended since" not in before_it


def test_everybody_reads_at_which_step_the_revision_stands(
    first: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    draft = revisions.drafted(company, at)
    taken = revisions.laid(company, at, draft)

    def told(who: str) -> str:
        return text_of(as_(who).get("/regime"))

    assert "It lies ready for the staff" in told("office")
    assert "A revision is on its way" not in told("engineer")
    revisions.consulting(company, at, taken)
    closes = taken.consultations.get().closes_on
    assert f"The staff are consulted until {closes}." in told("engineer")
    assert f"/rule-editions/{taken.pk}/consultation" in told("engineer")
    difference = text_of(as_("engineer").get(f"/regime/editions/{draft.pk}/difference"))
    assert revisions.NEW_WORDS[:6] in difference or "半年" in difference
    assert "Asked from now on" in difference
    assert as_("engineer").get(f"/regime/editions/{draft.pk}").status_code == 404
    at(days=8)
    policies.close_consultation(again(taken), outcome="无异议", by=company["office"], at=at())
    assert "the office submits it next" in told("engineer")
    policies.check_basis(again(taken), laws=story.LAWS, by=company["office"], at=at())
    policies.submit_edition(again(taken), by=company["office"], at=at())
    assert "Counsel reviews it." in told("engineer")
    policies.review_edition(again(taken), verdict="agree", by=company["counsel"], at=at())
    assert "It waits for the committee" in told("engineer")
    revisions.resolved(company, at, taken)
    assert "the office publishes it next" in told("engineer")
    done = policies.publish_edition(again(taken), by=company["office"], at=at())
    policies.bring_into_force(done, by=HOUSE, at=at())
    page = told("office")
    assert "A revision is on its way" not in page
    assert f"0 of {Person.objects.count()} have confirmed it" in page
    assert again(draft).reference in page


def test_nobody_reads_a_draft_by_its_difference_before_he_is_asked(
    first: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    draft = revisions.drafted(company, at)
    revisions.laid(company, at, draft)
    assert as_("engineer").get(f"/regime/editions/{draft.pk}/difference").status_code == 404
    assert as_("office").get(f"/regime/editions/{draft.pk}/difference").status_code == 200
    assert as_("office").get(f"/regime/editions/{first.pk}/difference").status_code == 404


def test_the_difference_names_words_and_questions(
    first: Edition, company: Cast, at: Ticker
) -> None:
    draft = revisions.drafted(company, at)
    regime.add_clause(
        draft, ident="4.9", title="外包", text="外包前先签协议。", by=company["office"], at=at()
    )
    assert before(draft, local_day(at.now)) == first
    found = {one.words.ident: one for one in compare(first, draft) if not one.is_same}
    assert list(found) == ["2.1", "4.9", "5.1"]
    assert (found["2.1"].words.change, len(found["2.1"].added)) == ("same", 1)
    assert (found["4.9"].words.change, found["5.1"].words.change) == ("added", "changed")


def test_a_clause_is_added_only_where_it_belongs(first: Edition, company: Cast, at: Ticker) -> None:
    office = company["office"]
    draft = regime.draft_revision(by=office, at=at())
    for ident in ("9.1", "4", "4.1", "四", ""):
        with nothing_changes(), pytest.raises(Invalid) as invalid:
            regime.add_clause(draft, ident=ident, title="", text="x", by=office, at=at())
        assert invalid.value.field == "ident"
    regime.add_clause(draft, ident="4.9", title="外包", text="先签协议。", by=office, at=at())
    idents = list(draft.clauses.values_list("ident", flat=True))
    assert idents[idents.index("4.9") - 1 :][:3] == ["4.M4", "4.9", "5.1"]
    assert draft.clauses.get(ident="4.9").confirmed_at is None


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_the_screens_open_within_their_queries(
    first: Edition, company: Cast, at: Ticker, as_: As, lang: str
) -> None:
    asked_of_all(first, company, at)
    draft = revisions.drafted(company, at)
    taken = revisions.laid(company, at, draft)
    revisions.consulting(company, at, taken)
    for who, path, most in (
        ("office", "/regime/editions", 22), ("office", f"/regime/editions/{draft.pk}", 44),
        ("office", f"/rule-editions/{taken.pk}", 60),
        ("engineer", f"/rule-editions/{taken.pk}", 52),
        ("engineer", f"/regime/editions/{draft.pk}/difference", 24),
        ("engineer", f"/rule-editions/{taken.pk}/consultation", 34),
        ("office", "/regime/revise", 22), ("engineer", "/rules", 22),
    ):  # fmt: skip
        assert as_(who, lang).queries(path) <= most, path


@pytest.mark.parametrize("ident", ["5.1", "4.M2"])
def test_a_clause_is_written_on_its_page(
    first: Edition, company: Cast, at: Ticker, as_: As, ident: str
) -> None:
    office = as_("office")
    made = office.post("/regime/revise", {"version": "0"})
    draft = Edition.objects.get(state="draft")
    assert made.headers["Location"] == f"/regime/editions/{draft.pk}"
    page = f"/regime/editions/{draft.pk}/clauses/{ident}/words"
    assert again(draft).clauses.get(ident=ident).text in text_of(office.get(page))
    office.post(page, {"version": draft.version, "title": "新", "text": "新的一句。"})
    clause = draft.clauses.get(ident=ident)
    assert (clause.text, clause.confirmed_at) == ("新的一句。", None)
    assert as_("engineer").get(page).status_code == 404


def act(browser: Any, record: Any, action: str, **data: Any) -> Any:
    version = again(record).version
    return browser.post(f"/records/{record.pk}/do/{action}", {"version": version, **data})


def test_it_is_laid_and_taken_back_by_buttons(
    first: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    draft, office = revisions.drafted(company, at), as_("office")

    def offered() -> str:
        return text_of(office.get(f"/regime/editions/{draft.pk}"))

    assert "regime.lay_before_staff" in offered()
    assert "regime.propose_adoption" not in offered()
    sent = act(office, draft, "regime.lay_before_staff")
    taken = revising.rule_editions(draft).get()
    assert sent.headers["Location"] == f"/rule-editions/{taken.pk}"
    shown = text_of(office.get(f"/rule-editions/{taken.pk}"))
    assert "policies.write_clause" not in shown
    assert "What shows whether each clause is kept" in shown
    assert "regime.take_back" in offered()
    act(office, draft, "regime.take_back")
    assert again(draft).state == "draft"


def test_the_office_asks_everybody_by_a_button(
    first: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    office = as_("office")
    page = text_of(office.get(f"/records/{first.pk}/do/regime.ask_to_confirm"))
    assert 'value="anti_unfair_competition"' in page
    act(office, first, "regime.ask_to_confirm", laws=["anti_unfair_competition"])
    assert revising.rule_editions(first).get().state == "in_force"
    assert "regime.ask_to_confirm" not in text_of(office.get(f"/regime/editions/{first.pk}"))
