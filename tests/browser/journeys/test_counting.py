"""Stocktaking with a phone: labels scanned, one missing, one too many, signed off by another."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import steps
from tests.browser.journeys.conftest import At

pytestmark = pytest.mark.browser


def scanned(page: Page) -> list[str]:
    """What the labels of all carriers on the list lead to, as a phone's camera would open it."""
    found = page.locator(".count-line a[href^='/vault/count/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    return [str(one) for one in found]


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_department_is_counted_with_a_phone(at: At, complaints: list[str]) -> None:
    engineer = at("engineer")
    steps.secret(engineer)
    steps.carrier(engineer, "比对样板", form="sample", place="样品柜 C-1")
    custodian = at("custodian", width=390)
    custodian.goto("/stocktakings")
    custodian.get_by_role("link", name="Open a stocktaking").click()
    custodian.select_option("select[name=unit]", label="R&D Centre")
    steps.send(custodian, r"/stocktakings/\d+$")
    number = steps.number(custodian)
    labels = scanned(custodian)
    for label in labels[:-1]:
        custodian.goto(label)
        custodian.get_by_role("button", name="It is here").click()
        expect(custodian.locator("main")).to_contain_text("It is there")
    custodian.goto(labels[-1])
    custodian.get_by_role("button", name="Not found").click()
    expect(custodian.locator("main")).to_contain_text("It is missing")
    steps.says(custodian, f"{len(labels)} of {len(labels)}")
    custodian.get_by_role("link", name="then close the stocktaking").click()
    custodian.goto(f"{steps.record(custodian)}/do/vault.count_surplus")
    custodian.fill("input[name=note]", "A USB stick without a label")
    custodian.fill("input[name=place]", "Laboratory 3")
    steps.send(custodian, r"/stocktakings/\d+$")
    steps.says(custodian, "A USB stick without a label")
    steps.confirm(custodian, "Close the stocktaking")
    expect(custodian.locator("main")).to_contain_text("to be signed off")
    expect(custodian.locator(".page-actions")).not_to_contain_text("Sign it off")

    head = at("head")
    head.goto("/")
    head.locator(".row-line", has_text=number).locator("a").click()
    steps.confirm(head, "Sign it off")
    expect(head.locator(".record-marks")).to_contain_text("Signed off")
    missing = head.locator(".count-line").filter(has_text="It is missing")
    expect(missing).to_have_count(1)
    custodian.goto(labels[0])
    steps.says(custodian, "nothing for you to count now")
    assert re.fullmatch(r"/vault/count/\w+", labels[0])
    assert not complaints
