"""@action: check, change, record, in one transaction; refused with reasons; nested ones join."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from shoumi.demo.cast import Cast
from shoumi.kernel.access import Decision, Reason, decide, decisions, may, rule
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, Refused, Stale, action, registry
from shoumi.kernel.activity.ledger import UnloggedChange
from shoumi.kernel.activity.models import Entry, Opening
from shoumi.kernel.activity.recording import ALLOWED_DRIFT, ClockTurnedBack
from tests.conftest import Ticker
from tests.kernel.witness import codes, entries_after, last_entry, nothing_changes

AGAINST = (Reason("not_here", "不是这里的人。"), Reason("not_now", "现在不行。"))


@pytest.fixture
def acts(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Acts of this test's own, declared as a domain does and forgotten afterwards."""
    monkeypatch.setattr(registry, "_actions", dict(registry._actions))
    monkeypatch.setattr(decisions, "_rules", dict(decisions._rules))

    @rule("tests.rename", "tests.rename_both", "tests.look")
    def not_the_marketer(actor: Any, record: Any, at: datetime) -> Iterator[Reason]:
        if isinstance(actor, Person) and actor.staff_number == "0303":
            yield from AGAINST

    @action("tests.rename", label="改名", clauses=("6.3",))
    def rename(person: Person, *, name: str, by: Any, at: datetime) -> Person:
        if not name:
            raise Invalid("name", "写上姓名。")
        person.name = name
        person.save()
        return person

    @action("tests.rename_both", label="都改名", clauses=("3.1",))
    def rename_both(
        person: Person, *, other: Person, name: str, inner: Any, broken: bool = False, by: Any,
        at: datetime,
    ) -> Person:  # fmt: skip
        person.name = name
        person.save()
        rename(other, name=name, by=inner, at=at)
        if broken:
            raise RuntimeError("the disk is full")
        return person

    @action("tests.look", label="看", reads=True)
    def look(person: Person, *, by: Any, at: datetime) -> Person:
        return person

    @action("tests.unruled", label="无规则")
    def unruled(person: Person, *, by: Any, at: datetime) -> Person:
        return person

    return SimpleNamespace(rename=rename, rename_both=rename_both, look=look, unruled=unruled)


def name_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).name


def reasons(entry: Entry) -> str:
    return str(Opening.objects.get(entry=entry).facts["reasons"][1])


def test_a_change_is_done_logged_and_seen_by_the_caller(acts: Any, cast: Cast, at: Ticker) -> None:
    person, last = cast["engineer"], last_entry()
    seen = person.version
    result = acts.rename(person, name="周一", by=cast["custodian"], at=at())
    assert result is person
    assert (person.name, person.version) == ("周一", seen + 1)
    assert name_of(person) == "周一"
    (entry,) = entries_after(last)
    assert (entry.verb, entry.outcome) == ("tests.rename", "done")
    assert entry.subject == f"accounts.person/{person.pk}"
    assert entry.actor == cast["custodian"].pseudonym
    assert b'"basis":["6.3"]' in bytes(entry.leaf)


def test_a_refusal_is_kept_with_every_reason(acts: Any, committed_cast: Cast, at: Ticker) -> None:
    person, last = committed_cast["engineer"], last_entry()
    with nothing_changes(), pytest.raises(Refused) as refused:
        acts.rename(person, name="周一", by=committed_cast["marketer"], at=at())
    assert codes(refused) == ["not_here", "not_now"]
    assert "不是这里的人。 现在不行。" in str(refused.value)
    (entry,) = entries_after(last)
    assert (entry.verb, entry.outcome) == ("tests.rename", "refused")
    assert entry.subject == f"accounts.person/{person.pk}"
    assert reasons(entry) == "not_here not_now"
    assert "不是".encode() not in bytes(entry.leaf)


def test_an_act_inside_another_writes_its_own_entry(
    acts: Any, committed_cast: Cast, at: Ticker
) -> None:
    cast, last = committed_cast, last_entry()
    acts.rename_both(
        cast["engineer"], other=cast["chemist"], name="同名", inner=HOUSE, by=cast["head"], at=at()
    )
    entries = entries_after(last)
    assert [one.verb for one in entries] == ["tests.rename", "tests.rename_both"]
    assert [one.actor for one in entries] == ["house", cast["head"].pseudonym]
    assert [one.subject for one in entries] == [
        f"accounts.person/{cast[key].pk}" for key in ("chemist", "engineer")
    ]
    assert {name_of(cast[key]) for key in ("engineer", "chemist")} == {"同名"}


def test_a_failure_after_an_inner_act_takes_both_back(
    acts: Any, committed_cast: Cast, at: Ticker
) -> None:
    cast, last = committed_cast, last_entry()
    with nothing_changes(), pytest.raises(RuntimeError):
        acts.rename_both(
            cast["engineer"], other=cast["chemist"], name="同名", inner=HOUSE, broken=True,
            by=cast["head"], at=at(),
        )  # fmt: skip
    assert entries_after(last) == []


def test_a_refusal_of_an_inner_act_takes_both_back_and_is_logged_once_as_the_outer(
    acts: Any, committed_cast: Cast, at: Ticker
) -> None:
    cast, last = committed_cast, last_entry()
    with nothing_changes(), pytest.raises(Refused):
        acts.rename_both(
            cast["engineer"], other=cast["chemist"], name="同名", inner=cast["marketer"],
            by=cast["head"], at=at(),
        )  # fmt: skip
    (entry,) = entries_after(last)
    assert (entry.verb, entry.outcome) == ("tests.rename_both", "refused")
    assert entry.actor == cast["head"].pseudonym
    assert reasons(entry) == "not_here not_now"


