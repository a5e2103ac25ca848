"""A company of its own for the year, served under a clock that the test turns on."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import serving_in
from tests.browser.year.house import FIRST_DAY, Year, set_clock
from tests.installed import ROOT, surroundings

MAKE = "import django; django.setup(); from tests.browser.year import made; made.main()"


@pytest.fixture
def year(browser: Browser, tmp_path: Path, complaints: list[str]) -> Iterator[Year]:
    folder, clock = tmp_path / "data", tmp_path / "clock"
    folder.mkdir(mode=0o700)
    set_clock(clock, FIRST_DAY)
    told = surroundings(
        folder, SHOUMI_TESTS_CLOCK=str(clock), DJANGO_SETTINGS_MODULE="shoumi.config.settings",
        PYTHONPATH=f"{ROOT}:{Path(__file__).with_name('clock')}",
    )  # fmt: skip
    subprocess.run([sys.executable, "-c", MAKE], cwd=ROOT, env=told, check=True, timeout=120)
    with serving_in(told) as address:
        played = Year(browser, address, clock, complaints)
        yield played
        played.leave()
