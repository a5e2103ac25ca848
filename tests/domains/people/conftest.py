"""A house in which something keeps agreements, as the agreements' own part will say it does."""

from collections.abc import Iterator

import pytest

from shoumi.domains.people import sources
from shoumi.domains.people.rules import Kind
from tests.domains.register.conftest import as_, clock

__all__ = ["as_", "clock"]


@pytest.fixture
def agreements_kept() -> Iterator[None]:
    sources.declare(Kind.AGREEMENT)
    yield
    sources.forget(Kind.AGREEMENT)
