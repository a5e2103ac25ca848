"""`shoumi log`: exit codes, files and sentences, as an auditor meets them."""

import argparse
import json
from pathlib import Path

import pytest
from django.utils import timezone

from shoumi.config.commands import log as command
from shoumi.demo.cast import Cast
from shoumi.foundation.transparency.verifier.checkpoints import read_key
from shoumi.foundation.transparency.verifier.proof_files import verify_proof_file
from shoumi.kernel.accounts.actions import sign_in
from shoumi.kernel.activity import keeper
from shoumi.kernel.activity.models import Checkpoint, Entry
from tests.kernel.activity.conftest import Log, unguarded
from tests.kernel.activity.test_attacks import edit, rebuild_tiles, sign_again, truncate


@pytest.fixture(autouse=True)
def _in_this_folder(folder: keeper.KeeperFolder, monkeypatch: pytest.MonkeyPatch, log: Log) -> None:
    monkeypatch.setattr(keeper, "default_folder", lambda: folder)
    monkeypatch.setattr(timezone, "now", log.at)


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    options = parser.parse_args(["log", *map(str, arguments)])
    return int(options.run(options))


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def kept(log: Log, tmp_path: Path) -> tuple[Path, Path]:
    """What an auditor took home: a head and the key."""
    head, key = tmp_path / "head.note", tmp_path / "key"
    head.write_text(log.held)
    key.write_text(log.signer.verifier_key.encode() + "\n")
    return head, key


def test_an_intact_log_ends_with_zero(
    log: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, key = kept(log, tmp_path)
    assert run("verify", "--head", head, "--key", key, "--format", "json") == 0
    told = said(capsys)
    assert told["status"] == "intact"
    assert told["key_from"] == "caller"
    assert told["findings"] == []
    assert run("verify") == 0


def test_a_tampered_log_ends_with_one_and_names_entry_and_attack(
    log: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with unguarded():
        edit(150)
    assert run("verify") == 1
    out = capsys.readouterr().out
    assert "entry_changed" in out
    assert "entry/150" in out


def test_only_the_head_from_elsewhere_tells_a_rebuilt_log(
    log: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, key = kept(log, tmp_path)
    with unguarded():
        edit(150)
        rebuild_tiles()
        sign_again(log.signer)
    for note in log.folder.exports.glob("*.note"):
        note.unlink()
    assert run("verify", "--key", key) == 0
    assert run("verify", "--key", key, "--head", head, "--format", "json") == 1
    out = capsys.readouterr().out
    assert "held_head_contradicted" in out


@pytest.mark.parametrize("what", ["head", "key", "missing"])
def test_what_cannot_be_read_ends_with_two(
    log: Log, tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    head, key = kept(log, tmp_path)
    {"head": head, "key": key, "missing": tmp_path / "x"}[what].write_bytes(b"\xff\x00scribble")
    if what == "missing":
        head = tmp_path / "not-there"
    assert run("verify", "--head", head, "--key", key, "--format", "json") == 2
    assert said(capsys)["status"] == "unreadable"


def test_a_proof_convinces_a_verifier_that_has_no_shoumi(log: Log, tmp_path: Path) -> None:
    out = tmp_path / "entry.tlog-proof"
    for number in (150, Entry.objects.get(index=150).uid):
        assert run("proof", number, "--out", out) == 0
        key = read_key(log.signer.verifier_key.encode())
        leaf = (tmp_path / "entry.tlog-proof.entry").read_bytes()
        assert verify_proof_file(out.read_text(), leaf, [key], key.name).index == 150


@pytest.mark.parametrize("number", ["99999", "〔2026〕第 3 号", "x"])
def test_a_number_that_is_nowhere_has_no_proof(log: Log, tmp_path: Path, number: str) -> None:
    assert run("proof", number, "--out", tmp_path / "p") == 2
    assert not (tmp_path / "p").exists()


def test_an_entry_without_checkpoint_has_no_proof_until_one_is_signed(
    log: Log, tmp_path: Path
) -> None:
    log.act(1)
    uid = Entry.objects.latest("id").uid
    assert run("proof", uid, "--out", tmp_path / "p") == 2
    assert run("checkpoint", "--out", tmp_path / "c") == 0
    assert (tmp_path / "c").read_text() == Checkpoint.objects.latest("id").note
    assert run("proof", uid, "--out", tmp_path / "p") == 0


def test_the_key_is_printed_for_those_who_verify(
    log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("key") == 0
    assert capsys.readouterr().out.strip() == log.signer.verifier_key.encode()


def test_a_fork_is_refused_when_there_is_none_and_logged_when_there_is(log: Log) -> None:
    assert run("fork", "--because", "x") == 2
    with unguarded():
        truncate(260)
        rebuild_tiles()
        Checkpoint.objects.filter(size__gt=260).delete()
    assert run("checkpoint") == 2
    assert run("fork", "--because", "磁盘损坏，恢复了昨日备份") == 0
    entry = Entry.objects.get(verb="activity.fork_log")
    assert entry.index is not None
    assert "disk" not in bytes(entry.leaf).decode()
    assert entry.opening.facts["because"][1] == "磁盘损坏，恢复了昨日备份"
    assert run("checkpoint") == 0


def test_the_list_names_no_titles(log: Log, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--verb", "accounts.", "--limit", 3) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all("accounts.sign_in" in line for line in lines)


def test_entries_written_during_verification_do_not_matter(cast: Cast, log: Log) -> None:
    person = cast["engineer"]
    sign_in(person=person, by=person, at=log.at())
    assert run("verify") == 0
