"""A secret in force, its owner's department and the office before their browsers."""

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import open_to
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.conftest import as_, clock
from tests.kernel.acting import acting

__all__ = ["as_", "clock"]


@pytest.fixture
def secret(company: Cast, at: Ticker) -> TradeSecret:
    found = scenes.in_force(company, at)
    with acting(at):
        for key in ("engineer", "chemist", "head"):
            open_to(found, company[key], Capacity.KNOWS, because="t", at=at())
    return found


@pytest.fixture
def dispatch(secret: TradeSecret, company: Cast, at: Ticker) -> Dispatch:
    people = [company[key] for key in ("engineer", "chemist", "head")]
    record = Record.objects.get(pk=secret.pk)
    return send(record, people=people, act="acknowledge", by=company["custodian"], at=at())
