"""What screens and the regime read of the log."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shoumi.demo.cast import Cast
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.actions.activity import record_anchor
from shoumi.kernel.activity import controls, guard, reading
from shoumi.kernel.activity.models import Anchor, Checkpoint, Entry
from shoumi.kernel.activity.verification.standing import silences
from shoumi.kernel.controls import Status, find
from tests.kernel.activity.conftest import Log, unguarded


def anchor(log: Log, day: date, **changed: object) -> Anchor:
    given: dict[str, object] = {
        "checkpoint": Checkpoint.objects.get(note=log.held),
        "kind": "lawyer",
        "place": "外部律师",
        "by": log.cast["audit_admin"],
        "at": log.at(),
        "on": day,
    }
    return record_anchor(**(given | changed))  # type: ignore[arg-type]


def today(log: Log) -> date:
    return log.at().date()


def test_a_timeline_is_of_one_record_and_leaves_refusals_out(log: Log) -> None:
    person = log.cast["engineer"]
    subject = f"accounts.person/{person.pk}"
    verbs = set(reading.timeline(subject).values_list("verb", flat=True))
    assert verbs == {"accounts.add_person", "accounts.sign_in"}


def test_the_list_filters_by_part_verb_actor_and_period(log: Log) -> None:
    person = log.cast["engineer"]
    assert reading.listed().count() == Entry.objects.count()
    assert reading.listed(verb="accounts.sign_in").count() == 182
    assert reading.listed(verb="accounts.sign_").count() == 0
    assert reading.listed(verb="accounts.").count() == Entry.objects.count()
    assert reading.listed(actor=person.pseudonym).count() == 182
    middle = Entry.objects.get(index=200).recorded_at
    assert reading.listed(since=middle).count() + reading.listed(until=middle).count() == (
        Entry.objects.count()
    )


def test_the_home_page_knows_what_is_not_yet_signed_or_anchored(log: Log) -> None:
    log.act(3)
    anchor(log, today(log))
    with CaptureQueriesContext(connection) as queries:
        told = reading.anchoring()
    assert len(queries) <= 4
    assert told.entries == Entry.objects.count()
    assert told.unsigned == 4
    assert told.unanchored == 12 + 4
    assert told.anchor is not None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "x"}, "kind"),
        ({"place": " "}, "place"),
        ({"on": date(2099, 1, 1)}, "on"),
        ({"on": date(2020, 1, 1)}, "on"),
    ],
)
def test_an_anchor_that_cannot_be_is_refused(
    log: Log, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        anchor(log, today(log), **changed)
    assert invalid.value.field == field


def test_only_the_audit_administrator_records_an_anchor(log: Log) -> None:
    with pytest.raises(Refused):
        anchor(log, today(log), by=log.cast["system_admin"])


def test_the_log_is_intact_while_it_is_guarded_and_signed(log: Log) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert controls.log_intact(today(log)).status == Status.KEPT
    assert len(queries) <= find("activity.log_intact").queries


def test_nothing_is_known_of_a_log_before_its_first_entry(log: Log) -> None:
    assert controls.log_intact(date(2020, 1, 1)).status == Status.UNKNOWN


def test_a_cast_that_nobody_has_signed_is_unknown(cast: Cast) -> None:
    assert controls.log_intact(date(2026, 11, 21)).status == Status.UNKNOWN


def test_a_silent_keeper_breaks_the_control(log: Log) -> None:
    assert controls.log_intact(today(log) + timedelta(days=3)).status == Status.BROKEN


def test_a_stopped_sequencer_breaks_the_control(log: Log) -> None:
    log.act(1)
    log.at(minutes=10)
    log.act(1)
    assert controls.log_intact(today(log)).status == Status.BROKEN


def test_a_missing_trigger_breaks_the_control(log: Log) -> None:
    with unguarded():
        guard.remove(connection)
        assert controls.log_intact(today(log)).status == Status.BROKEN


def test_an_anchor_holds_for_a_month(log: Log) -> None:
    day = today(log)
    assert controls.log_anchored(day).status == Status.UNKNOWN
    anchor(log, day)
    expected = {0: Status.KEPT, 30: Status.KEPT, 31: Status.DUE, 37: Status.DUE, 38: Status.BROKEN}
    for days, status in expected.items():
        assert controls.log_anchored(day + timedelta(days=days)).status == status
    assert controls.log_anchored(day - timedelta(days=1)).status == Status.UNKNOWN
    assert controls.log_anchored(day).next_due == day + timedelta(days=30)


def test_a_time_in_which_the_keeper_was_silent_is_told_once_it_signs_again(log: Log) -> None:
    assert list(silences()) == []
    before = timezone.localtime(Checkpoint.objects.latest("id").signed_at)
    log.at(hours=5)
    log.sign()
    (told,) = silences()
    assert not told.is_tampering
    assert f" {before:%F %R} – " in told.message
