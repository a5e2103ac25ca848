"""What the processes under load do, and what must hold when all of them are dead."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

from django.db import OperationalError
from django.utils import timezone

from shoumi.foundation.transparency.verifier.checkpoints import read_key
from shoumi.kernel.accounts.actions import add_unit, end_unit, sign_in
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.activity import keeper, sequencing, verification
from shoumi.kernel.activity.keeper import signing
from shoumi.kernel.activity.models import Checkpoint, Entry


def roles(acknowledged: Path) -> dict[str, Callable[[], None]]:
    return {
        "writer": lambda: write(acknowledged),
        "second writer": lambda: write(acknowledged),
        "sequencer": lambda: sequencing.run(Event(), timezone.now, pause=0.01),
        "keeper": keep,
    }


def write(acknowledged: Path) -> None:
    """Acts without end; each one that was committed is told to a file, as to a person."""
    parent = OrgUnit.objects.get(code="YL")
    person = Person.objects.get(staff_number="0203")
    told = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    while True:
        code = uuid4().hex[:12]
        try:
            unit = add_unit(
                parent=parent,
                kind="department",
                code=code,
                name=code,
                by=HOUSE,
                at=timezone.now(),
            )
            os.write(told, f"{code}\n".encode())
            sign_in(person=person, by=person, at=timezone.now())
            end_unit(unit, on=timezone.localdate(), by=HOUSE, at=timezone.now())
        except OperationalError:
            continue


def keep() -> None:
    signing.APART = timedelta(0)
    keeper.run(Event(), timezone.now, pause=0.02)


def outcome(acknowledged: Path, heads: list[str], at: datetime) -> dict[str, object]:
    """Sequence what is left, verify everything against every checkpoint that was ever seen."""
    sequencing.sequence(at)
    refusal = keeper.why_refused(keeper.default_folder())
    keys = [read_key(keeper.default_folder().verifier_key())]
    exported = keeper.default_folder().exported()
    report = verification.verify(keys=keys, held=heads, exported=exported, at=at)
    codes = set(acknowledged.read_text().split())
    return {
        "findings": [f"{one.kind} {one.subject}" for one in report.findings],
        "entries": Entry.objects.count(),
        "waiting": report.waiting,
        "checkpoints": Checkpoint.objects.count(),
        "heads_seen": len(heads),
        "acknowledged": len(codes),
        "lost": len(codes - set(OrgUnit.objects.values_list("code", flat=True))),
        "refusal": "" if refusal is None else refusal.code,
    }
