"""What the people of the journeys do on many screens: open a secret, put a file in, decide."""

import re

from playwright.sync_api import Locator, Page, expect

SECRET = "低温固化升温曲线"


def secret(page: Page, title: str = SECRET) -> str:
    """Go to a secret of the demo by the list; answers its address."""
    page.goto("/secrets")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_url(re.compile(r"/secrets/\d+$"))
    return page.url


def carrier(page: Page, title: str, *, form: str, place: str, file: bytes = b"") -> str:
    """Enter a carrier of the secret whose page is open, and put the file in where there is one;
    answers the address of the carrier."""
    page.locator("a[href$='/carriers/new']").click()
    page.fill("input[name=title]", title)
    page.check(f"input[name=medium][value={'electronic' if form == 'file' else 'physical'}]")
    page.select_option("select[name=form]", form)
    page.fill("input[name=whereabouts]", place)
    send(page, r"/carriers/\d+$")
    address = page.url
    if file:
        page.goto(f"{record(page)}/do/vault.add_version")
        told = {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": file}
        page.set_input_files("main input[type=file]", told)  # type: ignore[arg-type]
        send(page, r"/carriers/\d+$")
    return address


def record(page: Page) -> str:
    """Where the acts of the record stand whose page is open."""
    return f"/records/{page.url.split('?')[0].rpartition('/')[2]}"


def send(page: Page, onto: str) -> None:
    """Send the form of the page, and be led on."""
    page.locator("main .act-card form button[type=submit]").first.click()
    page.wait_for_url(re.compile(onto))


def agree(page: Page, number: str) -> None:
    """From one's inbox to what waits there, and say yes to it."""
    page.goto("/")
    page.locator(".row-line", has_text=number).locator("a.row-whole").first.click()
    page.locator(".page-actions a[href*='decide_']").click()
    page.check("input[name=verdict][value=agree]")
    page.locator("main .act-card form button[type=submit]").click()
    page.wait_for_url(lambda address: "/do/" not in address)


def confirm(page: Page, button: str, **filled: str) -> None:
    """Open the sheet of a button, fill it in and send it."""
    page.locator("details.confirm > summary", has_text=button).click()
    sheet = page.locator("dialog[open]")
    for name, text in filled.items():
        sheet.locator(f"[name={name}]").fill(text)
    sheet.locator("button[type=submit]").click()


def number(page: Page) -> str:
    """The number of the record whose page is open."""
    return page.locator(".page-pretitle").inner_text().strip()


def fact(page: Page, label: str) -> Locator:
    """What stands beside that label."""
    return page.locator(".fact", has=page.locator("dt", has_text=label)).locator("dd")


def says(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)
