"""The committee's year, played in browsers: appoint, plan, call, vote, resolve, follow up, tell."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.year.house import ALL, Year, do, says, send, verdict
from tests.kernel.papers import PDF

pytestmark = pytest.mark.browser

VOTERS = ("chair", "leader", "leader_business", "head", "counsel", "chemist")
COMPANY = {"label": "云岭新材料股份有限公司"}
MEETING_DAY = date(2026, 1, 20)
SCAN = {"name": "签名.pdf", "mimeType": "application/pdf", "buffer": PDF}


def test_a_year_of_the_committee(year: Year, complaints: list[str]) -> None:
    before = {clause: verdict(year.at("office"), clause) for clause in ("4.1", "5.1", "6.1")}
    assert set(before.values()) == {"尚不清楚"}, before
    seat_the_chemist(year)
    plan = begin_the_plan(year)
    rule = begin_the_rule(year)
    year.on(date(2026, 1, 14))
    submit(year, plan, rule)
    meeting = call_the_meeting(year)
    year.on(MEETING_DAY, hour=10)
    hold_the_meeting(year, meeting)
    minutes(year, meeting)
    take_effect(year, plan, rule)
    tell_the_departments(year, meeting)
    confirm_the_rule(year, rule, on="2026-01-20")
    kept = {"3.1", "3.2", "4.M1", "5.1", "6.1", "8.1", "1"}
    assert {one: verdict(year.at("office"), one) for one in kept} == dict.fromkeys(kept, "已落实")
    year.on(date(2026, 3, 3))
    follow_up(year)
    revised = draft_the_revision(year, rule)
    year.on(date(2026, 3, 11))
    revise_the_rule(year, rule, revised)
    assert verdict(year.at("office"), "5.1", on=date(2026, 1, 10)) == "尚不清楚"
    assert verdict(year.at("office"), "3.2", on=date(2026, 2, 20)) == "未落实"
    year.on(date(2026, 12, 21))
    assert verdict(year.at("office"), "5.1") == "即将到期"
    year.on(date(2027, 1, 22))
    assert verdict(year.at("office"), "5.1") == "未落实"
    assert verdict(year.at("office"), "5.1", on=date(2026, 6, 30)) == "已落实"
    assert complaints == []


def seat_the_chemist(year: Year) -> None:
    """The page of seats says what is missing; the director appoints, the chemist confirms."""
    office, chair, chemist = year.at("office"), year.at("chair"), year.at("chemist")
    office.goto("/committee/seats")
    office.locator("main a[href*='role=member&person']").click()
    send(office, from_on="2026-01-06", because="技术专家应有席位", tags=["technology"])
    chair.goto("/")
    chair.locator(".row-line", has_text="吴䶮").locator("a.row-whole").click()
    do(chair, "committee.appoint")
    says(chair, "已任命", "密任〔2026〕1 号")
    confirm(chemist, "密任〔2026〕1 号")
    office.goto("/committee/seats")
    says(office, "吴䶮 · 委员")


def confirm(page: Page, number: str) -> None:
    """From the inbox: open what was sent, and confirm it."""
    page.goto("/")
    page.locator(".row-line", has_text=number).locator("a.row-whole").first.click()
    do(page, "delivery.open_receipt")
    do(page, "delivery.acknowledge")


def begin_the_plan(year: Year) -> str:
    """From the starter, and before the departments; answers its address."""
    office = year.at("office")
    office.goto("/plans/new")
    starter = office.locator("[name=starter]").last.get_attribute("value")
    send(office, sort="yearly", entity=COMPANY, from_year="2026", starter=starter)
    plan = office.url
    do(office, "programme.consult_plan", closes_on="2026-01-12")
    says(office, "征求部门意见中")
    return plan


def begin_the_rule(year: Year) -> str:
    """From a text of the house's own, checked against the law, and before the staff."""
    office = year.at("office")
    office.goto("/rules/from-text")
    send(office, starter="visitors", unit={"label": "法务部"}, applies_to=COMPANY)
    rule = office.url
    do(office, "policies.check_basis")
    do(office, "policies.open_consultation", closes_on="2026-01-13", how="公告栏和班组会")
    says(office, "征求意见")
    return rule


