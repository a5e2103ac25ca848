"""A revision of the regime on its way as a rule; each step goes on from the one before."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.demo.regime import adopt_default
from shoumi.domains.committee.actions import Followed
from shoumi.domains.policies import actions as policies
from shoumi.domains.policies.daily import go_on
from shoumi.domains.policies.models import Edition as RuleEdition
from shoumi.journeys import deciding, revising
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.regime import actions as regime
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.domains.policies.story import LAWS, again

NEW_WORDS = "委员会每半年召开一次全体会议，形成会议纪要。"


def in_force(cast: Cast, at: Ticker) -> Edition:
    """The first edition, adopted at once; the day after."""
    edition = adopt_default(cast, at)
    at(days=1)
    return edition


def drafted(cast: Cast, at: Ticker) -> Edition:
    """Clause 5.1 says something else, and clause 2.1 is asked something else."""
    office = cast["office"]
    edition = regime.draft_revision(by=office, at=at())
    regime.write_clause(edition, ident="5.1", title="会议", text=NEW_WORDS, by=office, at=at())
    regime.confirm_all(edition, by=office, at=at())
    held = edition.clauses.get(ident="5.1")
    regime.bind(edition, ident="5.1", controls=held.controls, because="x", by=office, at=at())
    regime.bind(
        edition, ident="2.1", controls=["register.elements_grounded", "register.scope_listed"],
        by=office, at=at(),
    )  # fmt: skip
    return edition


def laid(cast: Cast, at: Ticker, edition: Edition | None = None) -> RuleEdition:
    edition = edition or drafted(cast, at)
    revising.lay(again(edition), by=cast["office"], at=at())
    found: RuleEdition = revising.rule_editions(edition).last()
    return found


def consulting(cast: Cast, at: Ticker, taken: RuleEdition) -> RuleEdition:
    closes = local_day(at.now) + timedelta(days=7)
    return policies.open_consultation(
        again(taken), closes_on=closes, how="公告栏和班组会", by=cast["office"], at=at()
    )


def consulted(cast: Cast, at: Ticker, taken: RuleEdition) -> RuleEdition:
    consulting(cast, at, taken)
    at(days=8)
    return policies.close_consultation(
        again(taken), outcome="无异议", by=cast["office"], at=at()
    )  # fmt: skip


def submitted(cast: Cast, at: Ticker, taken: RuleEdition) -> RuleEdition:
    taken = consulted(cast, at, taken)
    policies.check_basis(taken, laws=LAWS, by=cast["office"], at=at())
    return policies.submit_edition(taken, by=cast["office"], at=at())


def before_committee(cast: Cast, at: Ticker, taken: RuleEdition) -> RuleEdition:
    taken = submitted(cast, at, taken)
    policies.review_edition(taken, verdict="agree", by=cast["counsel"], at=at())
    return taken


def resolved(cast: Cast, at: Ticker, taken: RuleEdition, verdict: str = "agree") -> RuleEdition:
    """The director decides until the committee meets."""
    deciding.decide_meanwhile(
        entity=cast.units["YL"], text="同意修订。", matter=again(taken), verdict=verdict,
        followed=Followed(), by=cast["chair"], at=at(),
    )  # fmt: skip
    return again(taken)


def published(
    cast: Cast, at: Ticker, edition: Edition | None = None, wanted_on: date | None = None
) -> RuleEdition:
    taken = laid(cast, at, edition)
    policies.describe_edition(
        taken, summary="会议改为每半年一次", wanted_on=wanted_on, by=cast["office"], at=at()
    )
    taken = resolved(cast, at, before_committee(cast, at, taken))
    return policies.publish_edition(taken, by=cast["office"], at=at())


def revised(cast: Cast, at: Ticker) -> RuleEdition:
    """In force as a rule and as the regime."""
    taken = published(cast, at)
    go_on(by=HOUSE, at=at())
    return again(taken)


@pytest.fixture
def first(company: Cast, at: Ticker) -> Edition:
    return in_force(company, at)


@pytest.fixture
def draft(first: Edition, company: Cast, at: Ticker) -> Edition:
    return drafted(company, at)


@pytest.fixture
def taken(draft: Edition, company: Cast, at: Ticker) -> RuleEdition:
    return laid(company, at, draft)