def test_an_inner_stale_form_takes_the_outer_back(
    acts: Any, committed_cast: Cast, at: Ticker
) -> None:
    cast, last = committed_cast, last_entry()
    stale = cast["chemist"].seen_at(99)
    with nothing_changes(), pytest.raises(Stale):
        acts.rename_both(
            cast["engineer"], other=stale, name="同名", inner=HOUSE, by=cast["head"], at=at()
        )
    assert entries_after(last) == []


def test_a_rollback_around_an_act_takes_row_and_entry_back(
    acts: Any, committed_cast: Cast, at: Ticker
) -> None:
    last = last_entry()
    with nothing_changes(), pytest.raises(RuntimeError), transaction.atomic():
        acts.rename(committed_cast["engineer"], name="周一", by=HOUSE, at=at())
        raise RuntimeError
    assert entries_after(last) == []


def test_of_two_forms_shown_at_once_the_second_is_refused_and_nothing_is_lost(
    acts: Any, cast: Cast, at: Ticker
) -> None:
    first, second = cast["engineer"], cast["engineer"]
    acts.rename(first, name="周一", by=HOUSE, at=at())
    last = last_entry()
    with nothing_changes(), pytest.raises(Stale) as stale:
        acts.rename(second, name="周二", by=HOUSE, at=at())
    assert str(stale.value)
    assert name_of(first) == "周一"
    assert entries_after(last) == []
    acts.rename(first, name="周三", by=HOUSE, at=at())
    assert name_of(first) == "周三"


def test_what_can_not_be_taken_is_not_logged_and_the_callers_copy_stays(
    acts: Any, cast: Cast, at: Ticker
) -> None:
    person, last = cast["engineer"], last_entry()
    before = (person.name, person.version)
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        acts.rename(person, name="", by=HOUSE, at=at())
    assert (invalid.value.field, str(invalid.value.message)) == ("name", "写上姓名。")
    assert entries_after(last) == []
    assert (person.name, person.version) == before


def test_nothing_is_written_while_the_clock_stands_back(acts: Any, cast: Cast, at: Ticker) -> None:
    person = cast["engineer"]
    acts.rename(person, name="周一", by=HOUSE, at=at())
    back = at.now - ALLOWED_DRIFT - timedelta(seconds=1)
    last = last_entry()
    with nothing_changes(), pytest.raises(ClockTurnedBack) as turned:
        acts.rename(person, name="周二", by=HOUSE, at=back)
    assert back.strftime("%H:%M:%S") in str(turned.value)
    with pytest.raises(ClockTurnedBack):
        acts.rename(person, name="周二", by=cast["marketer"], at=back)
    assert entries_after(last) == []
    acts.rename(person, name="周二", by=HOUSE, at=at.now - ALLOWED_DRIFT)
    assert name_of(person) == "周二"


def test_a_reading_leaves_its_entry_and_nothing_else(acts: Any, cast: Cast, at: Ticker) -> None:
    person, last = cast["engineer"], last_entry()
    acts.rename(cast["engineer"], name="周一", by=HOUSE, at=at())
    version = Person.objects.get(pk=person.pk).version
    result = acts.look(person, by=cast["head"], at=at())
    assert result is person
    assert (person.name, person.version) == ("周一", version)
    assert Person.objects.get(pk=person.pk).version == version
    entry = entries_after(last)[-1]
    assert (entry.verb, entry.outcome) == ("tests.look", "done")
    assert Opening.objects.get(entry=entry).marks == []
    with pytest.raises(Refused):
        acts.look(person, by=cast["marketer"], at=at())
    assert entries_after(last)[-1].outcome == "refused"


def test_an_act_without_a_rule_is_nobodys(acts: Any, cast: Cast, at: Ticker) -> None:
    for actor in (HOUSE, cast["chair"]):
        with pytest.raises(Refused) as refused:
            acts.unruled(cast["engineer"], by=actor, at=at())
        assert codes(refused) == ["no_rule"]


def test_a_name_is_declared_once(acts: Any) -> None:
    with pytest.raises(ValueError, match="twice"):
        action("tests.look", label="又一个")(lambda person, *, by, at: person)
    with pytest.raises(ValueError, match="Two rules"):
        rule("tests.look")(lambda actor, record, at: ())


def test_a_row_changes_only_inside_an_act(cast: Cast) -> None:
    person = cast["engineer"]
    for forbidden in (
        person.save,
        person.delete,
        lambda: Person.objects.filter(pk=person.pk).update(name="x"),
        lambda: Person.objects.filter(pk=person.pk).delete(),
    ):
        with pytest.raises(UnloggedChange):
            forbidden()


def test_a_decision_holds_a_minute_and_only_if_it_allows(acts: Any, cast: Cast, at: Ticker) -> None:
    person, now = cast["engineer"], at()
    decision = decide(cast["head"], "tests.look", person, now)
    assert decision.subject == f"accounts.person/{person.pk}"
    assert decision.actor == cast["head"].pseudonym
    held = [decision.holds(now + timedelta(seconds=seconds)) for seconds in (-1, 0, 59, 60)]
    assert held == [False, True, True, False]
    against = decide(cast["marketer"], "tests.look", person, now)
    assert against.because == AGAINST
    assert not against.holds(now)
    assert not may(cast["marketer"], "tests.look", person, now)
    assert Decision("x", "a", "", now).allowed
