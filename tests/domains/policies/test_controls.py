"""What rules prove, for today and for past days, and what falls due of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions, duties
from shoumi.domains.policies.models import Edition
from shoumi.domains.policies.rules.texts import Change, Words, differences
from shoumi.foundation.law import Law, LawTable, LawVersion, load_laws
from shoumi.kernel.accounts.actions import declare_absence
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.controls import Status, find
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again

CONTROLS = (
    "policies.rules_in_force", "policies.basis_current", "policies.rules_acknowledged",
    "policies.interpretations_answered", "policies.conflicts_settled",
)  # fmt: skip


def status(name: str, on: date) -> Status:
    control = find(name)
    with CaptureQueriesContext(connection) as asked:
        verdict = control.answer(on)
    assert len(asked) <= control.queries
    return verdict.status


@pytest.fixture
def amended_on(at: Ticker, monkeypatch: pytest.MonkeyPatch) -> date:
    """A day from which the first law holds in another version."""
    table, day = load_laws(), story.day(at) + timedelta(days=60)
    law = table.laws["anti_unfair_competition"]
    old = law.versions[-1]
    versions = (
        *law.versions[:-1],
        LawVersion(old.name, old.in_force_from, day - timedelta(days=1), True, old.articles),
        LawVersion("2027", day, None, True, old.articles),
    )
    new = Law(law.key, law.title, law.names, versions, "")
    changed = LawTable({**table.laws, law.key: new})
    for place in ("facts", "standing", "controls", "actions.writing", "actions.upholding"):
        monkeypatch.setattr(f"shoumi.domains.policies.{place}.load_laws", lambda: changed)
    return day


def test_nothing_is_known_before_the_first_rule(company: Cast, at: Ticker) -> None:
    told = [status(name, story.day(at)) for name in CONTROLS]
    assert told == [Status.UNKNOWN] * 3 + [Status.NOT_APPLICABLE, Status.UNKNOWN]


def test_rules_are_reviewed_within_the_year(edition: Edition, company: Cast, at: Ticker) -> None:
    begun = story.day(at)
    name, day = "policies.rules_in_force", timedelta(days=1)
    assert status(name, begun - day) is Status.UNKNOWN
    assert status(name, begun) is Status.KEPT
    assert status(name, begun + 340 * day) is Status.DUE
    assert status(name, begun + 400 * day) is Status.BROKEN
    at(days=350)
    actions.review_in_force(
        edition, finding="stands", laws=story.LAWS, note="逐条核对", by=company["office"], at=at()
    )
    reviewed = story.day(at)
    assert status(name, reviewed) is Status.KEPT
    assert status(name, reviewed - day) is Status.DUE
    assert status(name, begun + 400 * day) is Status.KEPT


def test_what_needs_a_new_edition_has_half_a_year_for_it(
    edition: Edition, company: Cast, at: Ticker, basis: Record
) -> None:
    name, day = "policies.rules_in_force", timedelta(days=1)
    actions.review_in_force(
        edition, finding="revise", laws=story.LAWS, note="缺手表", by=company["office"], at=at()
    )
    found = story.day(at)
    assert [status(name, found + days * day) for days in (0, 160, 220)] == [
        Status.KEPT, Status.DUE, Status.BROKEN,
    ]  # fmt: skip
    story.in_force(company, at, basis, story.next_draft(company, at, edition, c2="手表也交。"))
    assert status(name, found + 220 * day) is Status.KEPT


def test_an_amended_law_makes_the_review_due_at_once(
    edition: Edition, company: Cast, at: Ticker, amended_on: date
) -> None:
    name, day = "policies.basis_current", timedelta(days=1)
    assert status(name, amended_on - day) is Status.KEPT
    assert status(name, amended_on) is Status.DUE
    assert status("policies.rules_in_force", amended_on) is Status.DUE
    assert status("policies.conflicts_settled", amended_on) is Status.DUE
    assert status(name, amended_on + 31 * day) is Status.BROKEN
    at(days=61)
    found = [one for one in duties.review_due(story.day(at)) if one.on == amended_on]
    assert [one.record for one in found] == [edition]
    turn(by=HOUSE, at=at())
    assert Task.objects.open().filter(duty=duties.REVIEW).count() == 1
    actions.review_in_force(
        again(edition), finding="stands", laws=story.LAWS, note="新法未改要求",
        by=company["office"], at=at(),
    )  # fmt: skip
    turn(by=HOUSE, at=at())
    assert not Task.objects.open().filter(duty=duties.REVIEW).exists()
    assert status(name, story.day(at)) is Status.KEPT
    assert status(name, amended_on) is Status.DUE


def test_one_absentee_blocks_nothing_and_is_shown(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    name, begun, day = "policies.rules_acknowledged", story.day(at), timedelta(days=1)
    assert edition.state == "in_force"
    assert status(name, begun) is Status.DUE
    everybody = list(Person.objects.exclude(pk=company["chemist"].pk))
    story.confirmed(edition, at, *everybody)
    assert status(name, begun + 14 * day) is Status.DUE
    assert status(name, begun + 15 * day) is Status.BROKEN
    assert len(list(duties.chase_confirmations(begun + 15 * day))) == 1
    declare_absence(
        company["chemist"], deputy=company["engineer"], from_on=begun + 10 * day,
        until_on=begun + 30 * day, by=company["chemist"], at=at(),
    )  # fmt: skip
    assert status(name, begun + 15 * day) is Status.DUE
    verdict = find(name).answer(begun + 15 * day)
    assert "1" in verdict.because
    at(days=40)
    assert status(name, story.day(at)) is Status.BROKEN
    story.confirmed(edition, at, company["chemist"])
    assert status(name, story.day(at)) is Status.KEPT
    assert status(name, story.day(at) - day) is Status.BROKEN


def test_questions_are_answered_in_time(
    edition: Edition, company: Cast, at: Ticker, basis: Record
) -> None:
    name, day = "policies.interpretations_answered", timedelta(days=1)
    asked = story.question(company, at, edition)
    begun = story.day(at)
    assert status(name, begun - day) is Status.NOT_APPLICABLE
    assert status(name, begun) is Status.DUE
    assert status(name, begun + 31 * day) is Status.BROKEN
    at(days=35)
    story.answered(company, at, basis, asked)
    assert status(name, story.day(at)) is Status.KEPT
    assert status(name, story.day(at) - day) is Status.BROKEN


def test_a_conflict_is_suspended_told_and_mended(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    name, begun, day = "policies.conflicts_settled", story.day(at), timedelta(days=1)
    assert status(name, begun) is Status.KEPT
    suspension = actions.suspend_clause(
        edition, clause=story.clause(edition, "2"), law="personal_information",
        because="收存手机须先告知目的", by=company["counsel"], at=at(),
    )  # fmt: skip
    assert suspension.told is not None
    assert suspension.told.receipts.count() == Person.objects.count()
    assert status(name, begun) is Status.KEPT
    assert status(name, begun + 181 * day) is Status.BROKEN
    at(days=200)
    actions.lift_suspension(again(suspension), note="已改", by=company["office"], at=at())
    assert status(name, story.day(at)) is Status.KEPT
    assert status(name, story.day(at) - day) is Status.BROKEN


def test_what_waits_falls_due_to_whoever_leads(
    draft: Edition, company: Cast, at: Ticker, basis: Record
) -> None:
    actions.open_consultation(
        again(draft), closes_on=story.day(at) + timedelta(days=7), how="公告",
        by=company["office"], at=at(),
    )  # fmt: skip
    turn(by=HOUSE, at=at())
    assert Task.objects.open().get(duty=duties.CLOSE).lead == company["legal_custodian"]
    at(days=8)
    office = company["office"]
    actions.close_consultation(again(draft), outcome="无异议", by=office, at=at())
    actions.check_basis(again(draft), laws=story.LAWS, by=office, at=at())
    actions.submit_edition(again(draft), by=office, at=at())
    actions.review_edition(again(draft), verdict="agree", by=company["counsel"], at=at())
    story.resolved(draft, at, basis)
    turn(by=HOUSE, at=at())
    assert not Task.objects.open().filter(duty=duties.CLOSE).exists()
    task = Task.objects.open().get(duty=duties.PUBLISH)
    assert task.lead in {company["office"], company["office_head"]}
    actions.publish_edition(again(draft), by=office, at=at())
    turn(by=HOUSE, at=at())
    assert not Task.objects.open().filter(duty=duties.PUBLISH).exists()


def _words(*pairs: tuple[str, str]) -> list[Words]:
    return [Words(ident, "标题", text) for ident, text in pairs]


def test_what_was_removed_stands_where_it_stood_whatever_the_numbers() -> None:
    def said(*idents: str) -> list[Words]:
        return [Words(one, "", one) for one in idents]

    old = said("4.1", "4.8", "4.M1", "4.M2", "5.1")
    found = differences(old, said("4.1", "4.8", "4.9", "4.M2", "5.1"))
    assert [one.ident for one in found] == ["4.1", "4.8", "4.M1", "4.9", "4.M2", "5.1"]
    gone = differences(said("M1", "M2", "1"), said("1"))
    assert [(one.ident, str(one.change)) for one in gone] == [
        ("M1", "removed"), ("M2", "removed"), ("1", "same"),
    ]  # fmt: skip


def test_the_difference_is_told_clause_by_clause() -> None:
    before = _words(("1", "甲。"), ("2", "手机交会务。"), ("10", "末。"))
    after = _words(("1", "甲。"), ("2", "手机和手表交会务。"), ("2.1", "新。"))
    found = differences(before, after)
    told = [(one.ident, one.change) for one in found]
    assert told == [("1", Change.SAME), ("2", Change.CHANGED), ("2.1", Change.ADDED),
                    ("10", Change.REMOVED)]  # fmt: skip
    assert [part.text for part in found[1].parts if part.sort == "new"] == ["和手表"]
    long: Any = "。".join(f"第{n}句很长很长很长" for n in range(400))
    changed = differences(_words(("1", long)), _words(("1", f"{long}。另加一句")))
    assert "".join(one.text for one in changed[0].parts if one.sort != "out").endswith("另加一句")
