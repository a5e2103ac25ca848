"""Stores one file after another until it is killed; run by ``test_kills`` as a process apart."""

import io
import sys
from datetime import UTC, date, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from shoumi.demo.cast import assemble  # noqa: E402
from shoumi.kernel.activity import ledger, recording  # noqa: E402
from shoumi.kernel.records.models import Record  # noqa: E402
from shoumi.kernel.storage import keyring  # noqa: E402
from shoumi.kernel.storage.objects import put  # noqa: E402


def migrate() -> None:
    for alias in ("default", "keystore"):
        call_command("migrate", database=alias, verbosity=0)


def prepare() -> None:
    now = datetime.now(UTC)
    migrate()
    keyring.establish(at=now)
    cast = assemble(at=now, since=date(2026, 1, 5))
    unit = cast.units["YL"]
    record = Record(
        kind="tests.paper", title="t", state="open", entity=unit, org_unit=unit, created_at=now
    )
    with transaction.atomic(), ledger.opened() as book:
        record.save()
        recording.record(book, verb="tests.act", actor="house", at=now)


def work() -> None:
    record = Record.objects.get()
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        now = datetime.now(UTC)
        with transaction.atomic(), ledger.opened() as book:
            obj = put(io.BytesIO(b"%d " % number * 9000), record=record, by=None, at=now)
            recording.record(book, verb="tests.act", actor="house", at=now)
        print(obj.uuid, number, flush=True)


if __name__ == "__main__":
    prepare() if sys.argv[1] == "prepare" else work()
