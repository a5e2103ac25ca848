"""Fixtures of the vault's tests."""

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.vault.models import Carrier
from tests.conftest import Ticker
from tests.domains.register.browsing import clock
from tests.domains.register.conftest import as_
from tests.domains.vault import scenes
from tests.domains.vault.bringing import Program

__all__ = ["as_", "clock"]


@pytest.fixture
def carrier(company: Cast, at: Ticker) -> Carrier:
    return scenes.carrier(company, at)


@pytest.fixture
def owner(carrier: Carrier, company: Cast, clock: Ticker) -> Program:
    """Whose carrier it is, with an access key."""
    return Program(company, "engineer", clock)
