"""Fixtures of the notices' tests."""

from datetime import UTC, datetime

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.notices.models import Circular, CooperationAnswer, DepartmentReport
from tests.conftest import Ticker
from tests.domains.notices import story
from tests.domains.register.browsing import clock
from tests.domains.register.conftest import as_

__all__ = ["as_", "clock"]


@pytest.fixture
def circular(company: Cast, at: Ticker) -> Circular:
    """Issued to the departments of the company itself."""
    return story.issued(company, at)


@pytest.fixture
def report(company: Cast, at: Ticker) -> DepartmentReport:
    """R&D's of November, asked for on the first of December."""
    at.now = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    return story.asked_for(at)["RD"]


@pytest.fixture
def answer(company: Cast, at: Ticker) -> CooperationAnswer:
    """Marketing's part in what R&D asks for."""
    return story.asked(company, at)["MK"]
