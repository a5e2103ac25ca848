"""One served demo company for all journeys, and its people, each at a browser of his own.

The journeys share the house: each works on what it made itself, and counts on nobody's order.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import go_in, listen, serving

# Sits down somebody of the cast, or with "" an outsider: `at("engineer", width=390)`.
At = Callable[..., Page]
HEIGHTS = {390: 844}
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def house(
    demo_made_once: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, str]]]:
    with serving(demo_made_once[0], tmp_path_factory.mktemp("journeys") / "data") as found:
        yield found


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """By name, what a browser keeps of a sign-in: a person signs in once for all journeys."""
    return {}


@pytest.fixture(params=["zh-hans"])
def language(request: pytest.FixtureRequest) -> str:
    """Of the whole journey; one that is told in English says so by its parameter."""
    return str(request.param)


@pytest.fixture
def at(
    browser: Browser,
    house: tuple[str, dict[str, str]],
    signed_in: dict[str, Any],
    language: str,
    complaints: list[str],
) -> Iterator[At]:
    address, passwords = house
    contexts = []

    def sit_down(who: str, *, width: int = 1360) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            locale="zh-CN", storage_state=signed_in.get(who), accept_downloads=True,
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "shoumi_language", "value": language, "url": address}])
        page = context.new_page()
        listen(page, complaints)
        if who and who not in signed_in:
            go_in(page, who, passwords[who])
            signed_in[who] = context.storage_state()
        return page

    yield sit_down
    for context in contexts:
        context.close()
