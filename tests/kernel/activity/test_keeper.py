"""The keeper signs what continues its last head, forward in time, and nothing else."""

import json
import stat
from datetime import datetime, timedelta
from threading import Event

import pytest

from shoumi.foundation.transparency.checkpoints import Checkpoint as Head
from shoumi.foundation.transparency.merkle import TreeHead
from shoumi.foundation.transparency.verifier.checkpoints import read_key, verify_checkpoint
from shoumi.kernel.activity import keeper
from shoumi.kernel.activity.keeper import KeeperRefused
from shoumi.kernel.activity.models import Checkpoint, Entry
from shoumi.kernel.activity.sequencing import sequence
from shoumi.kernel.activity.tiles import stored_head
from shoumi.kernel.activity.verification.tree import TreeCheck, held_heads
from tests.kernel.activity.conftest import Log, unguarded
from tests.kernel.activity.test_attacks import edit, rebuild_tiles, truncate


def refusal(log: Log) -> str:
    with pytest.raises(KeeperRefused) as refused:
        keeper.sign(log.folder, at=log.at(), now=True)
    return refused.value.code


def test_a_checkpoint_opens_with_the_exported_key(log: Log) -> None:
    key = read_key(log.folder.verifier_key())
    head = verify_checkpoint(Checkpoint.objects.latest("id").note, [key], key.name)
    assert (head.size, head.root) == stored_head()


def test_the_key_is_the_keepers_alone(log: Log) -> None:
    file = log.folder.private / "key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.folder.private.stat().st_mode) == 0o700
    file.chmod(0o640)
    assert refusal(log) == "key_open"


def test_waiting_entries_are_signed_within_seconds_and_an_idle_log_hourly(log: Log) -> None:
    signed_at = log.folder.last_signed().signed_at
    assert signed_at is not None
    assert keeper.sign(log.folder, at=signed_at + timedelta(minutes=59)) is None
    assert keeper.sign(log.folder, at=signed_at + timedelta(minutes=60)) is not None
    log.at(hours=2)
    log.act(1)
    sequence(log.at())
    signed_at += timedelta(minutes=60)
    assert keeper.sign(log.folder, at=signed_at + timedelta(seconds=1)) is None
    assert keeper.sign(log.folder, at=signed_at + timedelta(seconds=2)) is not None


def test_a_clock_set_back_is_refused(log: Log) -> None:
    log.act(1)
    sequence(log.at())
    signed_at = log.folder.last_signed().signed_at
    assert signed_at is not None
    with pytest.raises(KeeperRefused) as refused:
        keeper.sign(log.folder, at=signed_at - timedelta(seconds=1), now=True)
    assert refused.value.code == "clock"


def test_a_restored_backup_is_refused(log: Log) -> None:
    with unguarded():
        truncate(stored_head().size - 5)
        rebuild_tiles()
    assert refusal(log) == "rolled_back"


def test_a_backup_that_has_grown_again_is_refused(log: Log) -> None:
    with unguarded():
        truncate(stored_head().size - 5)
        rebuild_tiles()
    log.act(9)
    sequence(log.at())
    assert refusal(log) == "rewritten"


def test_a_changed_past_is_refused(log: Log) -> None:
    with unguarded():
        edit(150)
        rebuild_tiles()
    assert refusal(log) == "rewritten"


def test_the_fork_ceremony_is_logged_and_leaves_the_old_head_on_file(log: Log) -> None:
    before = log.folder.last_signed().note
    with unguarded():
        truncate(stored_head().size - 5)
        rebuild_tiles()
        Checkpoint.objects.filter(size__gt=stored_head().size).delete()
    note = keeper.adopt_fork(log.folder, at=log.at())
    (aside,) = (log.folder.private / "forks").iterdir()
    assert json.loads(aside.read_text())["note"] == before
    assert Head.parse(note.rpartition("\n\n")[0] + "\n").head == stored_head()
    log.act(1)
    assert log.sign()


@pytest.mark.parametrize(
    ("lost", "code"), [("state.json", "state_lost"), ("key", "key_lost"), ("*", "state_lost")]
)
def test_what_the_keeper_lost_is_not_made_anew_in_silence(log: Log, lost: str, code: str) -> None:
    for file in log.folder.private.glob(lost):
        file.unlink()
    assert refusal(log) == code


@pytest.mark.parametrize("state", ["", "{}", '{"note": "x\\n\\n", "signed_at": "never"}', "[1]"])
def test_a_state_that_cannot_be_read_is_refused_and_kept(log: Log, state: str) -> None:
    file = log.folder.private / "state.json"
    file.write_text(state)
    assert refusal(log) == "state_unreadable"
    assert file.read_text() == state


def test_what_was_signed_before_a_crash_is_published_after_it(log: Log) -> None:
    """The state is on disk first; the row and the file may be missing when the power fails."""
    Checkpoint.objects.latest("id").delete()
    (log.folder.exports / "latest.note").unlink()
    keeper.sign(log.folder, at=log.at())
    assert Checkpoint.objects.latest("id").note == log.folder.last_signed().note
    assert (log.folder.exports / "latest.note").read_text() == log.folder.last_signed().note


def test_two_parties_who_compare_heads_see_a_fork(log: Log) -> None:
    """Two databases, one stolen key: each head holds for its own log, and not for the other."""
    with unguarded():
        edit(150)
        rebuild_tiles()
    keeper.adopt_fork(log.folder, at=log.at())
    shown_to_second = Checkpoint.objects.latest("id").note
    held = held_heads([log.held, shown_to_second], [log.key], [])
    check = TreeCheck(held=held)
    check.run()
    assert [one.kind for one in check.findings] == ["held_head_contradicted"]


def test_the_loop_signs_and_ends_when_told(log: Log) -> None:
    log.act(1)
    sequence(log.at())
    stop = Event()

    def clock() -> datetime:
        stop.set()
        return log.at()

    keeper.run(stop, clock, log.folder, pause=0)
    assert Checkpoint.objects.latest("id").size == stored_head().size == Entry.objects.count()


def test_the_loop_survives_a_refusal_and_says_it_once(
    log: Log, caplog: pytest.LogCaptureFixture
) -> None:
    (log.folder.private / "state.json").unlink()
    stop, turns = Event(), [0]

    def clock() -> datetime:
        turns[0] += 1
        if turns[0] == 3:
            stop.set()
        return log.at()

    keeper.run(stop, clock, log.folder, pause=0)
    assert turns[0] == 3
    assert len(caplog.records) == 1


def test_nothing_is_signed_over_an_empty_log(db: None, folder: keeper.KeeperFolder) -> None:
    at = datetime.fromisoformat("2026-11-20T00:00:00+00:00")
    assert keeper.sign(folder, at=at, now=True) is None
    assert stored_head() == TreeHead(0, stored_head().root)
