"""A served company whose calendar the test turns on, and its people, each at an own browser."""

import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import go_in, listen

ALL = object()
FORMS = re.compile(r"/do/|/new|/call$|/begin|/write|/meanwhile")
PASSWORD = "a long 7 phrase"
# A Tuesday in January, in the morning where the company is.
FIRST_DAY = datetime(2026, 1, 6, 1, 0, tzinfo=UTC)


class Year:
    """`at("office")` is that person's own browser; `on` moves the company's clock forward to a
    morning, after which everybody signs in anew."""

    def __init__(self, browser: Browser, address: str, clock: Path, complaints: list[str]) -> None:
        self.browser, self.address, self.clock = browser, address, clock
        self.complaints = complaints
        self.pages: dict[str, Page] = {}

    def at(self, who: str) -> Page:
        if who not in self.pages:
            context = self.browser.new_context(
                base_url=self.address, viewport={"width": 1360, "height": 900}, locale="zh-CN"
            )
            context.set_default_timeout(20_000)
            context.add_cookies(
                [{"name": "shoumi_language", "value": "zh-hans", "url": self.address}]
            )
            page = context.new_page()
            listen(page, self.complaints)
            go_in(page, who, PASSWORD)
            self.pages[who] = page
        return self.pages[who]

    def on(self, day: date, hour: int = 9) -> None:
        wanted = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=hour - 8)
        set_clock(self.clock, wanted)
        self.leave()

    def leave(self) -> None:
        for page in self.pages.values():
            page.context.close()
        self.pages = {}


def set_clock(clock: Path, wanted: datetime) -> None:
    fresh = clock.with_suffix(".new")
    fresh.write_text(str((wanted - datetime.now(UTC)).total_seconds()), "ascii")
    os.replace(fresh, clock)


def do(page: Page, action: str, /, **filled: Any) -> None:
    """Press the button of an act on the page that is open, fill in what it asks, and agree; on the
    page itself or on one of its own."""
    sheet = page.locator(f"details.confirm:has(form[action*='/do/{action}'])").first
    link = page.locator(f"a[href*='/do/{action}']").first
    button = sheet.locator("summary").or_(link).first
    button.wait_for(state="attached")
    if not button.is_visible():
        page.locator("details.more-menu > summary").click()
    button.click()
    if not sheet.count():
        send(page, **filled)
        return
    form = sheet.locator("form")
    fill(form, **filled)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


def send(page: Page, /, **filled: Any) -> None:
    """Fill in the form of the page and send it; refused, the page says so and the test with it."""
    form = page.locator("main .act-card form")
    fill(form, **filled)
    form.locator("button[type=submit]").first.click()
    page.wait_for_url(lambda address: not FORMS.search(address))


def fill(form: Locator, /, **filled: Any) -> None:
    for name, value in filled.items():
        field = form.locator(f"[name={name}]")
        kind = field.first.evaluate("one => one.type || one.tagName.toLowerCase()")
        if kind == "file":
            field.set_input_files(value)
        elif kind == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif kind == "checkbox":
            for box in field.all():
                box.set_checked(value is ALL or box.get_attribute("value") in value)
        elif kind.startswith("select"):
            field.select_option(**value if isinstance(value, dict) else {"value": value})
        else:
            field.fill(str(value))


def says(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def verdict(page: Page, clause: str, on: date | None = None) -> str:
    """What stands beside a clause of the regime on a day: its word in the margin."""
    page.goto(f"/regime?as_of={on.isoformat()}" if on else "/regime")
    margin = page.get_by_role("group", name=f"{clause} 的结论", exact=True)
    return margin.locator(".margin-head > :first-child").inner_text()
