"""In a real browser: a file is put in and looked at, and its pages come as one scrolls."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.kernel.rendering.makers import letter

pytestmark = pytest.mark.browser
THERE = re.compile(r"\bis-there\b")


def test_pages_come_as_one_scrolls_and_grow_sharper(sign_in: SignIn, complaints: list[str]) -> None:
    page = sign_in("engineer")
    page.goto("/carriers?medium=electronic")
    page.get_by_role("link", name="升温曲线试验记录").first.click()
    page.wait_for_url(re.compile(r"/carriers/\d+$"))
    key = page.url.rpartition("/")[2]
    page.goto(f"/records/{key}/do/vault.add_version")
    file = {"name": "手册.pdf", "mimeType": "application/pdf", "buffer": letter(6)}
    page.set_input_files("main input[type=file]", file)  # type: ignore[arg-type]
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(rf"/carriers/{key}$"))
    page.locator("form[action$='/look'] button").first.click()
    page.wait_for_url(re.compile(r"/looks/[0-9A-Z]{8}$"))

    pages = page.locator(".look-page")
    expect(pages).to_have_count(6)
    expect(pages.nth(0)).to_have_class(THERE, timeout=20_000)
    page.fill("#look-number", "6")
    page.press("#look-number", "Enter")
    expect(pages.nth(5)).to_have_class(THERE, timeout=20_000)
    # What was only passed was not asked for: each page shown is entered in the log.
    expect(pages.nth(2)).not_to_have_class(THERE)
    page.keyboard.press("+")
    expect(page.locator("#look-bar output")).to_have_text("125 %")
    expect(pages.nth(5).locator("img")).to_have_attribute(
        "src", re.compile("size=large"), timeout=20_000
    )
    page.emulate_media(media="print")
    expect(page.locator("#look-pages")).to_be_hidden()
    expect(page.locator(".look-paper")).to_be_visible()
    assert complaints == []
