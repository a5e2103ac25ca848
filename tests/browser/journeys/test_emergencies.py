"""Something can't wait at night: a delegate opens it, owner and office hear, the office reviews."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import steps
from tests.browser.journeys.conftest import At
from tests.kernel.rendering.makers import letter

pytestmark = pytest.mark.browser
WHY = "夜班固化炉报警停机，须核对升温参数。"


def test_a_delegate_opens_it_is_told_and_reviewed(at: At, complaints: list[str]) -> None:
    engineer = at("engineer")
    secret = steps.secret(engineer)
    wanted = re.search(r"商业秘密〔\d+〕\d+ 号", engineer.locator("main").inner_text())
    assert wanted is not None
    file = steps.carrier(engineer, "夜班参数表", form="file", place="保管库", file=letter(1))

    custodian = at("custodian", width=390)
    custodian.goto(file)
    expect(custodian.locator("form[action$='/look']")).to_have_count(0)
    custodian.goto("/emergency")
    custodian.get_by_role("link", name="进行应急查阅").click()
    # Typed as on a telephone's keys: other brackets, no spaces.
    custodian.fill(
        "input[name=number]", wanted[0].replace("〔", "[").replace("〕", "]").replace(" ", "")
    )
    custodian.fill("textarea[name=reason]", WHY)
    custodian.fill("input[name=minutes]", "20")
    steps.send(custodian, r"/secrets/\d+$")
    custodian.goto(file)
    custodian.locator("form[action$='/look'] button").first.click()
    expect(custodian.locator(".look-page").first).to_have_class(re.compile("is-there"))

    # The owner and the office find it in their inboxes at once.
    engineer.goto("/")
    expect(engineer.locator("main")).to_contain_text("应急")
    engineer.goto(secret)
    steps.says(engineer, "被应急查阅")
    office = at("office")
    office.goto("/emergency")
    office.locator(".row-line", has_text=WHY).locator("a").first.click()
    steps.says(office, WHY)
    office.goto(f"{steps.record(office)}/do/vault.review_emergency")
    office.check("input[name=finding][value=right]")
    office.fill("textarea[name=note]", "与停机记录相符。")
    steps.send(office, r"/grants/\d+$")
    steps.says(office, "与停机记录相符。")
    expect(office.locator(".page-actions")).not_to_contain_text("复核")
    assert not complaints
