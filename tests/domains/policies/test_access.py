"""Who may do what with rules, and that a form grown stale is refused whatever it asks for."""

import io
from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions
from shoumi.domains.policies.models import Edition
from shoumi.kernel.access import may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Refused, Stale
from shoumi.kernel.delivery.actions import acknowledge, acknowledge_on_paper
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.documents.actions import add_evidence
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.kernel.papers import PDF

WHO = ("office", "legal_custodian", "counsel", "chair", "marketer", "custodian", "system_admin")
KEEPERS = {"office", "legal_custodian"}
EVERYBODY = set(WHO)
# Who of them may, of a rule that the legal department answers for and that applies to all.
MATRIX: dict[str, set[str]] = {
    "write_clause": KEEPERS, "strike_clause": KEEPERS, "describe_edition": KEEPERS,
    "check_basis": KEEPERS, "write_annex": KEEPERS, "open_consultation": KEEPERS,
    "enter_remark": KEEPERS,
    "close_consultation": KEEPERS, "submit_edition": KEEPERS, "withdraw_edition": KEEPERS,
    "review_in_force": KEEPERS, "remark": EVERYBODY, "ask_question": EVERYBODY,
    "publish_edition": {"office"}, "enter_signatures": {"office"},
    "issue_signature_sheet": {"office"}, "suspend_clause": {"office", "counsel"},
    "follow_resolution": set(), "bring_into_force": set(), "ask_newcomers": set(),
    "review_edition": set(),
}  # fmt: skip


@pytest.mark.parametrize("action", sorted(MATRIX))
def test_who_may_what_with_an_edition(
    edition: Edition, company: Cast, at: Ticker, action: str
) -> None:
    allowed = {who for who in WHO if may(company[who], f"policies.{action}", edition, at())}
    assert allowed == MATRIX[action]


@pytest.mark.parametrize("action", ["draft_edition", "propose_repeal", "abandon_rule"])
def test_who_may_what_with_a_rule(edition: Edition, company: Cast, at: Ticker, action: str) -> None:
    rule = story.rule_of(edition)
    assert {w for w in WHO if may(company[w], f"policies.{action}", rule, at())} == KEEPERS


def test_only_the_house_brings_into_force_and_asks_newcomers(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    for action in ("bring_into_force", "ask_newcomers", "follow_resolution"):
        assert may(HOUSE, f"policies.{action}", edition, at())
    with pytest.raises(Refused):
        actions.ask_newcomers(edition, by=HOUSE, at=at())


def test_a_question_is_answered_by_the_keepers_and_withdrawn_by_the_asker(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    asked = story.question(company, at, edition)
    for action, allowed in (
        ("draft_answer", KEEPERS), ("dismiss_question", KEEPERS), ("publish_answer", {"office"}),
        ("withdraw_question", {"marketer"}),
    ):  # fmt: skip
        found = {who for who in WHO if may(company[who], f"policies.{action}", asked, at())}
        assert found == allowed


def test_one_confirms_for_oneself_or_the_office_enters_the_paper(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    receipt = Receipt.objects.get(person=company["marketer"], dispatch__document=edition.paper)
    for who in ("office", "chair", "engineer"):
        with pytest.raises(Refused):
            acknowledge(again(receipt), by=company[who], at=at())
    paper = add_evidence(
        again(edition), file=io.BytesIO(PDF), file_name="a.pdf", description="签名表",
        signed_on=story.day(at), by=company["office"], at=at(),
    )  # fmt: skip
    with pytest.raises(Refused):
        acknowledge_on_paper(again(receipt), evidence=paper, by=company["marketer"], at=at())
    acknowledge_on_paper(again(receipt), evidence=paper, by=company["office"], at=at())
    assert again(receipt).method == "paper"


def test_a_stale_form_is_refused_at_every_step(
    draft: Edition, company: Cast, at: Ticker, basis: Record
) -> None:
    office, closes = company["office"], story.day(at) + timedelta(days=7)
    steps: list[tuple[Any, dict[str, Any], str]] = [
        (actions.describe_edition, {"summary": "新订"}, "office"),
        (actions.check_basis, {"laws": story.LAWS}, "office"),
        (actions.open_consultation, {"closes_on": closes, "how": "公告"}, "office"),
        (actions.close_consultation, {"outcome": "无异议"}, "office"),
        (actions.submit_edition, {}, "office"),
        (actions.review_edition, {"verdict": "agree"}, "counsel"),
        (actions.publish_edition, {}, "office"),
        (actions.bring_into_force, {}, "house"),
        (actions.review_in_force, {"finding": "stands", "laws": story.LAWS, "note": "核对"},
         "office"),
    ]  # fmt: skip
    for act, asked, who in steps:
        by: Any = HOUSE if who == "house" else company[who]
        stale = again(draft).seen_at(again(draft).version - 1)
        with pytest.raises(Stale):
            act(stale, **asked, by=by, at=at())
        act(again(draft), **asked, by=by, at=at())
        if act is actions.open_consultation:
            at(days=8)
        if act is actions.review_edition:
            story.resolved(draft, at, basis)
    assert again(draft).state == "in_force"
    assert office == again(draft).owner
