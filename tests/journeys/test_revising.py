"""The regime's revision goes the way of every rule, and the regime with its bindings follows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions as policies
from shoumi.domains.policies.daily import go_on
from shoumi.domains.policies.facts import in_force
from shoumi.domains.policies.governing import annexed
from shoumi.domains.policies.models import Edition as RuleEdition
from shoumi.domains.policies.models import Rule
from shoumi.journeys import revising
from shoumi.kernel.access import may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.delivery.models import Receipt
from shoumi.regime import actions as regime
from shoumi.regime.assessment import assess, edition_on
from shoumi.regime.facts import fingerprint
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.domains.policies.story import again, confirmed
from tests.journeys import revisions
from tests.journeys.revisions import draft, first, taken
from tests.kernel.witness import codes, nothing_changes

__all__ = ["draft", "first", "taken"]


def done(verb: str) -> int:
    return Entry.objects.filter(verb=verb, outcome="done").count()


def test_from_the_draft_to_everybodys_confirmation(
    first: Edition, company: Cast, at: Ticker
) -> None:
    draft = revisions.drafted(company, at)
    wanted = local_day(at.now) + timedelta(days=40)
    taken = revisions.published(company, at, draft, wanted_on=wanted)
    assert Receipt.objects.filter(dispatch__document=taken.paper).count() == Person.objects.count()
    assert go_on(by=HOUSE, at=at()) == 0
    assert again(draft).state == "on_its_way"
    at(days=45)
    assert go_on(by=HOUSE, at=at()) >= 1
    old, new = again(first), again(draft)
    assert (old.state, old.superseded_on) == ("superseded", wanted)
    assert (new.state, new.effective_on) == ("in_force", wanted)
    assert new.number
    assert new.history.filter(to_state="in_force").get().note.startswith(taken.reference)
    assert edition_on(wanted - timedelta(days=1)) == first
    assert edition_on(wanted) == draft
    assert in_force(taken.rule, wanted) == taken
    confirmed(again(taken), at, company["engineer"])
    for verb in ("regime.draft_revision", "regime.lay_before_staff", "policies.begin_rule",
                 "policies.take_over", "policies.submit_edition", "policies.publish_edition",
                 "policies.bring_into_force", "regime.follow_rule"):  # fmt: skip
        assert done(verb) == 1


def test_the_assessment_of_a_past_day_is_that_of_the_edition_of_that_day(
    first: Edition, company: Cast, at: Ticker
) -> None:
    begun = first.effective_on
    revisions.revised(company, at)
    today = local_day(at.now)
    assert begun is not None

    def asked(day: Any) -> dict[str, list[str]]:
        held = edition_on(day)
        assert held is not None
        found = assess(held, day)
        return {one.clause.ident: [each.control for each in one.answers] for one in found}

    assert asked(begun)["2.1"] == ["register.elements_grounded"]
    assert asked(today)["2.1"] == ["register.elements_grounded", "register.scope_listed"]


def test_the_rule_says_word_for_word_what_the_draft_does(
    taken: RuleEdition, draft: Edition
) -> None:
    rule = taken.rule
    assert (rule.sort, rule.title, rule.applies_to) == (Rule.Sort.REGIME, draft.title, draft.entity)
    there = {one.ident: one for one in taken.clauses.all()}
    ours = list(draft.clauses.all())
    assert list(there) == [one.ident for one in ours]
    assert there["4.M2"].heading == "委员会的职责 · 委员：守住秘密"
    assert there["4.M2"].heading_en == "Duties of the committee · Members: keep secret"
    assert all(there[one.ident].text == one.text for one in ours)
    assert taken.annex["regime"] == draft.pk
    assert taken.annex["sha256"] == fingerprint(draft)
    table = annexed(taken)
    assert table is not None
    rows = {row[0]: row[1] for row in table.rows}
    assert len(rows) == len(ours)
    assert "范围目录" in rows["2.1"]


def test_only_the_office_lays_it_and_takes_it_back(
    draft: Edition, company: Cast, at: Ticker
) -> None:
    office = {"office", "office_head"}
    for name in ("regime.draft_revision", "regime.lay_before_staff", "regime.take_back",
                 "regime.write_clause", "regime.ask_to_confirm"):  # fmt: skip
        record = None if name == "regime.draft_revision" else draft
        assert {key for key in company.persons if may(company[key], name, record, at())} == office
    for name in ("regime.follow_rule", "regime.give_back"):
        assert not [key for key in company.persons if may(company[key], name, draft, at())]
    with nothing_changes(), pytest.raises(Refused):
        revising.lay(again(draft), by=company["counsel"], at=at())


def test_a_revision_does_not_go_to_the_committee_at_once(
    draft: Edition, company: Cast, at: Ticker
) -> None:
    with nothing_changes(), pytest.raises(Refused) as refused:
        regime.propose_adoption(again(draft), by=company["office"], at=at())
    assert codes(refused) == ["revision"]


def test_what_says_the_same_is_no_revision(first: Edition, company: Cast, at: Ticker) -> None:
    same = regime.draft_revision(by=company["office"], at=at())
    with nothing_changes(), pytest.raises(Refused) as refused:
        revising.lay(same, by=company["office"], at=at())
    assert codes(refused) == ["same"]
    with pytest.raises(Refused) as refused:
        regime.draft_revision(by=company["office_head"], at=at())
    assert codes(refused) == ["drafted"]


def test_what_nobody_confirmed_is_not_laid(first: Edition, company: Cast, at: Ticker) -> None:
    office = company["office"]
    draft = regime.draft_revision(by=office, at=at())
    regime.write_clause(
        draft, ident="5.1", title="会议", text=revisions.NEW_WORDS, by=office, at=at()
    )
    with nothing_changes(), pytest.raises(Refused, match="1 条"):
        revising.lay(again(draft), by=office, at=at())


def test_a_stale_form_lays_nothing(draft: Edition, company: Cast, at: Ticker) -> None:
    seen = again(draft)
    regime.bind(
        draft, ident="2.1", controls=["register.scope_listed"], by=company["office"], at=at()
    )
    with nothing_changes(), pytest.raises(Stale):
        revising.lay(seen, by=company["office_head"], at=at())


def test_while_it_is_on_its_way_nothing_is_changed_by_hand(
    taken: RuleEdition, draft: Edition, company: Cast, at: Ticker
) -> None:
    office = company["office"]
    revisions.consulting(company, at, taken)
    changes: tuple[Callable[[], object], ...] = (
        lambda: regime.bind(
            again(draft), ident="2.1", controls=[], because="x", by=office, at=at()
        ),
        lambda: regime.write_clause(
            again(draft), ident="2.1", title="", text="另一句", by=office, at=at()
        ),
        lambda: regime.confirm_all(again(draft), by=office, at=at()),
        lambda: regime.drop(again(draft), by=office, at=at()),
    )
    for change in changes:
        with nothing_changes(), pytest.raises(Refused) as refused:
            change()
        assert codes(refused) == ["state"]
    with nothing_changes(), pytest.raises(Refused) as refused:
        revising.take_back(again(draft), by=office, at=at())
    assert codes(refused) == ["before_others"]


def test_the_rules_draft_is_not_written_by_hand(
    taken: RuleEdition, company: Cast, at: Ticker
) -> None:
    office, clause = company["office"], taken.clauses.get(ident="2.1")
    changes: tuple[Callable[[], object], ...] = (
        lambda: policies.write_clause(
            again(taken), ident="9", heading="x", text="y", by=office, at=at()
        ),
        lambda: policies.strike_clause(again(taken), clause=clause, by=office, at=at()),
        lambda: policies.write_annex(again(taken), annex={}, by=office, at=at()),
        lambda: policies.take_text(again(taken), text="第一条 甲。", by=office, at=at()),
    )
    for change in changes:
        with nothing_changes(), pytest.raises(Refused) as refused:
            change()
        assert codes(refused) == ["elsewhere"]


def test_nobody_repeals_the_regime(first: Edition, company: Cast, at: Ticker) -> None:
    taken = revisions.revised(company, at)
    with nothing_changes(), pytest.raises(Refused) as refused:
        policies.propose_repeal(again(taken.rule), note="不要了", by=company["office"], at=at())
    assert codes(refused) == ["replaced_only"]
    with pytest.raises(Refused) as refused:
        policies.begin_rule(
            title="第二个制度", sort="regime", unit=company.units["YL"],
            applies_to=company.units["YL"], by=company["office"], at=at(),
        )  # fmt: skip
    assert codes(refused) == ["one_only"]
