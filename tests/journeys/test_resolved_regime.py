"""The committee resolves on the regime itself: its text and bindings come into force by that."""

from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.demo.regime import resolve
from shoumi.domains.committee.actions import Followed
from shoumi.domains.committee.models import Resolution
from shoumi.journeys import deciding
from shoumi.kernel.access import may
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.models import BodyDecision
from shoumi.regime import actions
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.kernel.witness import codes, nothing_changes
from tests.regime.conftest import OWN_TEXT


@pytest.fixture
def proposed(company: Cast, at: Ticker) -> Edition:
    edition = actions.take_default(by=company["office"], at=at())
    actions.confirm_all(edition, by=company["office"], at=at())
    return actions.propose_adoption(edition, by=company["office"], at=at())


def again(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def test_a_resolution_of_a_meeting_adopts_it_once(
    company: Cast, at: Ticker, proposed: Edition
) -> None:
    item = meetings.in_session(
        company, at, meetings.with_item(company, at, title="", matter=proposed)
    )
    meetings.carried(company, at, item)
    day = at.now.date() + timedelta(days=3)
    resolution = deciding.decide(
        meetings.again(item), followed=Followed(in_force_on=day), by=company["office"], at=at()
    )
    edition = again(proposed)
    assert (edition.state, edition.effective_on) == ("in_force", day)
    assert edition.number
    assert BodyDecision.objects.get().basis_id == resolution.pk
    assert resolution.effected_entry is not None
    with nothing_changes(), pytest.raises(Refused):
        deciding.decide(meetings.again(item), followed=Followed(), by=company["office"], at=at())
    done = Entry.objects.filter(verb="regime.follow_resolution", outcome="done")
    assert done.count() == 1


def test_nobody_adopts_it_by_hand_while_a_committee_sits(
    company: Cast, at: Ticker, proposed: Edition
) -> None:
    for name in ("regime.adopt", "regime.follow_resolution"):
        assert not [key for key in company.persons if may(company[key], name, proposed, at())]
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.adopt(proposed, verdict="agree", by=company["chair"], at=at())
    assert codes(refused) == ["by_body"]


def test_whoever_resolves_on_it_may_read_it(company: Cast, at: Ticker, proposed: Edition) -> None:
    seen = {
        key
        for key in company.persons
        if Edition.objects.visible_to(company[key], at.now).filter(pk=proposed.pk).exists()
    }
    assert seen == {*meetings.SEATED, "office", "office_head"}


@pytest.mark.parametrize(("verdict", "state"), [("return", "draft"), ("refuse", "dropped")])
def test_the_director_may_return_or_refuse_it_meanwhile(
    verdict: str, state: str, company: Cast, at: Ticker, proposed: Edition
) -> None:
    assert resolve(proposed, company, at, verdict).state == state


def test_a_day_before_the_decision_undoes_the_resolution(
    company: Cast, at: Ticker, proposed: Edition
) -> None:
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        resolve(proposed, company, at, on=at.now.date() - timedelta(days=1))
    assert invalid.value.field == "in_force_on"
    assert not Resolution.objects.exists()
    later = at.now.date() + timedelta(days=30)
    assert resolve(proposed, company, at, on=later).effective_on == later
    assert not Edition.objects.in_force_on(at.now.date()).exists()
    assert [one.pk for one in Edition.objects.in_force_on(later)] == [proposed.pk]


def test_of_two_first_editions_the_second_is_a_revision(
    company: Cast, at: Ticker, proposed: Edition
) -> None:
    office = company["office"]
    other = actions.import_text(title="制度", content=OWN_TEXT.encode(), by=office, at=at())
    for clause in other.clauses.all():
        actions.bind(other, ident=clause.ident, controls=[], because="无", by=office, at=at())
    actions.propose_adoption(other, by=office, at=at())
    resolve(proposed, company, at)
    with nothing_changes(), pytest.raises(Refused) as refused:
        resolve(other, company, at)
    assert codes(refused) == ["revision"]
    assert Resolution.objects.count() == 1
    assert resolve(other, company, at, "return").state == "draft"
