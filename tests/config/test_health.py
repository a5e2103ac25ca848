"""/healthz tells the truth: 200 only when this node can serve."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from shoumi.config import health, readiness
from shoumi.config.folder import Unusable
from shoumi.kernel.activity import guard
from shoumi.kernel.storage import keyring

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture(autouse=True)
def _keys() -> None:
    keyring.establish(at=timezone.now())


def asked() -> tuple[int, dict[str, str]]:
    answer = Client().get("/healthz")
    return answer.status_code, answer.json()


def test_all_is_well() -> None:
    status, told = asked()
    assert status == 200, told
    assert set(told.values()) == {"ok"}


def test_a_missing_migration_is_told_and_stops_the_start() -> None:
    MigrationRecorder(connection).record_unapplied(
        "accounts", "0001_persons_units_posts_and_accounts"
    )
    assert asked()[0] == 503
    assert asked()[1]["migrations"] == "pending"
    with pytest.raises(Unusable, match="shoumi setup"):
        readiness.require_ready(timezone.now())


def test_a_missing_guard_is_told_and_put_back_at_the_start() -> None:
    guard.remove(connection)
    assert asked()[1]["guard"] == "missing"
    assert readiness.require_ready(timezone.now())
    assert asked()[1]["guard"] == "ok"
    assert readiness.require_ready(timezone.now()) == []


def test_a_missing_root_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "state", lambda: keyring.State.MISSING)
    status, told = asked()
    assert (status, told["keys"]) == (503, "missing")


def test_a_database_that_is_out_of_reach_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(known: object) -> list[str]:
        raise DatabaseError("secret-host refused")

    monkeypatch.setattr(health, "pending", unreachable)
    status, told = asked()
    assert (status, told["database"]) == (503, "unreachable")
    assert "secret-host" not in str(told)


def test_it_takes_no_post() -> None:
    assert Client().post("/healthz").status_code == 405
