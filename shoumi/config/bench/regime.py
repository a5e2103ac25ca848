"""The whole regime assessed over a large register: all of it, and control by control."""

import time
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.config.bench.company import TODAY
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.controls import all_controls
from shoumi.regime.assessment import assess, edition_on

PAST = TODAY - timedelta(days=200)


def measure(*, rounds: int) -> dict[str, Any]:
    """Seconds for today and for a past day, and each control's seconds and queries."""
    edition = edition_on(TODAY)
    if edition is None:
        raise RuntimeError("the bench's own regime isn't in force")
    spans: dict[date, list[float]] = {TODAY: [], PAST: []}
    for _round in range(rounds):
        for day, times in spans.items():
            began = time.perf_counter()
            assess(edition, day)
            times.append(time.perf_counter() - began)
    with CaptureQueriesContext(connection) as asked:
        assess(edition, TODAY)
    return {
        "regime": {
            "assess_seconds": median(spans[TODAY]),
            "assess_past_day_seconds": median(spans[PAST]),
            "assess_queries": len(asked),
            "controls": {name: _control(name, rounds) for name in sorted(all_controls())},
            "context": {"records": TradeSecret.objects.count()},
        }
    }


def _control(name: str, rounds: int) -> dict[str, float]:
    question = all_controls()[name]
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        question.answer(TODAY)
        times.append(time.perf_counter() - began)
    with CaptureQueriesContext(connection) as asked:
        question.answer(TODAY)
    return {"seconds": median(times), "queries": len(asked)}
