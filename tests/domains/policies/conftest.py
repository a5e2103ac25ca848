"""Fixtures of the tests of rules."""

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies.models import Edition
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.register import scenes
from tests.domains.register.browsing import clock
from tests.domains.register.conftest import as_

__all__ = ["as_", "clock"]


@pytest.fixture
def basis(company: Cast, at: Ticker) -> Record:
    """Something that stands for a resolution: the rules know no committee."""
    return Record.objects.get(pk=scenes.nominated(company, at).pk)


@pytest.fixture
def draft(company: Cast, at: Ticker) -> Edition:
    return story.draft(company, at)


@pytest.fixture
def edition(company: Cast, at: Ticker, basis: Record) -> Edition:
    """In force for everybody."""
    return story.in_force(company, at, basis)
