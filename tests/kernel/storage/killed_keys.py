"""Kills itself at each durable step of what is done to the keys; run by ``test_key_kills``.

For every command it lays out an installation, forks, kills the child at its n-th step, looks at
what is left, runs the command again, looks once more; then n + 1, until a child lives through it.
A step is whatever makes something last: a commit, an fsync, a link, an unlink, a rename, and with
a key service each of its answers, with a device each key made or destroyed.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.utils import timezone  # noqa: E402

from shoumi.foundation.sealing.providers.hsm import TokenProvider  # noqa: E402
from shoumi.foundation.sealing.providers.places import Keyfiles  # noqa: E402
from shoumi.foundation.sealing.providers.transit import TransitProvider  # noqa: E402
from shoumi.kernel.access import Decision  # noqa: E402
from shoumi.kernel.accounts.house import HOUSE  # noqa: E402
from shoumi.kernel.activity import ledger, recording  # noqa: E402
from shoumi.kernel.records.models import Record  # noqa: E402
from shoumi.kernel.storage import keepers, keyring  # noqa: E402
from shoumi.kernel.storage.keys.drill import hold_drill  # noqa: E402
from shoumi.kernel.storage.keys.escrow import draw_shares, seal_to  # noqa: E402
from shoumi.kernel.storage.keys.rotation import end_epoch, rotate  # noqa: E402
from shoumi.kernel.storage.keys.shredding import shred  # noqa: E402
from shoumi.kernel.storage.keys.standing import standing  # noqa: E402
from shoumi.kernel.storage.models import Keystore, SealedObject, WrappedKey  # noqa: E402
from shoumi.kernel.storage.objects import open_object, put  # noqa: E402
from shoumi.kernel.storage.refusals import Destroyed  # noqa: E402
from tests.foundation.sealing import devices, transit_double  # noqa: E402
from tests.foundation.sealing.transit_double import Engine  # noqa: E402
from tests.kernel.storage.killed_worker import prepare  # noqa: E402

FILES = 3


def in_an_act(change: Callable[[], Any]) -> None:
    with transaction.atomic(), ledger.opened() as book:
        change()
        recording.record(book, verb="tests.act", actor="house", at=timezone.now())


def destroy() -> None:
    """The oldest file; done again, it stays destroyed."""
    rows = list(SealedObject.objects.order_by("pk")[:1])
    in_an_act(lambda: shred(rows, at=timezone.now()))


COMMANDS: dict[str, Callable[[], object]] = {
    "rotate": lambda: rotate(by=HOUSE, now=timezone.now),
    "leak": lambda: rotate(vaults=True, by=HOUSE, now=timezone.now),
    "shred": destroy,
    "epoch": lambda: end_epoch(by=HOUSE, now=timezone.now),
    "escrow": lambda: seal_to(draw_shares().public, by=HOUSE, now=timezone.now),
    "drill": lambda: hold_drill(out=settings.DATA / "place", by=HOUSE, now=timezone.now),
}


def main(place: Path, command: str, keeper: str) -> None:
    template = Path(os.environ["SHOUMI_DATA"])
    template.mkdir()
    with ExitStack() as running:
        kept: Kept = Folders()
        if keeper == "transit":
            kept = Service()
            address = running.enter_context(transit_double.serving(kept.engine))
            settings.KEY_KEEPER = transit_double.place(address, place)
        if keeper == "device":
            settings.KEY_KEEPER = devices.place(place)
            kept = Device()
        kill_at_each_step(template, place, command, kept)


class Kept(Protocol):
    """What a keeper of root keys keeps outside the data folder, put back before each kill."""

    def remember(self) -> None: ...
    def put_back(self) -> None: ...


class Folders:
    """Nothing: the root keys are files of the data folder."""

    def remember(self) -> None: ...

    def put_back(self) -> None: ...


class Service:
    def __init__(self) -> None:
        self.engine = Engine()

    def remember(self) -> None:
        self._keys = self.engine.snapshot()

    def put_back(self) -> None:
        self.engine.keys = deepcopy(self._keys)


class Device:
    def __init__(self) -> None:
        self._tokens = devices.tokens()
        self._copy = self._tokens.with_name("remembered")

    def remember(self) -> None:
        shutil.copytree(self._tokens, self._copy)

    def put_back(self) -> None:
        shutil.rmtree(self._tokens)
        shutil.copytree(self._copy, self._tokens)


def kill_at_each_step(template: Path, place: Path, command: str, kept: Kept) -> None:
    prepare()
    shares = command in {"rotate", "escrow"} and isinstance(settings.KEY_KEEPER, Keyfiles)
    fill(shredded=command == "epoch", shares=shares)
    for connection in connections.all():
        connection.close()
    kept.remember()
    number, outcomes = 0, []
    while True:
        number += 1
        kept.put_back()
        folder = place / f"{number}"
        shutil.copytree(template, folder)
        (folder / "place").mkdir()
        if in_child(folder, partial(killed_at, number, COMMANDS[command])) == 0:
            break
        after = [in_child(folder, looked_at(command, again=again)) for again in (False, True)]
        outcomes.append((number, *after))
        shutil.rmtree(folder)
    print(json.dumps(outcomes))


def fill(*, shredded: bool, shares: bool) -> None:
    record = Record.objects.get()
    for number in range(FILES):
        content = Content(b"%d" % number * 20_000)
        in_an_act(partial(put, content, record=record, by=None, at=timezone.now()))
    if shredded:
        destroy()
    if shares:
        seal_to(draw_shares().public, by=HOUSE, now=timezone.now)


class Content:
    def __init__(self, content: bytes) -> None:
        self._left = content

    def read(self, size: int, /) -> bytes:
        piece, self._left = self._left[:size], self._left[size:]
        return piece


def in_child(folder: Path, work: Callable[[], None]) -> int:
    """The child's exit status; it works on that folder."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    settings.DATA = folder
    for alias, name in (("default", "shoumi.sqlite3"), ("keystore", "keystore.sqlite3")):
        connections[alias].settings_dict["NAME"] = str(folder / name)
    status = 1
    try:
        work()
        status = 0
    finally:
        if status:
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
        os._exit(status)


