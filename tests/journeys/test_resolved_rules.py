"""What the committee resolves on rules: an edition, a repeal and an answer follow it at once."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee.actions import clear_for_matter
from shoumi.domains.committee.facts import uncleared
from shoumi.domains.committee.models import AgendaItem, Resolution
from shoumi.domains.policies import actions
from shoumi.journeys import deciding
from shoumi.kernel.actions import Refused
from shoumi.kernel.approvals.models import BodyDecision
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.policies import story
from tests.domains.register import scenes
from tests.kernel.witness import codes


def voted(cast: Cast, at: Ticker, matter: Any, choice: str = "agree") -> AgendaItem:
    """A meeting was called, whoever sat there may see the matter, and all voted so."""
    item = meetings.with_item(cast, at, title="", matter=story.again(matter))
    meetings.notified(cast, at, item)
    if uncleared(item, at.now):
        clear_for_matter(meetings.again(item), because="审议需要", by=cast["office"], at=at())
    item = meetings.in_session(cast, at, item, told=True)
    vote = meetings.opened(cast, at, item)
    meetings.cast_all(cast, at, vote, choice)
    meetings.closed(cast, at, vote)
    return meetings.again(item)


def resolve(cast: Cast, at: Ticker, matter: Any) -> Resolution:
    item = voted(cast, at, matter)
    return deciding.decide(item, followed=meetings.NO_LEAD, by=cast["office"], at=at())


def test_an_edition_is_adopted_by_the_committee(company: Cast, at: Ticker) -> None:
    edition = story.before_committee(company, at, story.draft(company, at))
    resolution = resolve(company, at, edition)
    assert story.again(edition).state == "adopted"
    assert BodyDecision.objects.get().basis_id == resolution.pk
    actions.publish_edition(story.again(edition), by=company["office"], at=at())


def test_what_the_committee_does_not_carry_is_not_adopted(company: Cast, at: Ticker) -> None:
    edition = story.before_committee(company, at, story.draft(company, at))
    item = voted(company, at, edition, "refuse")
    with pytest.raises(Refused) as refused:
        deciding.decide(item, followed=meetings.NO_LEAD, by=company["office"], at=at())
    assert codes(refused) == ["not_carried"]
    assert story.again(edition).state == "submitted"


def test_a_rule_is_repealed_by_the_committee(company: Cast, at: Ticker) -> None:
    edition = story.in_force(company, at, scenes.nominated(company, at))
    rule = story.rule_of(edition)
    actions.propose_repeal(rule, note="并入新制度", by=company["office"], at=at())
    resolve(company, at, rule)
    assert (story.again(rule).state, story.again(edition).state) == ("repealed", "repealed")


def test_an_answer_is_agreed_by_the_committee(company: Cast, at: Ticker) -> None:
    edition = story.in_force(company, at, scenes.nominated(company, at))
    question = story.question(company, at, edition)
    actions.draft_answer(story.again(question), answer="算。", by=company["office"], at=at())
    resolve(company, at, question)
    assert story.again(question).state == "agreed"
    actions.publish_answer(story.again(question), by=company["office"], at=at())


def test_what_was_taken_back_meanwhile_is_not_resolved(company: Cast, at: Ticker) -> None:
    edition = story.before_committee(company, at, story.draft(company, at))
    item = voted(company, at, edition)
    actions.withdraw_edition(story.again(edition), note="另行起草", by=company["office"], at=at())
    with pytest.raises(Refused):
        deciding.decide(item, followed=meetings.NO_LEAD, by=company["office"], at=at())
    assert not Resolution.objects.exists()
