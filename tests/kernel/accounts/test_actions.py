"""Acts on persons, units, posts and accounts: who may, what is refused, what the log holds."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.access import decide
from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import (
    Person,
)
from shoumi.kernel.actions import Refused, Stale, all_actions
from shoumi.kernel.actions.action import reference
from shoumi.kernel.activity import recording
from shoumi.kernel.activity.ledger import UnloggedChange
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.kernel.accounts.acts import (
    ACTS,
    BESIDE,
    DAY,
    Act,
)
from tests.kernel.witness import entries_after, last_entry, nothing_changes

ON_A_ROW = [act for act in ACTS if act.subject is not None]


any_act = pytest.mark.parametrize("act", ACTS, ids=str)


act_on_a_row = pytest.mark.parametrize("act", ON_A_ROW, ids=str)


def row_for(act: Act, cast: Cast, at: Ticker) -> Any:
    return None if act.subject is None else act.subject(cast, at())


def test_the_table_holds_every_act_of_accounts() -> None:
    """What only the house does, coming and going, and imports have tests of their own."""
    apart = {"found_company", "shut_door", "sign_in", "sign_out"}
    declared = {
        name
        for name, one in all_actions().items()
        if name.startswith("accounts.") and ".imports" not in one.function.__module__
    }
    assert declared == {act.verb for act in ACTS} | {f"accounts.{name}" for name in apart}


@any_act
def test_just_those_who_may_are_allowed(act: Act, cast: Cast, at: Ticker) -> None:
    row = row_for(act, cast, at)
    allowed = {key for key in cast.persons if decide(cast[key], act.verb, row, at.now).allowed}
    assert allowed == act.may


@any_act
def test_an_act_is_logged_once_under_its_verb_with_the_actors_pseudonym(
    act: Act, cast: Cast, at: Ticker
) -> None:
    row, by = row_for(act, cast, at), cast[min(act.may)]
    last = last_entry()
    result = act.perform(row, cast, by=by, at=at())
    (entry,) = entries_after(last)
    assert (entry.verb, entry.actor, entry.outcome) == (act.verb, by.pseudonym, "done")
    assert entry.subject == reference(result if row is None else row)
    assert entry.recorded_at == at.now
    assert by.name.encode() not in bytes(entry.leaf)


@any_act
def test_whoever_may_not_changes_nothing_and_is_logged_as_refused(
    act: Act, cast: Cast, at: Ticker
) -> None:
    row = row_for(act, cast, at)
    last = last_entry()
    with nothing_changes(*BESIDE), pytest.raises(Refused) as refused:
        act.perform(row, cast, by=cast["marketer"], at=at())
    assert all(str(reason) for reason in refused.value.because)
    (entry,) = entries_after(last)
    assert (entry.verb, entry.outcome) == (act.verb, "refused")
    assert entry.actor == cast["marketer"].pseudonym


@any_act
def test_nobody_acts_who_has_left(act: Act, cast: Cast, at: Ticker) -> None:
    row, key = row_for(act, cast, at), min(act.may)
    actions.end_person(cast[key], on=DAY, by=HOUSE, at=at())
    assert not decide(cast[key], act.verb, row, at()).allowed


@act_on_a_row
def test_a_stale_form_is_refused_and_changes_nothing(act: Act, cast: Cast, at: Ticker) -> None:
    row = row_for(act, cast, at)
    last = last_entry()
    seen = row.seen_at(row.version + 1)
    with nothing_changes(*BESIDE), pytest.raises(Stale):
        act.perform(seen, cast, by=cast[min(act.may)], at=at())
    assert entries_after(last) == []


@any_act
def test_a_failure_inside_leaves_neither_row_nor_entry(
    act: Act, cast: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure comes last, after the rows were changed and before the entry is kept."""
    row = row_for(act, cast, at)
    made: list[Entry] = []
    real = recording.record

    def fail(*args: Any, **kwargs: Any) -> None:
        made.append(real(*args, **kwargs))
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(recording, "record", fail)
    with nothing_changes(*BESIDE), pytest.raises(RuntimeError):
        act.perform(row, cast, by=cast[min(act.may)], at=at())
    assert made
    assert not Entry.objects.filter(uid=made[0].uid).exists()


def test_a_person_is_never_deleted_and_never_changed_by_query(cast: Cast, at: Ticker) -> None:
    person = Person.objects.get(pk=cast["engineer"].pk)
    for forbidden in (person.delete, Person.objects.all().delete, person.save):
        with pytest.raises(UnloggedChange, match=r"deleted|inside an action"):
            forbidden()
