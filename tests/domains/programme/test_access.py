"""Who may do what with plans, who sees them, and that a form grown stale is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions
from shoumi.domains.programme.facts import items_of
from shoumi.domains.programme.models import Plan, PlannedWork
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Stale, all_actions
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.programme.story import YEAR, again

WHO = ("office", "office_head", "chair", "head", "custodian", "engineer", "sister_custodian",
       "system_admin")  # fmt: skip
OFFICE = {"office", "office_head"}
OF_THE_OFFICE = (
    "describe_plan", "write_item", "strike_item", "consult_plan", "close_consultation",
    "submit_plan", "issue_plan", "amend_plan", "begin_next", "withdraw_plan", "write_summary",
    "submit_summary", "issue_summary",
)  # fmt: skip


def allowed(house: Cast, at: Ticker, action: str, record: Any) -> set[str]:
    return {who for who in WHO if may(house[who], f"programme.{action}", record, at())}


@pytest.mark.parametrize("action", OF_THE_OFFICE)
def test_the_office_makes_plans(house: Cast, at: Ticker, plan: Plan, action: str) -> None:
    assert allowed(house, at, action, plan) == OFFICE


def test_departments_are_heard_and_nobody_else(house: Cast, at: Ticker, plan: Plan) -> None:
    assert allowed(house, at, "remark", plan) == {"head", "custodian"}
    assert allowed(house, at, "begin_plan", None) == OFFICE
    assert allowed(house, at, "decide_plan", plan) == set()
    assert allowed(house, at, "follow_resolution", plan) == set()
    assert may(HOUSE, "programme.follow_resolution", plan, at())
    assert allowed(house, at, "name_lead", story.planned_work(plan, 1)) == OFFICE


def test_a_draft_is_the_offices_own_until_the_departments_are_asked(
    house: Cast, at: Ticker, draft: Plan, basis: Record
) -> None:
    def seeing(model: Any, record: Any) -> set[str]:
        rows = model.objects
        return {w for w in WHO if rows.visible_to(house[w], at()).filter(pk=record.pk).exists()}

    assert seeing(Plan, draft) == OFFICE
    assert not may(house["head"], "programme.remark", draft, at())
    plan = story.consulted(house, at, draft)
    assert seeing(Plan, plan) == OFFICE | {"head", "custodian"}
    actions.submit_plan(plan, by=house["office"], at=at())
    assert seeing(Plan, plan) == OFFICE | {"head", "custodian", "chair"}
    plan = actions.issue_plan(story.resolved(plan, at, basis), by=house["office"], at=at())
    item = story.planned_work(plan, 1)
    assert seeing(PlannedWork, item) == OFFICE | {"head", "custodian", "chair"}


def test_a_lead_without_a_post_sees_the_plan_that_he_carries_out(
    house: Cast, at: Ticker, plan: Plan
) -> None:
    item, counsel = story.planned_work(plan, 1), house["counsel"]
    actions.name_lead(item, lead=counsel, by=house["office"], at=at())
    assert Plan.objects.visible_to(house["counsel"], at()).filter(pk=plan.pk).exists()
    assert PlannedWork.objects.visible_to(house["counsel"], at()).filter(pk=item.pk).exists()


def test_a_stale_form_is_refused_at_every_step(
    house: Cast, at: Ticker, draft: Plan, basis: Record
) -> None:
    office = house["office"]
    closes = story.day(at) + timedelta(days=3)
    told = story.written(house, text="新增")
    steps: list[tuple[Any, dict[str, Any]]] = [
        (actions.describe_plan, {"title": "年度计划", "aim": "不发生泄密"}),
        (actions.write_item, {"written": told}),
        (actions.strike_item, {"item": items_of(draft)[0]}),
        (actions.consult_plan, {"closes_on": closes}),
        (actions.close_consultation, {}),
        (actions.submit_plan, {}),
        (actions.issue_plan, {}),
        (actions.write_summary, {"text": "完成"}),
        (actions.submit_summary, {}),
        (actions.issue_summary, {}),
    ]
    for act, asked in steps:
        with pytest.raises(Stale):
            act(again(draft).seen_at(again(draft).version - 1), **asked, by=office, at=at())
        act(again(draft), **asked, by=office, at=at())
        name = f"programme.{act.__name__}"
        assert Entry.objects.filter(verb=name, outcome="done").count() >= 1
        if act is actions.consult_plan:
            at(days=4)
        elif act in {actions.submit_plan, actions.submit_summary}:
            story.resolved(draft, at, basis)
        elif act is actions.issue_plan:
            story.until(at, date(YEAR + 1, 1, 5))
    assert again(draft).state == "summed_up"


def test_a_stale_form_takes_no_draft_back_and_moves_no_lead(
    house: Cast, at: Ticker, plan: Plan
) -> None:
    item, office = story.planned_work(plan, 1), house["office"]
    with pytest.raises(Stale):
        actions.name_lead(item.seen_at(item.version - 1), lead=house["head"], by=office, at=at())
    amended = actions.amend_plan(again(plan), because="调整", by=office, at=at())
    with pytest.raises(Stale):
        actions.withdraw_plan(amended.seen_at(-1), note="不改了", by=office, at=at())
    actions.withdraw_plan(again(amended), note="不改了", by=office, at=at())
    assert again(amended).state == "withdrawn"
    assert actions.amend_plan(again(plan), because="再改", by=office, at=at()).ordinal == 3


def test_who_has_no_part_or_has_left_may_do_nothing(house: Cast, at: Ticker, plan: Plan) -> None:
    amended = actions.amend_plan(plan, because="调整", by=house["office"], at=at())
    closes = story.day(at) + timedelta(days=9)
    actions.consult_plan(
        actions.strike_item(amended, item=items_of(amended)[0], by=house["office"], at=at()),
        closes_on=closes, by=house["office"], at=at(),
    )  # fmt: skip
    remark = actions.remark(amended, text="太忙", by=house["head"], at=at())
    left = ("office", "office_head", "system_admin", "head", "custodian", "chair")
    for key in left:
        end_person(house[key], on=story.day(at), by=HOUSE, at=at())
    rows = {"answer_remark": remark, "name_lead": story.planned_work(plan, 1), "begin_plan": None}
    ours = [one for one in all_actions().values() if one.name.startswith("programme.")]
    assert len(ours) == 19
    for one in ours:
        row = rows.get(one.name.removeprefix("programme."), amended)
        for key in ("sister_engineer", "sister_custodian", "battery_leader", *left):
            decision = decide(house[key], one.name, row, at.now)
            assert not decision.allowed, (one.name, key)
            assert all(reason.code and str(reason) for reason in decision.because)
