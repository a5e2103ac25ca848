"""Moves through the state table: history with true dates, and the state on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.ledger import UnloggedChange
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Record, Transition
from shoumi.kernel.records.moves import begin, move, state_on
from tests.conftest import Ticker
from tests.kernel.acting import acting
from tests.kernel.records.keeping import FLOW, kept
from tests.kernel.witness import codes, nothing_changes

DAY = date(2026, 11, 20)


def take(
    record: Record, step: str, at: Ticker, on: date | None = None, **more: object
) -> Transition:
    with acting(at):
        return move(record, FLOW, step, by=more.pop("by", HOUSE), at=at.now, on=on, **more)  # type: ignore[arg-type]


def test_a_record_begins_with_its_first_line_of_history(cast: Cast, at: Ticker) -> None:
    record = kept(cast, at)
    first = Transition.objects.get(record=record)
    assert (first.from_state, first.to_state, first.on) == ("", "drafted", DAY)
    assert (first.step, first.by) == ("tests.draft", None)
    assert Entry.objects.filter(uid=first.entry).exists()
    assert record.created_at == first.recorded_at


def test_a_move_names_step_states_day_person_and_entry(cast: Cast, at: Ticker) -> None:
    record = kept(cast, at)
    line = take(record, "agree", at, by=cast["head"], note="可以。")
    assert (line.from_state, line.to_state, line.step) == ("drafted", "agreed", "agree")
    assert (line.by, line.note, line.on) == (cast["head"], "可以。", DAY)
    assert line.entry == Entry.objects.order_by("-id").values_list("uid", flat=True)[0]
    assert Record.objects.get(pk=record.pk).state == "agreed"


def test_a_step_that_stays_leaves_a_line_too(cast: Cast, at: Ticker) -> None:
    record = kept(cast, at)
    take(record, "agree", at)
    line = take(record, "note", at)
    assert (line.from_state, line.to_state) == ("agreed", "agreed")


def test_a_step_that_the_state_lacks_is_refused(cast: Cast, at: Ticker) -> None:
    record = kept(cast, at)
    with nothing_changes(), pytest.raises(Refused) as refused, acting(at):
        move(record, FLOW, "close", by=HOUSE, at=at.now)
    assert codes(refused) == ["state"]
    assert "草稿" in str(refused.value)
    assert record.state == "drafted"


def test_what_a_guard_objects_to_is_the_reason(cast: Cast, at: Ticker) -> None:
    record = kept(cast, at)
    with nothing_changes(), pytest.raises(Refused) as refused, acting(at):
        move(record, FLOW, "agree", by=HOUSE, at=at.now, facts="empty")
    assert codes(refused) == ["guard"]
    assert str(refused.value) == "还缺地点。"


def test_nothing_moves_outside_an_act(cast: Cast, at: Ticker) -> None:
    record = kept(cast, at)
    with nothing_changes(), pytest.raises(UnloggedChange):
        move(record, FLOW, "agree", by=HOUSE, at=at.now)
    with nothing_changes(), pytest.raises(UnloggedChange):
        begin(
            Record(kind="plan", title="x", entity=record.entity, org_unit=record.org_unit),
            FLOW, step="x", by=HOUSE, at=at.now,
        )  # fmt: skip


def test_the_state_on_a_day_is_that_at_its_end(cast: Cast, at: Ticker) -> None:
    record = kept(cast, at, on=date(2026, 3, 1))
    take(record, "agree", at, on=date(2026, 3, 10))
    take(record, "start", at, on=date(2026, 3, 10))
    take(record, "close", at, on=date(2026, 5, 2))
    days = {
        date(2026, 2, 28): None,
        date(2026, 3, 1): "drafted",
        date(2026, 3, 9): "drafted",
        date(2026, 3, 10): "running",
        date(2026, 5, 1): "running",
        date(2026, 5, 2): "closed",
        date(2027, 1, 1): "closed",
    }
    assert {day: state_on(record, day) for day in days} == days


def test_a_paper_entered_late_counts_from_its_true_date(cast: Cast, at: Ticker) -> None:
    """Signed on the tenth, entered on the twentieth: both are kept, and today's state is the one
    that the record bears, whichever day the lines before it were entered on."""
    record = kept(cast, at)
    line = take(record, "agree", at, on=date(2026, 11, 10))
    assert (line.on, line.recorded_at.date()) == (date(2026, 11, 10), DAY)
    assert state_on(record, date(2026, 11, 9)) is None
    assert state_on(record, date(2026, 11, 10)) == "agreed"
    assert state_on(record, DAY) == "agreed"


STEPS = ("agree", "start", "note", "close")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_today_the_state_by_history_is_the_state_of_the_record(
    cast: Cast, at: Ticker, ago: list[int]
) -> None:
    """Whatever true dates the papers bear, and in whatever order they were entered."""
    record = kept(cast, at, on=DAY - timedelta(ago[0]))
    for step, days in zip(STEPS, ago[1:], strict=True):
        take(record, step, at, on=DAY - timedelta(days))
        assert state_on(record, DAY) == record.state
    assert state_on(record, DAY - timedelta(41)) is None


def test_history_is_neither_changed_nor_deleted(cast: Cast, at: Ticker) -> None:
    kept(cast, at)
    with pytest.raises(UnloggedChange):
        Transition.objects.all().delete()
    with pytest.raises(UnloggedChange):
        Transition.objects.update(on=DAY)
    with pytest.raises(UnloggedChange):
        Transition.objects.get().delete()
