"""Kills itself at each durable step of an upload; run by ``test_upload_kills``.

As `tests.kernel.storage.killed_keys`: a child dies at its n-th step, what is left is looked at, the
client goes on as a client would, and everything is looked at once more.
"""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from tests.kernel.storage.killed_keys import in_child, killed_at

# `killed_keys` has set Django up.
# isort: split
from django.conf import settings
from django.db import connections

from shoumi.demo.cast import Cast, assemble
from shoumi.domains.register.actions import adopt_grades
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.storage import arriving, keyring
from shoumi.kernel.storage.models import Arrival, SealedObject, WrappedKey
from shoumi.kernel.storage.objects import open_object
from shoumi.kernel.storage.orphans import sweep_orphans
from tests.conftest import NOW, Ticker
from tests.domains.register import scenes as register
from tests.domains.vault import scenes
from tests.kernel.storage.killed_worker import migrate

CONTENT = bytes(range(256)) * 300
HALF = len(CONTENT) // 2
LATER = NOW + timedelta(days=2)


def prepare(what: str) -> None:
    """A carrier or a secret, for which the upload has begun; of two requests, one has come."""
    at = Ticker(NOW)
    migrate()
    keyring.establish(at=at())
    cast: Cast = assemble(at=at(), since=datetime(2026, 1, 5, tzinfo=UTC).date())
    adopt_grades(preset="default", by=HOUSE, at=at())
    target = register.in_force(cast, at) if what == "two" else scenes.carrier(cast, at)
    arrival = actions.begin_upload(
        target, brought=actions.Brought("甲/a.bin", len(CONTENT)), by=owner(), at=at()
    )
    if what == "two":
        send(arrival, CONTENT[:HALF], at())


def owner() -> Person:
    return Person.objects.get(name="周祎")


def send(arrival: Arrival, content: bytes, at: datetime) -> Arrival:
    return arriving.take(
        arrival, io.BytesIO(content), start=arrival.arrived, length=len(content), now=lambda: at
    )


def go_on(at: datetime = LATER) -> None:
    """What a client does: it asks how far the file has come, sends the rest, and that is all."""
    arrival = Arrival.objects.get()
    if not arrival.is_whole:
        arrival = send(arrival, CONTENT[arrival.arrived :], at)
    actions.finish_upload(arrival, by=owner(), at=at)


def looked_at(what: str, *, again: bool) -> Callable[[], None]:
    def look() -> None:
        arrival = Arrival.objects.get()
        assert arrival.arrived in {HALF if what == "two" else 0, len(CONTENT)}
        require_whole(arrival)
        if again:
            # Seen as by another process a little later.
            go_on(LATER + timedelta(minutes=1))
            go_on(LATER + timedelta(minutes=2))
            arrival.refresh_from_db()
            assert arrival.object_id
            require_whole(arrival)
            sweep_orphans(at=LATER + timedelta(days=30), grace=timedelta(0))
            assert SealedObject.objects.count() == 1
            kept = [file for file in (settings.DATA / "objects").rglob("*") if file.is_file()]
            assert [file.name for file in kept] == [SealedObject.objects.get().name], kept
            assert WrappedKey.objects.filter(object=SealedObject.objects.get().uuid).exists()
            require_whole(arrival)

    return look


def require_whole(arrival: Arrival) -> None:
    """Of a carrier, its version, its object and its entry either all are there, or none."""
    versions = list(CarrierVersion.objects.all())
    assert len(versions) == int(bool(arrival.object_id)) == SealedObject.objects.count()
    assert Entry.objects.filter(verb="vault.add_version").count() == len(versions)
    assert Carrier.objects.filter(title="甲 / a.bin").count() in {0, len(versions)}
    for version in versions:
        decision = decide(owner(), "vault.view", version.carrier, LATER)
        with open_object(version.file, decision, at=LATER, though_held=True) as reader:
            assert reader.read() == CONTENT


def main(place: Path, what: str) -> None:
    template = Path(os.environ["SHOUMI_DATA"])
    template.mkdir()
    prepare(what)
    for connection in connections.all():
        connection.close()
    number, outcomes = 0, []
    while True:
        number += 1
        folder = place / f"{number}"
        shutil.copytree(template, folder)
        if in_child(folder, partial(killed_at, number, go_on)) == 0:
            break
        after = [in_child(folder, looked_at(what, again=again)) for again in (False, True)]
        outcomes.append((number, *after))
        shutil.rmtree(folder)
    print(json.dumps(outcomes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
