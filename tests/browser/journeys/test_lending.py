"""A sample goes from hand to hand: lent, received, its slip issued, and taken back."""

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import steps
from tests.browser.journeys.conftest import At

pytestmark = pytest.mark.browser


def test_a_sample_is_lent_received_and_taken_back(at: At, complaints: list[str]) -> None:
    engineer = at("engineer")
    steps.secret(engineer)
    sample = steps.carrier(engineer, "固化样板 21 号", form="sample", place="样品柜 B-7")
    number = steps.number(engineer)
    engineer.goto(f"{steps.record(engineer)}/do/vault.lend")
    engineer.fill("input[name=to]", "0201")
    engineer.fill("[name=purpose]", "比对硬度")
    steps.send(engineer, r"/carriers/\d+$")
    steps.says(engineer, "已借出", "尚未确认")

    head = at("head", width=390)
    head.goto("/")
    head.locator(".row-line", has_text=number).locator("a").click()
    head.locator("main form button[type=submit]").click()
    steps.says(head, "您已于")
    head.goto("/")
    expect(head.locator(".row-line", has_text=number)).to_have_count(0)

    engineer.goto(sample)
    steps.says(engineer, "已确认收到")
    engineer.locator("form[action$='/slip'] button").first.click()
    steps.says(engineer, "交接单")
    steps.confirm(engineer, "办理归还", whereabouts="样品柜 B-7")
    expect(engineer.locator(".record-marks")).to_contain_text("在保管")
    assert not complaints
