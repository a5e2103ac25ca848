"""Access is asked for, given by owner and administrator, and used: looked at, printed, copied."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import steps
from tests.browser.journeys.conftest import At
from tests.kernel.rendering.makers import letter

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_whoever_asks_is_let_in_by_owner_and_administrator_and_prints(
    at: At, complaints: list[str]
) -> None:
    engineer = at("engineer")
    secret = steps.secret(engineer, "涂布机张力闭环控制程序")
    file = steps.carrier(engineer, "张力参数整定", form="file", place="保管库", file=letter(2))
    head = at("head")
    head.goto(file)
    expect(head.locator("form[action$='/look']")).to_have_count(0)
    head.get_by_role("link", name="Ask for access").click()
    head.fill("textarea[name=purpose]", "核对二号线的参数")
    head.fill("input[name=uses]", "5")
    steps.send(head, r"/grants/\d+$")
    asked, number = head.url, steps.number(head)
    for who in ("engineer", "custodian", "leader"):
        steps.agree(at(who), number)
    head.goto("/")
    head.locator(".row-line", has_text=number).locator("a").click()
    assert head.url == asked
    steps.says(head, "Given")

    head.goto(file)
    head.get_by_role("button", name="Look at it").click()
    expect(head.locator(".look-page").first).to_have_class(re.compile("is-there"))
    # A look is no print: the grant does not hold it, and there is no button for it.
    head.goto(file)
    expect(head.get_by_role("link", name="Print it")).to_have_count(0)
    engineer.goto(asked)
    steps.says(engineer, "1 / 5")
    head.goto(secret)
    steps.says(head, "You have a grant until")
    assert not complaints


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_paper_and_notes_get_numbers_of_their_own(at: At) -> None:
    engineer = at("engineer")
    steps.secret(engineer)
    file = steps.carrier(engineer, "打印用记录", form="file", place="保管库", file=letter(1))
    head = at("head")
    # In the demo the head has leave to look and print, as one of the team.
    head.goto(file)
    head.get_by_role("link", name="Print it").click()
    head.fill("input[name=copies]", "2")
    head.fill("input[name=whereabouts]", "二号产线保密柜")
    with head.expect_response(lambda answer: answer.request.method == "POST") as printed:
        head.locator("main .act-card form button[type=submit]").click()
    assert printed.value.headers["content-type"] == "application/pdf"
    head.goto("/carriers?q=二号产线保密柜")
    expect(head.locator("tbody tr")).to_have_count(2)

    engineer.goto(file)
    engineer.get_by_role("link", name="Copy passages out").click()
    engineer.fill("input[name=part]", "Table 2")
    engineer.check("input[name=medium][value=physical]")
    engineer.fill("input[name=whereabouts]", "Notebook 7, cabinet B")
    steps.send(engineer, r"/carriers/\d+$")
    steps.says(engineer, "Table 2", "Notebook 7, cabinet B")
