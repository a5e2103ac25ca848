"""Real kills: whatever instant the process dies at, what was promised is whole."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from shoumi.foundation.sealing import Header, KeyfileRoot, KeyWrapper, RangeReader, Suite

WORKER = ["-m", "tests.kernel.storage.killed_worker"]
ROUNDS = 8


def start(data: Path, what: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUMI_")}
    return subprocess.Popen(
        [sys.executable, *WORKER, what],
        env=kept
        | {
            "SHOUMI_DATA": str(data),
            "SHOUMI_SECRET_KEY": "only-for-tests-" + "k" * 50,
            "DJANGO_SETTINGS_MODULE": "shoumi.config.settings",
        },
        cwd=Path(__file__).resolve().parents[3],
        stdout=subprocess.PIPE,
        text=True,
    )


def killed_after(data: Path, lines: int) -> dict[UUID, int]:
    """Lets the worker report so many objects, kills it, and returns all that it reported."""
    reported: dict[UUID, int] = {}
    with start(data, "work") as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        for _ in range(lines):
            uuid, number = worker.stdout.readline().split()
            reported[UUID(uuid)] = int(number)
        worker.send_signal(signal.SIGKILL)
        rest = worker.stdout.read().splitlines()
    for line in rest:
        uuid, _, count = line.partition(" ")
        if count:
            reported[UUID(uuid)] = int(count)
    return reported


def opened(data: Path) -> dict[UUID, bytes]:
    """Every row's content, opened by hand: without the house, as a recovery would."""
    main, keys = (sqlite3.connect(data / name) for name in ("shoumi.sqlite3", "keystore.sqlite3"))
    tenant, mark = keys.execute("SELECT tenant, root_fingerprint FROM storage_keystore").fetchone()
    root = KeyfileRoot(data / "keys" / "root-1.key", expected=mark)
    owner = UUID(tenant).bytes
    suite, level, wrapped = keys.execute(
        "SELECT suite, level, wrapped FROM storage_vaultkey"
    ).fetchone()
    numbers = suite.to_bytes(2, "big") + (1).to_bytes(4, "big")
    vault = root.unwrap(wrapped, b"shoumi vault key 1\0" + owner + numbers + level.encode())
    found: dict[UUID, bytes] = {}
    for (text,) in main.execute("SELECT uuid FROM storage_sealedobject").fetchall():
        uuid = UUID(text)
        (sealed,) = keys.execute(
            "SELECT wrapped FROM storage_wrappedkey WHERE object = ?", [text]
        ).fetchone()
        place = owner + uuid.bytes + (1).to_bytes(4, "big") + numbers
        key = KeyWrapper(vault, Suite(suite)).unwrap(sealed, b"shoumi data key 1\0" + place)
        path = data / "objects" / uuid.hex[:2] / f"{uuid.hex}.1"
        with path.open("rb") as file:
            header = Header(Suite(suite), 1, UUID(tenant), uuid)
            found[uuid] = RangeReader(file, key, header).read()
    return found


@pytest.mark.kill
def test_after_any_kill_every_reported_object_opens_and_no_row_is_without_one(
    tmp_path: Path,
) -> None:
    assert start(tmp_path, "prepare").wait() == 0
    chance = random.Random(20261120)
    reported: dict[UUID, int] = {}
    for _ in range(ROUNDS):
        reported |= killed_after(tmp_path, chance.randint(0, 6))
    content = opened(tmp_path)
    assert reported.keys() <= content.keys()
    for uuid, number in reported.items():
        assert content[uuid] == b"%d " % number * 9000
    assert len(reported) >= ROUNDS
