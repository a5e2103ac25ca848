"""The whole verification names what was done and where; erasure is no tampering."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from shoumi.foundation.transparency.verifier.checkpoints import read_key
from shoumi.foundation.transparency.verifier.errors import Malformed
from shoumi.kernel.accounts.actions import add_unit, appoint, end_unit, sign_in
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.actions import Refused
from shoumi.kernel.actions import activity as acts
from shoumi.kernel.activity import guard, ledger, recording
from shoumi.kernel.activity.models import Checkpoint, Entry, Opening, Tile, TreeHead
from shoumi.kernel.activity.tiles import stored_head
from shoumi.kernel.activity.verification import Kind
from tests.kernel.activity.conftest import Log, execute, findings, unguarded, verify
from tests.kernel.activity.test_attacks import another_key, edit, rebuild_tiles, sign_again


def test_an_intact_log_has_no_findings(log: Log) -> None:
    report = verify(log)
    assert report.findings == []
    assert report.intact
    assert (report.entries, report.root) == stored_head()


def test_an_edited_entry_is_named(log: Log) -> None:
    with unguarded():
        edit(150)
    assert findings(log) == {(Kind.ENTRY_CHANGED, "entry/150")}


def test_an_edited_column_is_named(log: Log) -> None:
    with unguarded():
        Entry.objects.filter(index=150).update(verb="accounts.sign_out")
    assert findings(log) == {(Kind.COLUMNS_CHANGED, "entry/150")}


def test_an_edited_head_is_named(log: Log) -> None:
    TreeHead.objects.update(size=3)
    assert findings(log) == {(Kind.HEAD_CHANGED, "head/3")}


def test_an_edited_tile_is_named(log: Log) -> None:
    tile = Tile.objects.get(level=1)
    tile.hashes = bytes(len(tile.hashes))
    tile.save()
    assert findings(log) == {(Kind.TILE_CHANGED, "tile/1/0")}


def test_hashes_of_entries_that_are_gone_are_noticed(log: Log) -> None:
    tile = Tile.objects.get(level=0, index=stored_head().size // 256)
    tile.hashes = bytes(tile.hashes) + bytes(32)
    tile.save()
    assert findings(log) == {(Kind.TILE_CHANGED, "tile/0/1")}


def test_a_rebuilt_past_contradicts_the_head_held_elsewhere(log: Log) -> None:
    with unguarded():
        edit(150)
        rebuild_tiles()
        sign_again(log.signer)
    ((kind, _where),) = findings(log)
    assert kind == Kind.HELD_HEAD_CONTRADICTED


def test_the_attackers_key_makes_all_look_well_and_the_pinned_key_does_not(log: Log) -> None:
    signer = another_key(log)
    with unguarded():
        edit(150)
        rebuild_tiles()
        sign_again(signer)
    fed = read_key(signer.verifier_key.encode())
    assert verify(log, keys=[fed], held=[]).intact
    assert {kind for kind, _ in findings(log, keys=[fed])} == {Kind.HELD_HEAD_FORGED}
    assert {kind for kind, _ in findings(log, held=[])} == {Kind.CHECKPOINT_FORGED}


def test_a_checkpoint_moved_to_another_size_is_forged(log: Log) -> None:
    row = Checkpoint.objects.latest("id")
    Checkpoint.objects.filter(pk=row.pk).update(size=row.size - 1)
    assert (Kind.CHECKPOINT_FORGED, f"checkpoint/{row.pk}") in findings(log)


def test_a_head_that_cannot_be_read_is_no_verdict(log: Log) -> None:
    with pytest.raises(Malformed):
        verify(log, held=["scribble"])


@pytest.mark.parametrize("what", ["marks", "salt", "deleted", "erased", "fact"])
def test_a_changed_opening_is_caught_by_its_commitment(log: Log, what: str) -> None:
    with pytest.raises(Refused):
        acts.erase_opening(
            entry=log.entry(3), because="x", by=log.cast["engineer"], at=log.at()
        )  # leaves an entry with a committed fact
    opening = Opening.objects.exclude(marks=[]).latest("pk")
    name = f"entry/{opening.entry.index}"
    expected: set[tuple[Kind, str]]
    row = f"{opening.marks[0][0]}/{opening.marks[0][1]}"
    with unguarded():
        if what == "marks":
            Opening.objects.filter(pk=opening.pk).update(marks=[])
            expected = {(Kind.OPENING_CHANGED, name)}
        elif what == "salt":
            Opening.objects.filter(pk=opening.pk).update(salt="00" * 32)
            expected = {(Kind.ROW_CHANGED, row)}
        elif what == "deleted":
            opening.delete()
            expected = {(Kind.OPENING_MISSING, name)}
        elif what == "erased":
            Opening.objects.filter(pk=opening.pk).update(salt="", erased_at=log.at())
            expected = {(Kind.OPENING_ERASED_UNLOGGED, name), (Kind.ROW_NOT_CHECKABLE, row)}
        else:
            told = Opening.objects.latest("pk")
            told.facts["reasons"][1] = "something else"
            told.save()
            expected = {(Kind.OPENING_CHANGED, f"entry/{told.pk}")}
    assert expected <= findings(log)
    assert not verify(log).intact


def test_rows_changed_added_or_deleted_by_sql_are_named(log: Log) -> None:
    changed = Person.objects.get(staff_number="0203")
    with unguarded():
        execute("UPDATE accounts_person SET name = 'x' WHERE staff_number = '0203'")
        gone = OrgUnit.objects.get(code="HR")
        Person.objects.filter(org_unit=gone)
        appointment = log.cast["audit_admin"].appointments.get()
        execute(f"DELETE FROM accounts_appointment WHERE id = {appointment.pk}")
        execute(
            "INSERT INTO records_sequence (entity_id, series, year, last) "
            "SELECT MIN(id), 'x', 2026, 1 FROM accounts_orgunit"
        )
    found = findings(log)
    assert (Kind.ROW_CHANGED, f"accounts.person/{changed.pk}") in found
    assert (Kind.ROW_MISSING, f"accounts.appointment/{appointment.pk}") in found
    assert {kind for kind, _ in found} == {Kind.ROW_CHANGED, Kind.ROW_MISSING, Kind.ROW_UNLOGGED}


def test_a_refused_act_is_no_change_of_its_rows(log: Log) -> None:
    with pytest.raises(Refused):
        add_unit(
            parent=log.cast.units["YL"], kind="department", code="QA", name="质量部",
            by=log.cast["engineer"], at=log.at(),
        )  # fmt: skip
    assert verify(log).intact


def test_an_action_inside_another_leaves_the_row_as_it_stands_at_the_end(log: Log) -> None:
    """The outer entry is written last, so it must know what the inner action did to its rows."""
    unit = log.cast.units["RD"]
    with ledger.opened() as outer:
        unit.name_en = "first"
        unit.save()
        with ledger.opened() as inner:
            unit.name_en = "second"
            unit.save()
            recording.record(inner, verb="accounts.inner", actor="house", at=log.at())
        recording.record(outer, verb="accounts.outer", actor="house", at=log.at())
    assert verify(log).intact


def test_an_inner_action_that_fails_leaves_the_outer_state(log: Log) -> None:
    with ledger.opened() as outer:
        outer.note(ledger.RowState("t", "1", 1, b"outer"))
        with pytest.raises(ValueError, match="no"), ledger.opened() as inner:
            inner.note(ledger.RowState("t", "1", 1, b"inner"))
            raise ValueError("no")
    assert outer.rows["t", "1"].canonical == b"outer"


def test_an_older_form_is_held_against_the_row_in_that_form(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = OrgUnit.canonical_forms
    monkeypatch.setattr(OrgUnit, "canonical_forms", forms | {2: forms[1][:-1]})
    assert verify(log).intact
    end_unit(add_quality(log), on=log.at().date(), by=HOUSE, at=log.at())
    assert verify(log).intact
    monkeypatch.setattr(OrgUnit, "canonical_forms", {2: forms[1]})
    kinds = {kind for kind, _ in findings(log)}
    assert kinds == {Kind.ROW_NOT_CHECKABLE, Kind.ROW_CHANGED}


def add_quality(log: Log) -> OrgUnit:
    return add_unit(
        parent=log.cast.units["YL"], kind="department", code="QA", name="质量部",
        by=HOUSE, at=log.at(),
    )  # fmt: skip


def test_a_missing_trigger_is_named(log: Log) -> None:
    name, table = next(pair for pair in guard.present(connection) if "fixed" in pair[0])
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f'DROP TRIGGER "{name}"{on}')
    assert findings(log) == {(Kind.GUARD_MISSING, f"trigger/{name}")}


def test_a_trigger_that_was_made_to_do_nothing_is_named(log: Log) -> None:
    name = f"{guard.PREFIX}activity_entry_fixed"
    if connection.vendor == "postgresql":
        execute(
            f"CREATE OR REPLACE FUNCTION {guard.PREFIX}fixed() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
        )
    else:
        execute(f'DROP TRIGGER "{name}"')
        execute(f'CREATE TRIGGER "{name}" BEFORE UPDATE ON activity_entry BEGIN SELECT 1; END')
    assert findings(log) == {(Kind.GUARD_MISSING, f"trigger/{name}")}
    guard.install(connection)
    assert findings(log) == set()


def test_a_stopped_sequencer_and_a_silent_keeper_are_told_but_are_no_tampering(log: Log) -> None:
    log.act(1)
    log.at(hours=3)
    report = verify(log)
    assert {one.kind for one in report.findings} == {Kind.SEQUENCER_STOPPED, Kind.KEEPER_STOPPED}
    assert report.intact
    assert report.waiting == 1


def test_a_clock_set_back_stops_the_recording(log: Log) -> None:
    person = log.cast["engineer"]
    with pytest.raises(recording.ClockTurnedBack):
        sign_in(person=person, by=person, at=log.at() - timedelta(hours=1))


def test_marks_of_a_table_that_is_no_more_are_not_checkable(log: Log) -> None:
    with ledger.opened() as book:
        book.note(ledger.RowState("old.table", str(uuid4()), 1, b"{}"))
        recording.record(book, verb="old.act", actor="house", at=log.at())
    report = verify(log)
    assert report.intact
    assert [(one.kind, one.subject) for one in report.findings] == [
        (Kind.ROW_NOT_CHECKABLE, "old.table")
    ]


def test_an_appointment_of_two_at_once_reconciles(log: Log) -> None:
    post = log.cast["custodian"].appointments.get().post
    appoint(person=log.cast["chemist"], post=post, from_on=log.at().date(), by=HOUSE, at=log.at())
    assert verify(log).intact