def submit(year: Year, plan: str, rule: str) -> None:
    """Both consultations are over; counsel looks at the rule; both lie before the committee."""
    office, counsel = year.at("office"), year.at("counsel")
    office.goto(rule)
    do(office, "policies.close_consultation", outcome="没有意见")
    do(office, "policies.submit_edition")
    counsel.goto(rule)
    do(counsel, "policies.review_edition", verdict="agree")
    office.goto(plan)
    do(office, "programme.close_consultation")
    do(office, "programme.submit_plan")
    office.goto("/committee/waiting")
    says(office, "低温固化升温曲线", "2026 年商业秘密保护工作计划", "来访接待操作规程")


def call_the_meeting(year: Year) -> str:
    """The yearly work meeting, with a point of its own and all that waits."""
    office = year.at("office")
    office.goto("/meetings/call")
    send(
        office, form="yearly", title="年度保密工作会议", starts_at="2026-01-20T10:00",
        place="三楼会议室",
    )  # fmt: skip
    meeting = office.url
    for _ in range(3):
        do(office, "committee.put_on_agenda", matter={"index": 1})
    do(office, "committee.put_on_agenda", title="涉密文件柜更换", wording="三月底前全部更换。")
    do(office, "committee.notify")
    says(office, "已通知")
    return meeting


def hold_the_meeting(year: Year, meeting: str) -> None:
    """The assessment is frozen, the members sign in, vote each in an own browser, and resolve."""
    office = year.at("office")
    office.goto(meeting)
    open_to_members(office, "低温固化升温曲线")
    do(office, "committee.lay_review")
    for who in VOTERS:
        page = year.at(who)
        page.goto(meeting)
        do(page, "committee.sign_in")
    office.goto(meeting)
    for who in ("孙昊然", "褚思远", "蒋若曦", "杨立岩"):
        enter_leave(office, who)
    do(office, "committee.open_session")
    for point, text in enumerate(("同意追认。", "同意。", "同意。", "同意。", "")):
        vote_on_the_next(year, meeting, text, from_home=point == 0)


def open_to_members(office: Page, title: str) -> None:
    """The entry of a matter, to those members who may not see it yet."""
    sheet = office.locator("#agenda .row-line", has_text=title).locator(
        "details.confirm:has(form[action*='committee.clear_for_matter'])"
    )
    sheet.locator("summary").click()
    sheet.locator("[name=because]").fill("审议需要")
    with office.expect_navigation():
        sheet.locator("button[type=submit]").click()


def enter_leave(office: Page, who: str) -> None:
    sheet = office.locator("#attendance .row-line", has_text=who).locator("details.confirm")
    sheet.locator("summary").click()
    sheet.locator("[name=state]").select_option("leave")
    with office.expect_navigation():
        sheet.locator("button[type=submit]").click()


def vote_on_the_next(year: Year, meeting: str, text: str, *, from_home: bool) -> None:
    """Whoever voted on a point stays in the meeting for the next one."""
    office = year.at("office")
    office.goto(meeting)
    do(office, "committee.open_vote", **({"text": text} if text else {}))
    for who in VOTERS:
        page = year.at(who)
        page.goto("/" if from_home else meeting)
        if from_home:
            page.locator("a.row-whole[href*='/meetings/']").first.click()
        do(page, "committee.cast", choice="agree")
    office.goto(meeting)
    do(office, "committee.close_vote")
    led = {"lead": "陈喆", "due_on": "2026-02-10"} if not text else {}
    do(office, "committee.adopt_resolution", **led)


def minutes(year: Year, meeting: str) -> None:
    office, chair = year.at("office"), year.at("chair")
    office.goto(meeting)
    do(office, "committee.close_session")
    do(office, "committee.draft_minutes", remarks="会议按期召开。")
    chair.goto(meeting)
    do(chair, "committee.sign_minutes")
    says(chair, "纪要已签发")


def take_effect(year: Year, plan: str, rule: str) -> None:
    """What was resolved has taken effect: the secret is graded, the plan adopted, the rule too."""
    office = year.at("office")
    office.goto("/secrets")
    office.get_by_role("link", name="低温固化升温曲线", exact=True).first.click()
    do(office, "register.file")
    says(office, "核心商密")
    office.goto(plan)
    do(office, "programme.issue_plan")
    says(office, "执行中")
    office.goto(rule)
    do(office, "policies.publish_edition")


