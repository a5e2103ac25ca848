"""A served demo company, and people of the cast who sit before a real browser."""

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.installed import ROOT, command, surroundings
from tests.tools.chromium import on_this_machine

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SignIn = Callable[..., Page]


@contextmanager
def serving_in(around: dict[str, str]) -> Iterator[str]:
    """A house served in that environment: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        command("serve", "--port", str(port)), cwd=ROOT, env=around,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if f"127.0.0.1:{port}" in line:
                break
        else:
            pytest.fail("Shoumi did not start: " + "".join(said))
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(10)


@contextmanager
def serving(made: Path, folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A house of its own in that folder: its address, and the passwords by sign-in name."""
    shutil.copytree(made, folder)
    with serving_in(surroundings(folder)) as address:
        people = json.loads((folder / "demo-sign-ins.json").read_text("utf-8"))
        yield address, {one["username"]: one["password"] for one in people}


@pytest.fixture
def served(
    demo_made_once: tuple[Path, str], tmp_path: Path
) -> Iterator[tuple[str, dict[str, str]]]:
    """A house of this test's own."""
    with serving(demo_made_once[0], tmp_path / "data") as house:
        yield house


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    found = playwright.chromium.launch(
        executable_path=on_this_machine() or None, args=ARGUMENTS, headless=True
    )
    yield found
    found.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browsers of this test had to complain of: script errors, broken policies."""
    return []


def listen(page: Page, complaints: list[str]) -> None:
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def go_in(page: Page, who: str, password: str) -> None:
    page.goto("/sign-in")
    page.fill("input[name=name]", who)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit], form button[type=submit] >> nth=0")
    page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.fixture
def sign_in(
    browser: Browser, served: tuple[str, dict[str, str]], complaints: list[str]
) -> Iterator[SignIn]:
    """`sign_in("custodian")` gives that person's own browser, signed in and at home."""
    address, passwords = served
    contexts = []

    def enter(who: str, *, language: str = "zh-hans", width: int = 1360) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 900}, locale="zh-CN"
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": "shoumi_language", "value": language, "url": address}])
        page = context.new_page()
        listen(page, complaints)
        go_in(page, who, passwords[who])
        return page

    yield enter
    for context in contexts:
        context.close()
