"""Fixtures of the register's tests."""

from collections.abc import Callable

import pytest

from shoumi.demo.cast import Cast
from tests.conftest import Ticker
from tests.domains.register.browsing import Browser, clock

__all__ = ["clock"]

As = Callable[..., Browser]


@pytest.fixture
def as_(company: Cast, clock: Ticker) -> As:
    """`as_("custodian")` is that person's browser."""

    def browser(key: str, lang: str = "en") -> Browser:
        return Browser(company, key, clock, lang)

    return browser