def tell_the_departments(year: Year, meeting: str) -> None:
    """The minutes go round to three departments; somebody of each confirms them, and all have
    received them."""
    office, office_head = year.at("office"), year.at("office_head")
    office.goto(meeting)
    do(office, "committee.circulate_minutes")
    circular = office.url
    office.locator("a[href*='/do/notices.revise_circular']").click()
    units = [
        office.locator("main form label", has_text=name).locator("input").get_attribute("value")
        for name in ("研发中心", "市场部", "财务部")
    ]
    send(office, units=units)
    do(office, "notices.submit_circular")
    office_head.goto(circular)
    do(office_head, "notices.approve_circular")
    office.goto(circular)
    do(office, "notices.issue_circular")
    number = number_on(office, "密通")
    for who in ("custodian", "marketing_custodian", "finance_custodian"):
        confirm(year.at(who), number)
    office.goto(circular)
    for name in ("研发中心", "市场部", "财务部"):
        expect(office.locator("main tr", has_text=name)).to_contain_text("已签收")


def confirm_the_rule(year: Year, rule: str, on: str) -> None:
    """Two confirm it on the screen; of the others the signed sheet is entered."""
    office = year.at("office")
    office.goto(rule)
    number = number_on(office, "密制发")
    for who in ("engineer", "office"):
        confirm(year.at(who), number)
    office.goto(rule)
    do(office, "policies.enter_signatures", people=ALL, signed_on=on, scan=SCAN)


def follow_up(year: Year) -> None:
    """The day has passed: the slip is red, and word has gone up to the director. Then it is done,
    and another than who led it signs it off."""
    office, chair, head = year.at("office"), year.at("chair"), year.at("head")
    wait_for_word(chair, "涉密文件柜更换")
    assert verdict(office, "3.2") == "未落实"
    head.goto("/")
    head.locator(".row-line", has_text="涉密文件柜更换").locator("a.row-whole").first.click()
    head.get_by_role("link", name="去办理").click()
    do(head, "committee.report_carried_out", result="全部更换完毕，照片附后。")
    office.goto(head.url)
    do(office, "committee.close_resolution")
    assert verdict(office, "3.2") == "已落实"


def draft_the_revision(year: Year, rule: str) -> str:
    """One clause says something else; the staff are asked. Answers the new edition's address."""
    office = year.at("office")
    office.goto(rule)
    office.locator("#facts a[href^='/rules/']").first.click()
    do(office, "policies.draft_edition")
    if "/rule-editions/" not in office.url:
        office.locator("main a[href*='/rule-editions/']").first.click()
    revised = office.url
    office.locator("#clause-1 a[href*='?clause=1']").first.click()
    send(office, text="来访须提前一个工作日在系统中预约。")
    office.goto(revised)
    do(office, "policies.describe_edition", summary="预约改为提前一个工作日。")
    do(office, "policies.check_basis")
    do(office, "policies.open_consultation", closes_on="2026-03-10", how="公告栏和班组会")
    says(office, "征求意见")
    return revised


def revise_the_rule(year: Year, rule: str, revised: str) -> None:
    """The director decides until the next meeting; it takes the place of the edition before, and
    is confirmed anew."""
    office, counsel, chair = year.at("office"), year.at("counsel"), year.at("chair")
    office.goto(revised)
    do(office, "policies.close_consultation", outcome="没有意见")
    do(office, "policies.submit_edition")
    counsel.goto(revised)
    do(counsel, "policies.review_edition", verdict="agree")
    chair.goto("/committee/meanwhile")
    send(chair, matter={"index": 1}, verdict="agree", text="同意，提请下次会议追认。")
    office.goto(revised)
    do(office, "policies.publish_edition")
    wait_for_word(office, "已被代替", at=rule)
    confirm_the_rule(year, revised, on="2026-03-11")
    assert verdict(office, "6.1") == "已落实"


def wait_for_word(page: Page, title: str, at: str = "/") -> None:
    """The house's own clock gives word, and brings into force, once a minute."""
    for _ in range(90):
        page.goto(at)
        if page.locator("main", has_text=title).count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(page.locator("main").inner_text())


def number_on(page: Page, word: str) -> str:
    """The number of the paper of that series on the page."""
    found = re.search(word + r"\S*〔\d+〕\d+ 号", page.locator("main").inner_text())
    assert found
    return found.group(0)
