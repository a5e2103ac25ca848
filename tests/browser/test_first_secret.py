"""The whole story in a real browser: a secret is nominated, graded by those whom the regime names,
the verdict of clause 4.2 follows, and the log holds it all."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser

GROUNDS = {
    "secrecy": "检索了公开文献，没有找到同样的做法。",
    "value": "单位成本下降一成，同行没有做到。",
    "protection": "只有三人知道，文件放在加密盘里。",
}


def act(page: Page, url: str, action: str) -> None:
    """Go to the page of one of the record's actions, as its button does."""
    key = re.search(r"/secrets/(\d+)", url)
    assert key is not None
    page.goto(f"/records/{key[1]}/do/{action}")


def decide(page: Page, url: str) -> None:
    act(page, url, "register.approve_grading")
    page.check("input[name=verdict][value=agree]")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/secrets/\d+$"))


def nominate(page: Page) -> str:
    page.goto("/secrets/new")
    page.fill("input[name=title]", "浆料脱泡的真空曲线")
    page.fill("textarea[name=brief]", "分三步抽真空，气泡残留最少。")
    page.fill("input[name=whereabouts]", "研发中心加密盘 R:/vacuum")
    page.check("input[name=no_state_secret]")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/secrets/\d+$"))
    return page.url


def describe(page: Page, url: str) -> None:
    page.goto(f"{url}/describe")
    page.select_option("select[name=category]", "process_parameters")
    page.select_option("select[name=origin]", "own")
    for element, words in GROUNDS.items():
        page.fill(f"textarea[name={element}]", words)
    page.fill("textarea[name=points] >> nth=0", "第一步抽到 20 千帕，保持 4 分钟。")
    page.check("input[name=measure_carriers]")
    page.fill("input[name=note_carriers]", "加密盘，按人授权")
    page.check("input[name=proposed_grade][value=important]")
    page.check("input[value=lasting]")
    page.fill("input[name$=_count], input[name$=_number]", "5")
    page.click("main form button[type=submit]:not([name]):not([aria-hidden])")
    page.wait_for_url(re.compile(r"/secrets/\d+$"))


def clause_verdict(page: Page) -> str:
    page.goto("/regime")
    found = page.locator("#clause-4\\.2, #c-4\\.2, [data-clause='4.2']").first
    return found.inner_text()


def test_a_secret_is_nominated_graded_and_seen_by_the_regime(
    sign_in: SignIn, complaints: list[str]
) -> None:
    engineer = sign_in("engineer")
    url = nominate(engineer)
    custodian = sign_in("custodian")
    describe(custodian, url)
    act(custodian, url, "register.propose_grading")
    custodian.click("main form button[type=submit]")
    custodian.wait_for_url(re.compile(r"/secrets/\d+$"))
    expect(custodian.locator("body")).to_contain_text("等待审批")
    waiting = clause_verdict(custodian)
    for signer in ("head", "leader"):
        decide(sign_in(signer), url)
    office = sign_in("office")
    act(office, url, "register.file")
    office.click("main form button[type=submit]")
    office.wait_for_url(re.compile(r"/secrets/\d+$"))
    expect(office.locator("body")).to_contain_text("〔2026〕")
    expect(office.locator("body")).not_to_contain_text("第一步抽到 20 千帕")
    assert clause_verdict(office) != waiting
    custodian.goto(url)
    custodian.click("form[action$='/content'] button[type=submit]")
    expect(custodian.locator("body")).to_contain_text("第一步抽到 20 千帕")
    assert not complaints


def test_a_sister_and_the_administrators_never_see_it(sign_in: SignIn) -> None:
    url = nominate(sign_in("engineer"))
    for who in ("sister_custodian", "system_admin", "secrecy_admin", "audit_admin", "marketer"):
        page = sign_in(who)
        answer = page.goto(url)
        assert answer is not None
        assert answer.status in {403, 404}
        page.goto("/")
        expect(page.locator("body")).not_to_contain_text("浆料脱泡")


def test_the_audit_administrator_reads_the_log(sign_in: SignIn, complaints: list[str]) -> None:
    nominate(sign_in("engineer"))
    auditor = sign_in("audit_admin")
    auditor.goto("/log")
    expect(auditor.locator("table")).to_contain_text("提名商业秘密")
    expect(auditor.locator("body")).not_to_contain_text("浆料脱泡")
    assert not complaints


PLACES = ("/", "/regime", "/regime/editions", "/secrets", "/secrets/new", "/secrets/grades",
          "/secrets/3", "/people", "/organisation", "/account/sessions")  # fmt: skip


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_screen_fits_and_breaks_no_policy(
    sign_in: SignIn, complaints: list[str], width: int, language: str
) -> None:
    page = sign_in("office", language=language, width=width)
    for place in PLACES:
        answer = page.goto(place)
        assert answer is not None
        assert answer.status == 200, place
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 1, place
        assert page.locator("html").get_attribute("lang") == (
            "en" if language == "en" else "zh-hans"
        )
    assert not complaints
