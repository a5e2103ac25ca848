"""A partner gets something: reviewed first, opened outside, cut off; or as a sealed file."""

import re
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import steps
from tests.browser.journeys.conftest import At
from tests.kernel.rendering.makers import letter

pytestmark = pytest.mark.browser
PAGES = 8


def ask(page: Page, title: str, way: str) -> str:
    """The owner enters a file and asks to give it away; answers the disclosure's address."""
    secret = steps.secret(page)
    steps.carrier(page, title, form="file", place="保管库", file=letter(PAGES))
    page.goto(secret)
    page.locator("a[href$='/disclosures/new']").click()
    shown = page.locator("select[name=shown]")
    shown.select_option(shown.locator("option", has_text=title).last.get_attribute("value"))
    page.check(f"input[name=way][value={way}]")
    page.fill("input[name=partner]", "恒远热工设备公司")
    page.fill("input[name=recipient]", "冯工")
    page.fill("input[name=agreement]", "对外保密协议〔2026〕第31号")
    until = datetime.now(UTC).date() + timedelta(days=200)
    page.fill("input[name=agreement_until]", until.isoformat())
    page.fill("textarea[name=purpose]", "核对炉温曲线")
    steps.send(page, r"/disclosures/\d+$")
    return page.url


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_partner_opens_a_link_until_it_is_revoked(at: At) -> None:
    engineer = at("engineer")
    asked = ask(engineer, "炉温曲线对照", "link")
    steps.says(engineer, "In review")
    number = steps.number(engineer)
    for who in ("head", "custodian", "office"):
        steps.agree(at(who), number)
    engineer.goto("/")
    engineer.locator(".row-line", has_text=number).locator("a").click()
    engineer.get_by_role("link", name="Hand it out").click()
    engineer.locator("main form button[type=submit]").click()
    link = steps.fact(engineer, "Link").inner_text()
    code = steps.fact(engineer, "Passcode").inner_text()

    outsider = at("", width=390)
    outsider.goto(link)
    outsider.fill("input[name=code]", "AAAA-BBBB-CCCC")
    outsider.click("main form button[type=submit]")
    expect(outsider.get_by_role("alert")).to_contain_text("opens nothing")
    outsider.fill("input[name=code]", code)
    outsider.click("main form button[type=submit]")
    outsider.wait_for_url(re.compile(r"/pages$"))
    pages = outsider.locator(".look-page")
    expect(pages).to_have_count(PAGES)
    expect(pages.nth(0)).to_have_class(re.compile("is-there"))

    engineer.goto(asked)
    steps.says(engineer, "1 / 5")
    steps.confirm(engineer, "Revoke it", note="选型已经结束")
    expect(engineer.locator("main")).to_contain_text("Revoked")
    outsider.fill("#look-number", str(PAGES))
    outsider.press("#look-number", "Enter")
    expect(pages.nth(PAGES - 1)).to_contain_text("This look is over")
    expect(pages.nth(0)).not_to_have_class(re.compile("is-there"))
    outsider.reload()
    expect(outsider.locator("input[name=code]")).to_be_visible()
    outsider.fill("input[name=code]", code)
    outsider.click("main form button[type=submit]")
    expect(outsider.get_by_role("alert")).to_contain_text("or no longer")


def test_a_sealed_file_opens_with_the_code_alone(at: At, complaints: list[str]) -> None:
    engineer = at("engineer")
    asked = ask(engineer, "炉温曲线密封件", "file")
    number = steps.number(engineer)
    for who in ("head", "custodian", "office"):
        steps.agree(at(who), number)
    engineer.goto(asked)
    engineer.get_by_role("link", name="交付").click()
    engineer.locator("main form button[type=submit]").click()
    code = steps.fact(engineer, "口令").inner_text()
    with engineer.expect_download() as taken:
        engineer.get_by_role("button", name="取走加密文件").click()
    file = taken.value.path().read_bytes()
    assert "炉温" not in taken.value.suggested_filename
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(file)
    assert len(pypdfium2.PdfDocument(file, password=code)) == PAGES
    engineer.goto(asked)
    steps.says(engineer, "已交付")
    assert not complaints
