"""The wall of clauses on the home pages of those who answer for the regime."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.regime.models import Edition
from shoumi.regime.wall import KEPT_FOR, wall
from tests.conftest import Ticker
from tests.regime.conftest import Browser


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_the_wall_holds_every_clause_with_its_verdict(
    in_force: Edition, company: Cast, at: Ticker, browser: Browser
) -> None:
    assert 'hx-get="/regime/wall"' in browser("chair").get("/").content.decode()
    html = browser("chair").get("/regime/wall").content.decode()
    assert len(re.findall('class="wall-tile wall-', html)) == 33
    counts = [int(one) for one in re.findall(r"</span> (\d+)</a>", html)]
    assert sum(counts) == 33


def test_it_is_not_for_those_who_do_not_answer_for_the_regime(
    in_force: Edition, company: Cast, browser: Browser
) -> None:
    engineer = browser("engineer")
    assert "/regime/wall" not in engineer.get("/").content.decode()
    assert "wall-tile" not in engineer.get("/regime/wall").content.decode()


def test_without_an_edition_it_says_so(company: Cast, browser: Browser) -> None:
    assert "No edition of the regime is in force." in (
        browser("chair").get("/regime/wall").content.decode()
    )


def test_what_was_found_stands_for_a_while(in_force: Edition, at: Ticker) -> None:
    first = wall(in_force, at.now)
    with CaptureQueriesContext(connection) as queries:
        again = wall(in_force, at.now + KEPT_FOR - timedelta(minutes=1))
    assert len(queries) == 0
    assert again.found_at == first.found_at
    assert wall(in_force, at.now + KEPT_FOR).found_at == at.now + KEPT_FOR
    assert wall(in_force, at.now - timedelta(days=1)).found_at < first.found_at
