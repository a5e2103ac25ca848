"""An edition from its draft to the day on which another takes its place, and who may do what."""

from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions, starters
from shoumi.domains.policies.daily import go_on
from shoumi.domains.policies.facts import clauses_of, hash_of, in_force, not_asked_yet
from shoumi.domains.policies.models import Edition, Remark
from shoumi.kernel.access import may
from shoumi.kernel.accounts.actions import add_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals import bodies
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.kernel.witness import codes


def test_from_the_draft_to_everybodys_confirmation(
    draft: Edition, company: Cast, at: Ticker, basis: Record
) -> None:
    assert draft.number == "密规〔2026〕1 号-1"
    edition = story.before_committee(company, at, draft)
    assert [one.record_id for one in bodies.waiting()] == [edition.pk]
    story.resolved(edition, at, basis)
    edition = again(edition)
    assert (edition.state, edition.adopted_on) == ("adopted", story.day(at))
    actions.publish_edition(edition, by=company["office"], at=at())
    assert (edition.state, edition.in_force_on) == ("published", story.day(at))
    assert edition.text_sha256 == hash_of(edition)
    assert edition.paper is not None
    assert edition.paper.number.startswith("密制发〔2026〕")
    receipts = Receipt.objects.filter(dispatch__document=edition.paper)
    assert receipts.count() == Person.objects.count()
    assert go_on(by=HOUSE, at=at()) == 1
    assert go_on(by=HOUSE, at=at()) == 0
    assert (again(edition).state, story.rule_of(edition).state) == ("in_force", "in_force")
    story.confirmed(edition, at, company["engineer"])
    done = receipts.get(person=company["engineer"])
    assert (done.state, done.version_sha256) == ("done", edition.paper.sha256)
    for verb in ("begin_rule", "open_consultation", "close_consultation", "submit_edition",
                 "review_edition", "follow_resolution", "publish_edition",
                 "bring_into_force"):  # fmt: skip
        assert Entry.objects.filter(verb=f"policies.{verb}", outcome="done").count() == 1


def test_the_next_edition_takes_the_place_of_the_one_before_on_its_day(
    edition: Edition, company: Cast, at: Ticker, basis: Record
) -> None:
    following = story.next_draft(company, at, edition, c2="与会人把手机和手表交会务保管。")
    assert (following.ordinal, following.supersedes) == (2, edition)
    wanted = story.day(at) + timedelta(days=30)
    actions.describe_edition(
        following, summary="手表也交", wanted_on=wanted, by=company["office"], at=at()
    )
    following = story.adopted(company, at, basis, following)
    actions.publish_edition(following, by=company["office"], at=at())
    assert go_on(by=HOUSE, at=at()) == 0
    assert in_force(edition.rule, story.day(at)) == edition
    with pytest.raises(Refused) as refused:
        actions.bring_into_force(again(following), by=HOUSE, at=at())
    assert codes(refused) == ["not_yet"]
    at(days=40)
    assert go_on(by=HOUSE, at=at()) >= 1
    old, new = again(edition), again(following)
    assert (old.state, old.ended_on) == ("superseded", wanted)
    assert (new.state, new.in_force_on) == ("in_force", wanted)
    assert in_force(edition.rule, wanted - timedelta(days=1)) == edition
    assert in_force(edition.rule, wanted) == following
    # Nobody is asked any more to confirm what holds no more.
    waiting = Receipt.objects.pending().filter(dispatch__document=old.paper)
    assert not waiting.exists()


def test_a_draft_is_the_keepers_own_until_the_staff_are_asked(
    draft: Edition, company: Cast, at: Ticker
) -> None:
    def sees(who: str) -> bool:
        rows = Edition.objects.visible_to(company[who], at())
        return bool(rows.filter(pk=draft.pk).exists())

    assert [sees(who) for who in ("office", "counsel", "legal_custodian")] == [True] * 3
    assert [sees(who) for who in ("marketer", "chair", "system_admin")] == [False] * 3
    closes = story.day(at) + timedelta(days=7)
    actions.open_consultation(
        again(draft), closes_on=closes, how="公告", by=company["office"], at=at()
    )
    assert [sees(who) for who in ("marketer", "sister_engineer", "system_admin")] == [True] * 3


