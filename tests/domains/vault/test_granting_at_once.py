"""Two at the same moment: the last use of a grant is used once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import adopt_grades
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import CarrierVersion, Use
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.storage import keyring
from tests.conftest import Ticker
from tests.domains.vault import scenes

AT_ONCE = 4


@pytest.fixture
def version(data: Path, committed_cast: Cast, at: Ticker) -> CarrierVersion:
    keyring.establish(at=at())
    adopt_grades(preset="default", by=HOUSE, at=at())
    return scenes.filled(committed_cast, at, grade="core")


def test_the_last_use_is_used_once(
    version: CarrierVersion, committed_cast: Cast, at: Ticker
) -> None:
    """SQLite writes one after the other by itself; on PostgreSQL they really meet."""
    scenes.granted(committed_cast, at, version.carrier.secret, uses=1)
    now = at()
    meet = Barrier(AT_ONCE if connection.vendor == "postgresql" else 1)

    def look(_number: int) -> str:
        return _look(committed_cast, version.pk, now, meet)

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(AT_ONCE) as threads:
            answers = list(threads.map(look, range(AT_ONCE)))
    else:
        answers = [_look(committed_cast, version.pk, now, meet, closes=False) for _ in range(2)]
    assert answers.count("looked") == 1
    assert set(answers) == {"looked", "used_up"}
    assert Use.objects.count() == 1
    assert Entry.objects.filter(verb="vault.view", outcome="done").count() == 1


def _look(cast: Cast, version_id: int, at: datetime, meet: Barrier, *, closes: bool = True) -> str:
    """What one of them is answered; a thread closes its own connections."""
    try:
        version = CarrierVersion.objects.select_related("carrier__secret").get(pk=version_id)
        reader = cast["chemist"]
        meet.wait(timeout=30)
        actions.view(version.carrier, version=version, by=reader, at=at)
    except Refused as refused:
        return " ".join(one.code for one in refused.because)
    finally:
        if closes:
            connections.close_all()
    return "looked"
