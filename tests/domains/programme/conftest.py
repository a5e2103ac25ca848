"""Fixtures of the tests of plans."""

import pytest

from shoumi.demo.cast import Cast, open_accounts
from shoumi.domains.programme.models import Plan
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.register import scenes
from tests.domains.register.browsing import PASSWORD, clock
from tests.domains.register.conftest import as_

__all__ = ["as_", "clock"]
LEADS = ("office", "office_head", "counsel", "custodian", "head", "it_head")


@pytest.fixture
def house(company: Cast, at: Ticker) -> Cast:
    """The company, with accounts for those who lead items."""
    open_accounts(company, dict.fromkeys(LEADS, PASSWORD), at=at())
    return company


@pytest.fixture
def basis(house: Cast, at: Ticker) -> Record:
    """Something that stands for a resolution: the plans know no committee."""
    return Record.objects.get(pk=scenes.nominated(house, at).pk)


@pytest.fixture
def draft(house: Cast, at: Ticker) -> Plan:
    return story.draft(house, at)


@pytest.fixture
def plan(house: Cast, at: Ticker, basis: Record) -> Plan:
    """Of next year, adopted, issued before it begins."""
    return story.in_force(house, at, basis)
