"""What each sees and does on the screens of plans."""

from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions
from shoumi.domains.programme.facts import items_of
from shoumi.domains.programme.models import Plan, PlanRemark
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.programme.story import YEAR, again
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As


def act(browser: Any, record: Any, action: str, **data: Any) -> Any:
    version = again(record).version
    return browser.post(f"/records/{record.pk}/do/{action}", {"version": version, **data})


@pytest.mark.parametrize("who", ["office", "head"])
@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_every_screen_of_a_plan_opens(
    house: Cast, at: Ticker, plan: Plan, basis: Record, as_: As, lang: str, who: str
) -> None:
    amended = actions.amend_plan(plan, because="调整", by=house["office"], at=at())
    actions.strike_item(amended, item=items_of(amended)[0], by=house["office"], at=at())
    amended = story.in_force(house, at, basis, amended)
    item = story.planned_work(amended, 2)
    paths = {
        "/plans": 22, f"/plans/{plan.pk}": 46, f"/plans/{amended.pk}": 46,
        f"/plans/{amended.pk}/consultation": 24, f"/plans/{amended.pk}/difference": 22,
        f"/plans/{amended.pk}/year": 22, f"/plan-items/{item.pk}": 40,
    }  # fmt: skip
    browser = as_(who, lang)
    for path, budget in paths.items():
        assert browser.queries(path) <= budget, (path, browser.queries(path))
    if who == "office":
        assert browser.queries("/plans/new") <= 22


def test_as_many_queries_for_many_items_as_for_few(
    house: Cast, at: Ticker, basis: Record, as_: As
) -> None:
    plan = story.begun(house, at, starter="yearly")
    plan = story.in_force(house, at, basis, plan)
    office = as_("office")
    assert office.queries(f"/plans/{plan.pk}") <= 46
    assert office.queries(f"/plans/{plan.pk}/year") <= 22


def test_a_plan_goes_its_way_on_the_screens(
    house: Cast, at: Ticker, as_: As, basis: Record
) -> None:
    office = as_("office")
    asked = {"version": "0", "sort": "yearly", "entity": house.units["YL"].pk, "from_year": YEAR,
             "starter": "yearly"}  # fmt: skip
    made = office.post("/plans/new", asked)
    plan = Plan.objects.get()
    page = f"/plans/{plan.pk}"
    assert made.headers["Location"] == page
    assert office.post("/plans/new", asked).status_code == 409
    assert "Prepare and hold the yearly work meeting." in text_of(office.get(page))
    shown = text_of(office.get(f"{page}/write?item=7"))
    assert "筹备并召开年度保密工作会议" in shown
    sent = {
        "version": again(plan).version, "ident": 7, "text": "召开年度工作会议", "lead": "张敏",
        "every": "days", "days": "2027-03-15，2027-09-15", "clauses": "4.4，5.1",
        "measure": "达到法定人数",
    }  # fmt: skip
    assert office.post(f"{page}/write?item=7", sent | {"days": "三月"}).status_code == 422
    assert office.post(f"{page}/write?item=7", sent | {"lead": "吴䶮"}).status_code == 422
    assert office.post(f"{page}/write?item=7", sent).status_code == 302
    assert office.post(f"{page}/write?item=7", sent).status_code == 409
    item = items_of(again(plan))[6]
    assert (item.days, item.clauses) == (["2027-03-15", "2027-09-15"], ["4.4", "5.1"])
    head = as_("head")
    assert head.get(page).status_code == 404
    closes = (story.day(at) + timedelta(days=3)).isoformat()
    assert act(office, plan, "programme.consult_plan", closes_on=closes).status_code == 302
    assert plan.number is not None
    assert plan.number in text_of(head.get("/"))
    assert as_("marketer").get(page).status_code == 404
    said = {"version": again(plan).version, "ident": "7", "text": "改在四月"}
    assert head.post(f"{page}/say?item=7", said).status_code == 302
    remark = PlanRemark.objects.get()
    assert head.get(f"/plan-remarks/{remark.pk}/answer").status_code == 403
    answer = {"version": 0, "outcome": "not_taken_up", "answer": "日期已定"}
    assert office.post(f"/plan-remarks/{remark.pk}/answer", answer).status_code == 302
    assert "日期已定" in text_of(head.get(f"{page}/consultation"))
    at(days=4)
    office, head = as_("office"), as_("head")
    assert act(office, plan, "programme.close_consultation").status_code == 302
    assert act(office, plan, "programme.submit_plan").status_code == 302
    story.resolved(plan, at, basis)
    assert act(office, plan, "programme.issue_plan").status_code == 302
    assert "密计发" in text_of(head.get("/"))
    assert "0 of 2 done" in text_of(head.get(page))
    assert "Carry out an item of the plan" in text_of(office.get("/"))


def test_a_day_off_is_told_beside_the_item(house: Cast, at: Ticker, as_: As) -> None:
    plan = story.begun(house, at)
    for keeps in (False, True):
        written = story.written(house, due_on=date(YEAR, 6, 13), keeps_day=keeps)
        actions.write_item(plan, written=written, by=house["office"], at=at())
    shown = text_of(as_("office").get(f"/plans/{plan.pk}"))
    assert "2027-06-13 is a day off: it counts until 2027-06-14." in shown
    assert "A day off: 2027-06-13. It is kept as entered." in shown
    assert "The holidays of some of these days are not entered yet" in shown


def test_a_plan_is_summed_up_on_the_screens(
    house: Cast, at: Ticker, plan: Plan, basis: Record, as_: As
) -> None:
    story.until(at, date(YEAR, 6, 1))
    story.tick(at)
    story.done(house, at, story.tasks(plan, 1)[0])
    shown = text_of(as_("head").get(f"/plans/{plan.pk}/year"))
    assert "Done in time" in shown
    assert "Overdue" in shown
    story.until(at, date(YEAR + 1, 1, 10))
    story.tick(at)
    office = as_("office")
    shown = text_of(office.get(f"/records/{plan.pk}/do/programme.write_summary"))
    assert "Planned 5 times in 2 items" in shown
    assert act(office, plan, "programme.write_summary", text="完成一项").status_code == 302
    assert "完成一项" not in text_of(as_("head").get(f"/plans/{plan.pk}"))
    assert act(office, plan, "programme.submit_summary").status_code == 302
    story.resolved(plan, at, basis)
    assert act(office, plan, "programme.issue_summary").status_code == 302
    shown = text_of(as_("head").get(f"/plans/{plan.pk}"))
    assert "完成一项" in shown
    assert "密总结" in shown


def test_whoever_leads_sees_the_item_and_its_days(
    house: Cast, at: Ticker, plan: Plan, as_: As
) -> None:
    item = story.planned_work(plan, 2)
    shown = text_of(as_("it_head").get(f"/plan-items/{item.pk}"))
    assert "2027-09-10" in shown
    assert "Name another lead" not in shown
    office = as_("office")
    assert "Name another lead" in text_of(office.get(f"/plan-items/{item.pk}"))
    assert act(office, item, "programme.name_lead", lead="陈喆").status_code == 302
    assert again(item).lead == house["head"]
    assert as_("engineer").get(f"/plan-items/{item.pk}").status_code == 404
