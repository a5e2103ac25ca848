"""A plan from its draft to its summary, and what is carried out of it."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions, starters
from shoumi.domains.programme.comparing import compared
from shoumi.domains.programme.facts import content, items_of
from shoumi.domains.programme.models import Plan, PlanRemark
from shoumi.kernel.accounts.actions import (
    end_appointment,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.accounts.standing import COMMITTEE
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals import bodies
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import withdraw
from shoumi.kernel.tasks.models import Task
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.programme.story import YEAR, again
from tests.kernel.witness import codes


def test_from_the_draft_to_the_tasks(house: Cast, at: Ticker, draft: Plan, basis: Record) -> None:
    assert draft.number == "密计〔2026〕1 号"
    assert draft.title == "2027 年商业秘密保护工作计划"
    plan = story.submitted(house, at, draft)
    assert [one.record_id for one in bodies.waiting()] == [plan.pk]
    plan = story.resolved(plan, at, basis)
    assert (plan.state, plan.adopted_on) == ("adopted", story.day(at))
    actions.issue_plan(plan, by=house["office"], at=at())
    assert (plan.state, plan.issued_on) == ("in_force", story.day(at))
    assert plan.paper is not None
    assert plan.paper.number == "密计发〔2026〕1 号"
    receipts = Receipt.objects.filter(dispatch__document=plan.paper)
    assert {one.person for one in receipts} >= {house["head"], house["custodian"]}
    assert house["sister_custodian"] not in {one.person for one in receipts}
    # What is due once is a task at once; what comes back comes in time.
    assert [one.due_on for one in story.tasks(plan, 1)] == [date(YEAR, 6, 15)]
    assert story.tasks(plan, 1)[0].lead == house["custodian"]
    assert story.tasks(plan, 2) == []
    for verb in ("begin_plan", "consult_plan", "close_consultation", "submit_plan",
                 "follow_resolution", "issue_plan"):  # fmt: skip
        assert Entry.objects.filter(verb=f"programme.{verb}", outcome="done").count() == 1


def test_four_quarters_are_four_occurrences(house: Cast, at: Ticker, plan: Plan) -> None:
    story.tick(at)
    assert story.tasks(plan, 2) == []
    for month, day in ((2, 8), (5, 11), (8, 11), (11, 10)):
        story.until(at, date(YEAR, month, day))
        story.tick(at)
        story.tick(at)
    found = story.tasks(plan, 2)
    wanted = [date(YEAR, 3, 10), date(YEAR, 6, 10), date(YEAR, 9, 10), date(YEAR, 12, 10)]
    assert [one.occurrence.on for one in found] == wanted
    assert {one.lead for one in found} == {house["it_head"]}


def test_what_a_plan_asks_for_is_taken_back_only_by_amending_it(
    house: Cast, at: Ticker, plan: Plan
) -> None:
    task = story.tasks(plan, 1)[0]
    for who in ("office", "head"):
        with pytest.raises(Refused) as refused:
            withdraw(again(task), note="不做了", by=house[who], at=at())
        assert codes(refused) == ["held"]
    assert again(task).state == Task.State.OPEN


def test_nothing_is_asked_for_of_before_the_issue(house: Cast, at: Ticker, basis: Record) -> None:
    plan = story.begun(house, at, from_year=2026)
    written = story.written(house, every="monthly", due_on=date(2026, 1, 25))
    actions.write_item(plan, written=written, by=house["office"], at=at())
    plan = story.in_force(house, at, basis, plan)
    assert plan.issued_on is not None
    assert plan.issued_on > date(2026, 11, 23)
    story.until(at, date(2026, 12, 31))
    story.tick(at)
    assert [one.occurrence.on for one in story.tasks(plan, 1)] == [
        date(2026, 11, 25), date(2026, 12, 25)
    ]  # fmt: skip
    assert compared(plan, story.day(at)).total.planned == 2


def test_a_day_off_counts_until_the_next_working_day_or_is_kept(
    house: Cast, at: Ticker, basis: Record
) -> None:
    plan, sunday = story.begun(house, at), date(YEAR, 6, 13)
    for keeps in (False, True):
        written = story.written(house, due_on=sunday, keeps_day=keeps)
        actions.write_item(plan, written=written, by=house["office"], at=at())
    plan = story.in_force(house, at, basis, plan)
    assert story.tasks(plan, 1)[0].due_on == date(YEAR, 6, 14)
    assert story.tasks(plan, 2)[0].due_on == sunday


def test_what_the_departments_say_is_answered_one_by_one(
    house: Cast, at: Ticker, draft: Plan
) -> None:
    office = house["office"]
    for days in (0, 2):
        with pytest.raises(Invalid):
            actions.consult_plan(
                again(draft), closes_on=story.day(at) + timedelta(days=days), by=office, at=at()
            )
    closes = story.day(at) + timedelta(days=3)
    plan = actions.consult_plan(again(draft), closes_on=closes, by=office, at=at())
    sent = Dispatch.objects.get(record_id=plan.pk)
    assert sent.receipts.filter(person=house["head"]).exists()
    said = actions.remark(plan, text="六月太忙", ident=1, by=house["head"], at=at())
    with pytest.raises(Invalid):
        actions.remark(plan, text="没有这一项", ident=9, by=house["head"], at=at())
    for who in ("engineer", "sister_custodian", "system_admin"):
        with pytest.raises(Refused):
            actions.remark(plan, text="插一句", by=house[who], at=at())
    at(days=4)
    with pytest.raises(Refused) as refused:
        actions.close_consultation(again(plan), by=office, at=at())
    assert codes(refused) == ["guard"]
    actions.answer_remark(again(said), outcome="taken_up", answer="改到七月", by=office, at=at())
    with pytest.raises(Refused) as refused:
        actions.answer_remark(again(said), outcome="taken_up", answer="再答", by=office, at=at())
    assert codes(refused) == ["answered"]
    actions.close_consultation(again(plan), by=office, at=at())
    assert again(plan).state == "consulted"
    assert not Receipt.objects.pending().filter(dispatch=sent).exists()
    with pytest.raises(Refused):
        actions.remark(again(plan), text="迟了", by=house["head"], at=at())
    assert PlanRemark.objects.count() == 1


def test_a_ready_text_becomes_a_draft_by_one_act(house: Cast, at: Ticker) -> None:
    plan = story.begun(house, at, starter="yearly")
    items = items_of(plan)
    assert len(items) == len(starters.load()["yearly"].items) == 15
    assert all(one.text_en and one.clauses and one.measure_en for one in items)
    assert {one.lead for one in items} == {house["office"], house["counsel"]}


def test_a_resolution_counts_once_and_only_for_what_lay_before_it(
    house: Cast, at: Ticker, draft: Plan, basis: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = story.submitted(house, at, draft)
    with monkeypatch.context() as changed:
        told = {**content(plan), "text": "other"}
        changed.setattr("shoumi.domains.programme.actions.deciding.content", lambda plan: told)
        with pytest.raises(Refused) as refused:
            story.resolved(plan, at, basis)
        assert codes(refused) == ["content_changed"]
    story.resolved(plan, at, basis)
    with pytest.raises(Refused) as refused:
        story.resolved(plan, at, basis)
    assert codes(refused) == ["none_pending"]
    for who in ("chair", "office"):
        with pytest.raises(Refused) as refused:
            actions.follow_resolution(
                again(plan), resolution=basis, verdict="agree", on=story.day(at),
                by=house[who], at=at(),
            )  # fmt: skip
        assert codes(refused) == ["not_by_hand"]


def test_a_plan_sent_back_is_changed_and_submitted_again(
    house: Cast, at: Ticker, draft: Plan, basis: Record
) -> None:
    plan = story.submitted(house, at, draft)
    with pytest.raises(Refused):
        actions.write_item(plan, written=story.written(house), by=house["office"], at=at())
    story.resolved(plan, at, basis, "return")
    plan = again(plan)
    assert plan.state == "consulted"
    actions.strike_item(plan, item=items_of(plan)[0], by=house["office"], at=at())
    actions.submit_plan(plan, by=house["office"], at=at())
    story.resolved(plan, at, basis, "refuse")
    assert again(plan).state == "declined"


def test_where_there_is_no_committee_the_director_decides(
    house: Cast, at: Ticker, draft: Plan
) -> None:
    for held in Appointment.objects.filter(post__role__in=COMMITTEE).exclude(post__role="chair"):
        end_appointment(held, on=story.day(at), by=HOUSE, at=at())
    plan = story.submitted(house, at, draft)
    for who in ("office", "leader", "head"):
        with pytest.raises(Refused):
            actions.decide_plan(plan, verdict="agree", by=house[who], at=at())
    plan = actions.decide_plan(again(plan), verdict="agree", by=house["chair"], at=at())
    assert plan.state == "adopted"
    assert actions.issue_plan(plan, by=house["office"], at=at()).state == "in_force"
