"""Erasing what opens an entry: proofs stay, and nothing under legal hold goes."""

import pytest

from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.actions import activity as acts
from shoumi.kernel.activity.models import Entry, Opening
from shoumi.kernel.activity.verification import Kind
from tests.kernel.activity.conftest import Log, verify


def test_erasing_an_opening_leaves_entry_and_proofs_and_says_so(log: Log) -> None:
    entry = Entry.objects.get(opening__isnull=False, index=120)
    acts.erase_opening(entry=entry, because="员工请求", by=log.cast["audit_admin"], at=log.at())
    opening = Opening.objects.get(entry=entry)
    assert (opening.facts, opening.salt) == ({}, "")
    report = verify(log)
    assert report.intact
    assert {(one.kind, one.subject) for one in report.findings} == {
        (Kind.OPENING_ERASED, "entry/120")
    }
    with pytest.raises(Invalid):
        acts.erase_opening(entry=entry, because="x", by=log.cast["audit_admin"], at=log.at())


def test_erasing_what_a_row_is_held_against_makes_the_row_not_checkable(log: Log) -> None:
    person = log.cast["engineer"]
    entry = Entry.objects.get(verb="accounts.add_person", subject=f"accounts.person/{person.pk}")
    acts.erase_opening(entry=entry, because="x", by=log.cast["audit_admin"], at=log.at())
    report = verify(log)
    assert report.intact
    assert (Kind.ROW_NOT_CHECKABLE, f"accounts.person/{person.pk}") in {
        (one.kind, one.subject) for one in report.findings
    }


@pytest.mark.parametrize("who", ["engineer", "system_admin", "secrecy_admin", "chair"])
def test_only_the_audit_administrator_erases(log: Log, who: str) -> None:
    with pytest.raises(Refused):
        acts.erase_opening(entry=log.entry(120), because="x", by=log.cast[who], at=log.at())


def test_nothing_under_legal_hold_is_erased(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "_is_held", lambda label, key: label == "accounts.person")
    entry = Entry.objects.filter(subject__startswith="accounts.person/")[0]
    with pytest.raises(Refused) as refused:
        acts.erase_opening(entry=entry, because="x", by=log.cast["audit_admin"], at=log.at())
    assert refused.value.because[0].code == "legal_hold"
    assert Opening.objects.get(entry=entry).erased_at is None


def test_legal_hold_is_read_from_any_kind_of_row() -> None:
    assert not acts._is_held("accounts.person", "1")
    assert not acts._is_held("nothing.here", "1")
    assert not acts._is_held("scribble", "1")
