"""/healthz tells the truth: 200 only when this node can serve."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from shoumi.config import health, readiness
from shoumi.config.commands import main
from shoumi.config.folder import Unusable
from shoumi.demo.cast import Cast
from shoumi.kernel.activity import guard
from shoumi.kernel.delivery.outbox import queue
from shoumi.kernel.delivery.outbox.faults import Reach, Undelivered
from shoumi.kernel.storage import keyring
from tests.kernel.delivery.servers import mail_server

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


def test_messages_that_stand_still_are_told_without_their_number(
    cast: Cast, settings: Settings
) -> None:
    at = timezone.now()
    with mail_server() as (_post, settings.MAIL):
        settings.ADDRESS = "https://shoumi.example.cn"
        queue.put("email", "reminder", [cast["engineer"].pk], at=at - timedelta(minutes=59))
        assert asked()[1]["status"] == "ok"
        queue.put("email", "reminder", [cast["head"].pk], at=at - timedelta(minutes=61))
        status, told = asked()
        assert (status, told["status"], told["messages"]) == (200, "degraded", "still")
        gone = queue.take("email", at)
        assert gone is not None
        queue.sent(gone, at)
        assert asked()[1]["messages"] == "ok"
    settings.MAIL = None
    assert asked()[1]["status"] == "ok"


def test_what_fails_outweighs_messages_that_stand_still(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server() as (_post, settings.MAIL):
        settings.ADDRESS = "https://shoumi.example.cn"
        queue.put("email", "reminder", [cast["head"].pk], at=timezone.now() - timedelta(hours=2))
        monkeypatch.setattr(keyring, "state", lambda: keyring.State.MISSING)
        status, told = asked()
    assert (status, told["status"]) == (503, "unwell")


def test_ready_says_what_is_set_up_and_what_waits(
    cast: Cast,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(readiness, "require_ready", lambda at: [])
    monkeypatch.setattr("shoumi.config.folder.require_private", lambda where: None)
    at = timezone.now()
    with mail_server() as (_post, settings.MAIL):
        settings.ADDRESS = "https://shoumi.example.cn"
        queue.put("email", "reminder", [cast["engineer"].pk, cast["head"].pk], at=at)
        row = queue.take("email", at)
        assert row is not None
        queue.failed(row, Undelivered("refused", Reach.LASTING), at)
        assert main(["ready"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("set up; 1 waiting, 1 could not be delivered")
    assert said[1].endswith("not set up")


def test_it_takes_no_post() -> None:
    assert Client().post("/healthz").status_code == 405
