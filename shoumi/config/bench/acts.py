"""Acts with the log against the same without: an employee's nomination, and the least act.

Everything runs on the default connection, which must be a scratch database.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from typing import Any
from unittest import mock

from django.core.management import call_command
from django.db import connection, transaction

from shoumi.demo.cast import Cast, assemble
from shoumi.domains.register.actions import adopt_grades, nominate
from shoumi.kernel.accounts.actions import add_unit, end_unit
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.activity import guard, ledger, recording
from shoumi.kernel.activity.ledger import RowState
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.routers import ALIAS

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
Act = Callable[[int, datetime], object]


def measure(*, acts: int = 600, rounds: int = 20) -> dict[str, Any]:
    """How many acts a second are done with the log, against the same without log and guard.

    `logged_over_unlogged` is of nominations, which every employee makes: rights are asked, a text
    is sealed, a dozen rows are written. `least_act_logged_over_unlogged` is of the cheapest act
    there is: the house itself changes one field.
    """
    call_command("migrate", database=ALIAS, verbosity=0)
    keyring.establish(at=BEGIN)
    with transaction.atomic():
        cast = assemble(at=BEGIN, since=BEGIN.date())
        adopt_grades(preset="default", by=HOUSE, at=BEGIN)
    clock = (BEGIN + timedelta(days=1, minutes=number) for number in count())
    ending, nominating = _ending(cast), _nominating(cast)
    everyday, context = _by_turns(nominating, clock, max(1, acts // rounds), rounds)
    least, _ = _by_turns(ending, clock, max(1, acts // rounds), rounds)
    figures = {"logged_over_unlogged": everyday, "least_act_logged_over_unlogged": least}
    return {**figures, "context": context}


def _by_turns(
    act: Act, clock: Iterator[datetime], each: int, rounds: int
) -> tuple[float, dict[str, float]]:
    """With and without by turns, so that a noisy machine disturbs both alike."""
    times: dict[bool, list[float]] = {True: [], False: []}
    numbers = count()
    for logged in [True, False] * (rounds + 1):
        with _logging(logged):
            began = time.perf_counter()
            for _ in range(each):
                act(next(numbers), next(clock))
            times[logged].append(time.perf_counter() - began)
    # The first turn of each warms up what is kept in memory.
    with_log, without = (each / median(times[logged][1:]) for logged in (True, False))
    context = {"logged_acts_per_second": with_log, "unlogged_acts_per_second": without}
    return with_log / without, context


def _nominating(cast: Cast) -> Act:
    engineer = cast["engineer"]

    def act(number: int, at: datetime) -> object:
        return nominate(
            title=f"涂层配方 {number}", brief="配比决定附着力，试验两年得来。",
            whereabouts=f"R:/coating/{number}", no_state_secret=True, by=engineer, at=at,
        )  # fmt: skip

    return act


def _ending(cast: Cast) -> Act:
    unit = add_unit(
        parent=cast.units["YL"], kind="department", code="bench", name="bench", by=HOUSE, at=BEGIN
    )

    def act(number: int, at: datetime) -> object:
        return end_unit(unit, on=BEGIN.date() + timedelta(days=number), by=HOUSE, at=at)

    return act


def named(row: LoggedModel) -> None:
    """Only that the row was saved, so that an act without the log doesn't save it once more."""
    ledger.current().note(RowState(row._meta.label_lower, str(row.pk), 0, b""))


@contextmanager
def _logging(wanted: bool) -> Iterator[None]:
    """The house as it is, or without marks, entry, opening and guard."""
    if wanted:
        yield
        return
    guard.remove(connection)
    try:
        with mock.patch.object(recording, "record"), mock.patch.object(LoggedModel, "enter", named):
            yield
    finally:
        guard.install(connection)
