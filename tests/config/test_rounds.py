"""A fault in one of the worker's rounds is written once and stops no other."""

import logging
import threading
from datetime import datetime

import pytest

from shoumi.config.commands.tick import _attend, _attend_until
from shoumi.config.rounds import ROUNDS, Round
from shoumi.kernel.access import Reason
from shoumi.kernel.actions import Refused


def broken(_at: datetime) -> None:
    raise ZeroDivisionError("".join(["a ti", "tle that nobody may read"]))


def refused(_at: datetime) -> None:
    raise Refused(Reason("no", "Not now."))


@pytest.mark.parametrize(("attend", "said"), [(broken, "ZeroDivisionError"), (refused, "Not now.")])
def test_a_fault_is_told_once_and_does_not_rise(
    caplog: pytest.LogCaptureFixture, attend: object, said: str
) -> None:
    duty = Round("x", 1.0, attend)  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR, "shoumi.tick"):
        told = _attend(duty, "")
        assert told == said
        assert _attend(duty, told) == said
    assert "title" not in caplog.text
    assert len([one for one in caplog.records if one.name == "shoumi.tick"]) == 1


def test_no_round_waits_for_one_that_is_done_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, free, turns, begun = threading.Event(), threading.Event(), [0], [0]

    def long(_at: datetime) -> None:
        begun[0] += 1
        assert free.wait(20)

    def quick(_at: datetime) -> None:
        turns[0] += 1
        if turns[0] == 3:
            stop.set()

    rounds = (Round("long", 0, long, apart=True), Round("quick", 0, quick))
    monkeypatch.setattr("shoumi.config.commands.tick.ROUNDS", rounds)
    monkeypatch.setattr("shoumi.config.commands.tick.PAUSE", 0.01)
    monkeypatch.setattr("shoumi.config.commands.tick.close_old_connections", lambda: None)
    _attend_until(stop)
    free.set()
    assert (turns[0], begun[0]) == (3, 1)


def test_a_round_that_went_well_forgets_its_fault() -> None:
    assert _attend(Round("x", 1.0, lambda at: None), "before") == ""
    assert len({one.name for one in ROUNDS}) == len(ROUNDS)
