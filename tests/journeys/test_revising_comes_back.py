"""A revision that comes back, that is not adopted, or that can't come into force as it was."""

from datetime import timedelta

import pytest
from django.db import connection

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions as policies
from shoumi.domains.policies.daily import go_on
from shoumi.domains.policies.facts import hash_of
from shoumi.domains.policies.models import Edition as RuleEdition
from shoumi.journeys import revising
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused
from shoumi.kernel.tasks.duties import find as find_duty
from shoumi.regime import actions as regime
from shoumi.regime.assessment import edition_on
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.domains.register import scenes
from tests.journeys import revisions
from tests.journeys.revisions import draft, first, taken
from tests.kernel.witness import codes, nothing_changes

__all__ = ["draft", "first", "taken"]


def test_withdrawn_it_is_a_draft_again_and_laid_as_another_edition(
    taken: RuleEdition, draft: Edition, company: Cast, at: Ticker
) -> None:
    revisions.consulting(company, at, taken)
    policies.withdraw_edition(again(taken), note="另议", by=company["office"], at=at())
    assert again(draft).state == "draft"
    again_laid = revisions.laid(company, at, draft)
    assert (again_laid.ordinal, again_laid.rule_id) == (2, taken.rule_id)
    assert again(draft).state == "on_its_way"


@pytest.mark.parametrize("who", ["counsel", "committee"])
def test_returned_it_is_changed_and_laid_anew_in_the_same_edition(
    who: str, taken: RuleEdition, draft: Edition, company: Cast, at: Ticker
) -> None:
    office = company["office"]
    revisions.submitted(company, at, taken)
    if who == "counsel":
        policies.review_edition(
            again(taken), verdict="return", note="第5.1条不清楚", by=company["counsel"], at=at()
        )
    else:
        policies.review_edition(again(taken), verdict="agree", by=company["counsel"], at=at())
        revisions.resolved(company, at, taken, "return")
    assert (again(draft).state, again(taken).state) == ("draft", "consulted")
    with nothing_changes(), pytest.raises(Refused) as refused:
        policies.submit_edition(again(taken), by=office, at=at())
    assert codes(refused) == ["guard"]
    before = hash_of(taken)
    regime.write_clause(
        again(draft), ident="5.1", title="会议", text="每季度一次。", by=office, at=at()
    )
    regime.confirm_all(again(draft), by=office, at=at())
    assert revisions.laid(company, at, draft) == taken
    assert taken.clauses.get(ident="5.1").text == "每季度一次。"
    assert hash_of(again(taken)) != before
    # What lay before the staff is kept by its hash, so that nobody takes one text for the other.
    assert again(taken).consultations.get().text_sha256 == before
    revisions.consulting(company, at, taken)


def test_what_the_staff_said_is_taken_up_by_taking_the_draft_back(
    taken: RuleEdition, draft: Edition, company: Cast, at: Ticker
) -> None:
    revisions.consulted(company, at, taken)
    revising.take_back(again(draft), by=company["office"], at=at())
    assert again(draft).state == "draft"
    with pytest.raises(Refused):
        policies.submit_edition(again(taken), by=company["office"], at=at())
    revisions.laid(company, at, draft)
    assert again(taken).state == "consulted"


def test_declined_it_is_dropped(
    taken: RuleEdition, draft: Edition, company: Cast, at: Ticker
) -> None:
    revisions.before_committee(company, at, taken)
    revisions.resolved(company, at, taken, "refuse")
    assert (again(taken).state, again(draft).state) == ("declined", "dropped")


def test_of_two_drafts_one_is_on_its_way(
    taken: RuleEdition, draft: Edition, company: Cast, at: Ticker
) -> None:
    office = company["office"]
    other = regime.take_default(by=office, at=at())
    regime.confirm_all(other, by=office, at=at())
    regime.bind(other, ident="2.1", controls=["register.scope_listed"], by=office, at=at())
    with nothing_changes(), pytest.raises(Refused) as refused:
        revising.lay(again(other), by=office, at=at())
    assert codes(refused) == ["on_the_way"]
    revising.take_back(again(draft), by=office, at=at())
    with pytest.raises(Refused) as refused:
        revising.lay(again(other), by=office, at=at())
    assert codes(refused) == ["on_the_way"]
    policies.withdraw_edition(again(taken), note="合并", by=office, at=at())
    assert revisions.laid(company, at, other).annex["regime"] == other.pk


def test_what_was_tampered_with_holds_up_no_other_and_can_be_withdrawn(
    first: Edition, company: Cast, at: Ticker, other_rule: RuleEdition
) -> None:
    draft = revisions.drafted(company, at)
    day = local_day(at.now) + timedelta(days=30)
    taken = revisions.published(company, at, draft, wanted_on=day)
    tampered(draft)
    at(days=31)
    assert go_on(by=HOUSE, at=at()) >= 1
    assert again(other_rule).state == "in_force"
    assert (again(taken).state, again(draft).state) == ("published", "on_its_way")
    assert edition_on(local_day(at.now)) == first
    with nothing_changes(), pytest.raises(Refused) as refused:
        policies.bring_into_force(again(taken), by=HOUSE, at=at())
    assert codes(refused) == ["changed"]
    falling = list(find_duty("policies.clear_the_way").find(local_day(at.now)))
    assert [(one.record, one.lead) for one in falling] == [(taken, company["office_head"])]
    policies.withdraw_edition(again(taken), note="草稿被改动", by=company["office"], at=at())
    assert (again(taken).state, again(draft).state) == ("withdrawn", "draft")


def test_what_is_decided_and_goes_well_is_not_withdrawn(
    first: Edition, company: Cast, at: Ticker
) -> None:
    day = local_day(at.now) + timedelta(days=60)
    taken = revisions.published(company, at, wanted_on=day)
    with nothing_changes(), pytest.raises(Refused) as refused:
        policies.withdraw_edition(again(taken), note="不要了", by=company["office"], at=at())
    assert codes(refused) == ["decided"]


@pytest.fixture
def other_rule(company: Cast, at: Ticker) -> RuleEdition:
    """Published, to come into force with the next round."""
    edition = story.adopted(company, at, scenes.nominated(company, at))
    return policies.publish_edition(edition, by=company["office"], at=at())


def tampered(draft: Edition) -> None:
    """Past the house's actions, as whoever has the database could."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE regime_clause SET text = '改' WHERE edition_id = %s", [draft.pk])