def killed_at(number: int, work: Callable[[], object]) -> None:
    steps = [0]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            done = real(*args, **kwargs)
            steps[0] += 1
            if steps[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return step

    TransitProvider.ask = counted(TransitProvider.ask)  # type: ignore[method-assign]
    for name in ("rotate", "destroy"):
        setattr(TokenProvider, name, counted(getattr(TokenProvider, name)))
    for name in ("fsync", "link", "unlink", "rename", "remove"):
        setattr(os, name, counted(getattr(os, name)))
    BaseDatabaseWrapper.commit = counted(BaseDatabaseWrapper.commit)  # type: ignore[method-assign]
    work()


def looked_at(command: str, *, again: bool) -> Callable[[], None]:
    def look() -> None:
        if again:
            COMMANDS[command]()
        assert keyring.state() is keyring.State.OPEN
        opened = [opens(obj) for obj in SealedObject.objects.order_by("pk")]
        dead = command == "epoch" or (command == "shred" and (again or not opened[0]))
        assert opened == [not dead, True, True], opened
        if again:
            require_finished(command)

    return look


def require_finished(command: str) -> None:
    now, row = standing(), Keystore.objects.get()
    assert now.unfinished == ""
    assert len({one.level for one in now.vault_keys}) == len(now.vault_keys), now.vault_keys
    if command == "epoch":
        assert keepers.provider().versions() == [row.root_version]
        assert now.waiting == 0
    if command in {"rotate", "leak"}:
        assert now.staged_root is None
        assert now.rotated_at is not None
    if command == "drill":
        assert now.drill_proved
        assert list((settings.DATA / "place").iterdir()) == []
        assert WrappedKey.objects.exclude(vault_key__level="waiting").count() == FILES


def opens(obj: SealedObject) -> bool:
    at = timezone.now()
    decision = Decision("tests.read", HOUSE.pseudonym, f"records.record/{obj.record_id}", at)
    try:
        with open_object(obj, decision, at=at) as reader:
            return len(reader.read()) == obj.size
    except Destroyed:
        return False


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
