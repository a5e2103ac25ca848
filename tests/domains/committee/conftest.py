"""Fixtures of the committee's tests."""

from tests.domains.register.browsing import clock
from tests.domains.register.conftest import as_

__all__ = ["as_", "clock"]
