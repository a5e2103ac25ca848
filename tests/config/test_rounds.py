"""A fault in one of the worker's rounds is written once and stops no other."""

import logging
from datetime import datetime

import pytest

from shoumi.config.commands.tick import _attend
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


def test_a_round_that_went_well_forgets_its_fault() -> None:
    assert _attend(Round("x", 1.0, lambda at: None), "before") == ""
    assert len({one.name for one in ROUNDS}) == len(ROUNDS)
