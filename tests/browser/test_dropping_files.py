"""A person drops a file on a carrier's page, a folder on a secret's, and sees what came of it."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser
SOON = 30_000

# Puts a file into the hands of whoever drops, as the browser itself does.
DROP = """(area, [name, text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, { lastModified: 1 }));
  const how = { dataTransfer: held, bubbles: true, cancelable: true };
  area.dispatchEvent(new DragEvent("drop", how));
}"""


def a_secret_of(page: Page) -> str:
    """The address of a secret into which this person brings files."""
    page.goto("/secrets")
    found = page.locator("a[href^='/secrets/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    for address in dict.fromkeys(one for one in found if re.fullmatch(r"/secrets/\d+", one)):
        page.goto(address)
        if page.locator("[data-drop]").count():
            return str(address)
    pytest.fail("the engineer of the demo owns no secret in force")


def test_a_folder_is_brought_and_a_dropped_file_becomes_the_next_version(
    sign_in: SignIn, complaints: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "试验记录"
    (folder / "第二批").mkdir(parents=True)
    (folder / "升温.txt").write_text("80 ℃" * 5000, "utf-8")
    (folder / "第二批" / "降温.txt").write_text("20 ℃" * 5000, "utf-8")
    page = sign_in("engineer")
    secret = a_secret_of(page)
    page.set_input_files("input[data-chosen=folder]", folder)
    expect(page.locator("[data-sum]")).to_contain_text("已存入 2 / 2 个", timeout=SOON)
    rows = page.locator("[data-files] > li")
    digest = hashlib.sha256((folder / "升温.txt").read_bytes()).hexdigest()
    expect(rows.filter(has_text="试验记录/升温.txt")).to_contain_text(digest, timeout=SOON)
    page.goto(secret)
    expect(page.locator("body")).to_contain_text("试验记录 / 第二批 / 降温.txt", timeout=SOON)
    page.click("text=试验记录 / 升温.txt")
    text = "81 ℃" * 3000
    page.locator("[data-drop]").evaluate(DROP, ["升温-2.txt", text])
    row = page.locator("[data-files] > li")
    expect(row).to_contain_text("已存入保管库", timeout=SOON)
    expect(row).to_contain_text(hashlib.sha256(text.encode()).hexdigest(), timeout=SOON)
    row.locator("[data-link]").click()
    expect(page.locator("#versions")).to_contain_text("升温-2.txt", timeout=SOON)
    assert not complaints


def test_after_a_lost_connection_it_goes_on_where_it_stopped(
    sign_in: SignIn, tmp_path: Path
) -> None:
    page = sign_in("engineer", language="en", width=390)
    a_secret_of(page)
    file = tmp_path / "a.bin"
    file.write_bytes(bytes(range(256)) * 20_000)
    offsets: list[str] = []

    def half(route: Route) -> None:
        """The first time, only half of the body comes; then the line is dead for a while."""
        body = route.request.post_data_buffer or b""
        offsets.append(route.request.headers["upload-offset"])
        if len(offsets) > 1:
            route.continue_()
            return
        route.fetch(post_data=body[: len(body) // 2])
        route.abort("connectionreset")

    page.route("**/api/v1/uploads/*", lambda route: half(route)
               if route.request.method == "PATCH" else route.continue_())  # fmt: skip
    page.set_input_files("input[data-chosen=files]", file)
    row = page.locator("[data-files] > li")
    expect(row).to_contain_text(hashlib.sha256(file.read_bytes()).hexdigest(), timeout=SOON)
    assert offsets == ["0", str(file.stat().st_size // 2)]


def test_a_paused_file_goes_on_after_the_page_was_loaded_again(
    sign_in: SignIn, tmp_path: Path
) -> None:
    page = sign_in("engineer", language="en")
    a_secret_of(page)
    file = tmp_path / "b.bin"
    file.write_bytes(b"b" * 500_000)
    begun: list[str] = []
    page.on("request", lambda sent: begun.append(sent.url) if sent.method == "POST" else None)
    page.route("**/api/v1/uploads/*", lambda route: None
               if route.request.method == "PATCH" else route.continue_())  # fmt: skip
    page.set_input_files("input[data-chosen=files]", file)
    row = page.locator("[data-files] > li")
    with page.expect_request(lambda sent: sent.method == "PATCH"):
        pass
    row.locator("[data-pause]").click()
    expect(row).to_contain_text("Paused", timeout=SOON)
    kept = page.evaluate("Object.keys(localStorage).join()")
    assert "b.bin" not in kept
    page.unroute_all(behavior="ignoreErrors")
    page.reload()
    page.set_input_files("input[data-chosen=files]", file)
    expect(row).to_contain_text(hashlib.sha256(file.read_bytes()).hexdigest(), timeout=SOON)
    assert len([url for url in begun if url.endswith("/uploads")]) == 1
    assert page.evaluate("localStorage.length") == 0


def test_what_is_refused_is_said_in_its_row(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("engineer", language="en")
    a_secret_of(page)
    file = tmp_path / "绝密方案.txt"
    file.write_text("x")
    page.set_input_files("input[data-chosen=files]", file)
    row = page.locator("[data-files] > li")
    expect(row).to_contain_text("state secret", timeout=SOON)
    row.locator("[data-stop]").click()
    expect(row).to_contain_text("nothing of it was kept", timeout=SOON)
