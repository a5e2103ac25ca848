"""Databases, objects and the keeper's folder put back to their past: found by an anchor alone."""

import io
import shutil
from pathlib import Path

import pytest
from django.db import transaction

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Carrier, Use
from shoumi.foundation.transparency.verifier.checkpoints import read_key
from shoumi.kernel.access import decide
from shoumi.kernel.activity import verification
from shoumi.kernel.activity.keeper import KeeperFolder, sign
from shoumi.kernel.activity.sequencing import sequence
from shoumi.kernel.activity.verification import Kind, Report
from shoumi.kernel.storage.objects import open_object
from tests.conftest import Ticker
from tests.domains.vault import scenes

ALIASES = ("default", "keystore")


def signed(folder: KeeperFolder, at: Ticker) -> str:
    sequence(at())
    note = sign(folder, at=at(), now=True)
    assert note is not None
    return note


def verified(folder: KeeperFolder, at: Ticker, *held: str) -> Report:
    key = read_key(folder.key().verifier_key.encode())
    return verification.verify(at=at(), keys=[key], held=list(held), exported=[])


def test_a_whole_system_restored_to_its_past_is_found_by_whoever_holds_a_later_head(
    company: Cast, data: Path, tmp_path_factory: pytest.TempPathFactory, at: Ticker
) -> None:
    folder = KeeperFolder(data / "keeper", data / "checkpoints")
    version = scenes.filled(company, at)
    before = signed(folder, at)
    backup = tmp_path_factory.mktemp("backup") / "data"
    shutil.copytree(data, backup)
    kept = {alias: transaction.savepoint(using=alias) for alias in ALIASES}

    carrier = Carrier.objects.get(pk=version.carrier_id)
    actions.view(carrier, version=version, by=company["engineer"], at=at())
    actions.add_version(
        Carrier.objects.get(pk=carrier.pk), file=io.BytesIO(b"second"), name="b.txt",
        by=company["engineer"], at=at(),
    )  # fmt: skip
    anchored = signed(folder, at)
    assert not verified(folder, at, before, anchored).findings

    for alias, savepoint in kept.items():
        transaction.savepoint_rollback(savepoint, using=alias)
    shutil.rmtree(data)
    shutil.copytree(backup, data)

    # Everything goes on as if nothing had been, and within the house nothing is wrong.
    assert not Use.objects.exists()
    carrier = Carrier.objects.get(pk=version.carrier_id)
    decision = decide(company["engineer"], "vault.show_page", carrier, at.now)
    with open_object(version.file, decision, at=at.now) as source:
        assert source.read() == scenes.CONTENT
    for _ in range(9):
        actions.view(
            Carrier.objects.get(pk=carrier.pk), version=version, by=company["engineer"], at=at()
        )
    signed(folder, at)
    assert not verified(folder, at, before).findings
    kinds = {one.kind for one in verified(folder, at, before, anchored).findings}
    assert kinds == {Kind.HELD_HEAD_CONTRADICTED}