def test_what_the_staff_say_is_answered_one_by_one(
    draft: Edition, company: Cast, at: Ticker
) -> None:
    office = company["office"]
    edition = again(draft)
    opened = story.day(at)
    actions.open_consultation(
        edition, closes_on=opened + timedelta(days=7), how="公告", by=office, at=at()
    )
    said = actions.remark(
        edition, text="手机交出后家人联系不上", clause_ident="2", by=company["marketer"], at=at()
    )
    told = actions.enter_remark(
        edition, said_by=company["chemist"], said_on=opened, text="班组会上没有意见",
        by=office, at=at(),
    )  # fmt: skip
    assert (told.said_by, told.entered_by) == (company["chemist"], office)
    assert not may(company["marketer"], "policies.answer_remark", said, at())
    at(days=8)
    for one in (said, told):
        with pytest.raises(Refused) as refused:
            actions.close_consultation(again(edition), outcome="已处理", by=office, at=at())
        assert codes(refused) == ["guard"]
        actions.answer_remark(
            again(one), outcome="partly", answer="会务留值守电话", by=office, at=at()
        )
    with pytest.raises(Refused) as refused:
        actions.answer_remark(again(said), outcome="partly", answer="再说", by=office, at=at())
    assert codes(refused) == ["answered"]
    actions.close_consultation(again(edition), outcome="设值守电话", by=office, at=at())
    assert again(edition).state == "consulted"
    assert Remark.objects.filter(outcome="").count() == 0
    with pytest.raises(Refused):
        actions.remark(again(edition), text="迟了", by=company["marketer"], at=at())


@pytest.mark.parametrize("days", [0, 6])
def test_a_consultation_lasts_a_week(draft: Edition, company: Cast, at: Ticker, days: int) -> None:
    closes = story.day(at) + timedelta(days=days)
    with pytest.raises(Invalid) as invalid:
        actions.open_consultation(
            again(draft), closes_on=closes, how="公告", by=company["office"], at=at()
        )
    assert invalid.value.field == "closes_on"


def test_nothing_is_submitted_that_was_not_held_against_the_law(
    draft: Edition, company: Cast, at: Ticker
) -> None:
    edition = story.consulted(company, at, draft)
    with pytest.raises(Refused) as refused:
        actions.submit_edition(edition, by=company["office"], at=at())
    assert codes(refused) == ["guard"]
    with pytest.raises(Invalid):
        actions.check_basis(again(edition), laws=["no_such_law"], by=company["office"], at=at())
    with pytest.raises(Refused, match="没有附件"):
        actions.write_annex(again(edition), annex={"grades": {}}, by=company["office"], at=at())


def test_counsel_returns_it_and_the_committee_declines_it(
    draft: Edition, company: Cast, at: Ticker, basis: Record
) -> None:
    edition = story.submitted(company, at, draft)
    for who in ("office", "chair", "marketer"):
        assert not may(company[who], "policies.review_edition", edition, at())
    counsel = company["counsel"]
    actions.review_edition(edition, verdict="return", note="第2条不清楚", by=counsel, at=at())
    assert again(edition).state == "consulted"
    actions.submit_edition(again(edition), by=company["office"], at=at())
    actions.review_edition(again(edition), verdict="agree", by=counsel, at=at())
    story.resolved(edition, at, basis, "refuse")
    assert again(edition).state == "declined"
    with pytest.raises(Refused):
        story.resolved(edition, at, basis)


def test_only_the_house_follows_a_resolution_and_only_once(
    draft: Edition, company: Cast, at: Ticker, basis: Record
) -> None:
    edition = story.before_committee(company, at, draft)
    for who in ("chair", "office", "counsel"):
        with pytest.raises(Refused) as refused:
            actions.follow_resolution(
                again(edition), resolution=basis, verdict="agree", on=story.day(at),
                by=company[who], at=at(),
            )  # fmt: skip
        assert codes(refused) == ["not_by_hand"]
    story.resolved(edition, at, basis)
    with pytest.raises(Refused) as refused:
        story.resolved(edition, at, basis)
    assert codes(refused) == ["none_pending"]


def test_an_edition_that_says_the_same_is_no_edition(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    following = story.next_draft(company, at, edition)
    with pytest.raises(Refused) as refused:
        actions.open_consultation(
            following, closes_on=story.day(at) + timedelta(days=9), how="公告",
            by=company["office"], at=at(),
        )  # fmt: skip
    assert codes(refused) == ["guard"]
    with pytest.raises(Refused) as refused:
        actions.draft_edition(again(edition.rule), by=company["office"], at=at())
    assert codes(refused) == ["on_the_way"]
    actions.withdraw_edition(again(following), note="不改了", by=company["office"], at=at())
    assert actions.draft_edition(again(edition.rule), by=company["office"], at=at()).ordinal == 3


def test_who_joins_later_is_asked_too(edition: Edition, company: Cast, at: Ticker) -> None:
    at(days=20)
    joined = add_person(
        staff_number="0999", name="新来", org_unit=company.units["HC-PR"],
        from_on=story.day(at), by=HOUSE, at=at(),
    )  # fmt: skip
    assert list(not_asked_yet(edition, story.day(at))) == [joined]
    assert go_on(by=HOUSE, at=at()) == 1
    receipt = Receipt.objects.get(person=joined)
    assert receipt.dispatch.deadline == story.day(at) + timedelta(days=14)
    assert go_on(by=HOUSE, at=at()) == 0


def test_a_unit_keeps_its_own_rules_and_no_others(company: Cast, at: Ticker) -> None:
    head = company["head"]
    own: dict[str, Any] = {"title": "实验室规程", "sort": "procedure", "by": head}
    with pytest.raises(Refused) as refused:
        actions.begin_rule(**own, unit=company.units["MK"], applies_to=company.units["MK"], at=at())
    assert codes(refused) == ["not_your_unit"]
    edition = actions.begin_rule(
        **own, unit=company.units["RD"], applies_to=company.units["RD"], at=at()
    )
    assert may(company["custodian"], "policies.write_clause", edition, at())
    assert may(company["office"], "policies.write_clause", edition, at())
    for who in ("marketing_head", "engineer", "sister_custodian", "system_admin"):
        assert not may(company[who], "policies.write_clause", edition, at())
    sister = company["sister_custodian"]
    with pytest.raises(Invalid) as invalid:
        actions.begin_rule(
            title="车间规程", sort="procedure", unit=company.units["HC-PR"],
            applies_to=company.units["RD"], by=sister, at=at(),
        )  # fmt: skip
    assert invalid.value.field == "applies_to"


@pytest.mark.parametrize("key", sorted(starters.load()))
def test_a_ready_text_becomes_a_draft_by_one_act(company: Cast, at: Ticker, key: str) -> None:
    text = starters.load()[key]
    assert 6 <= len(text.clauses) <= 10
    edition = actions.take_starter(
        starter=key, unit=company.units["LG"], applies_to=company.units["YL"],
        by=company["office"], at=at(),
    )  # fmt: skip
    clauses = clauses_of(edition)
    assert [one.text for one in clauses] == [one.text.zh for one in text.clauses]
    assert all(one.text_en and one.heading_en for one in clauses)
    assert (edition.state, edition.rule.sort, edition.rule.starter) == ("draft", text.sort, key)


def test_a_stale_form_changes_nothing(draft: Edition, company: Cast, at: Ticker) -> None:
    old = again(draft)
    actions.write_clause(
        again(draft), ident="3", heading="录音", text="不得录音。", by=company["office"], at=at()
    )
    with pytest.raises(Stale):
        actions.strike_clause(old, clause=story.clause(draft, "3"), by=company["office"], at=at())


def test_a_clause_struck_out_is_gone_until_it_is_written_again(
    draft: Edition, company: Cast, at: Ticker
) -> None:
    office = company["office"]
    actions.strike_clause(again(draft), clause=story.clause(draft, "2"), by=office, at=at())
    assert [one.ident for one in clauses_of(draft)] == ["1"]
    actions.write_clause(again(draft), ident="2", heading="手机", text="关机。", by=office, at=at())
    assert [one.text for one in clauses_of(draft)][1] == "关机。"
    for wrong in ("0", "1.0", "二", "1000", "1.2.3", ""):
        with pytest.raises(Invalid):
            actions.write_clause(
                again(draft), ident=wrong, heading="x", text="y", by=office, at=at()
            )
