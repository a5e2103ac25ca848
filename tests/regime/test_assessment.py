"""Verdicts are computed for any day, from what was so on that day; what was entered later shows."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import end_appointment
from shoumi.kernel.accounts.models import Appointment, Role
from shoumi.kernel.controls import Evidence, Status, Verdict, control, registry
from shoumi.regime.actions import bind, take_default
from shoumi.regime.assessment import Assessed, assess, edition_on, report
from shoumi.regime.models import Edition
from tests.conftest import Ticker

TODAY = date(2026, 11, 20)


def of(edition: Edition, day: date) -> dict[str, Assessed]:
    return {one.clause.ident: one for one in assess(edition, day)}


@pytest.fixture
def asked() -> Iterator[list[date]]:
    """A question that says kept from 2026-06-01 on, entered on 2026-10-01; days it was asked."""
    days: list[date] = []
    known = dict(registry._controls)
    name = "register.scope_listed"
    registry._controls.pop(name, None)

    @control(name, title="Scope")
    def scope_listed(as_of: date) -> Verdict:
        days.append(as_of)
        if as_of < date(2026, 6, 1):
            return Verdict(Status.BROKEN, "Nothing listed.")
        proof = Evidence("register.tradesecret/1", "No. 1", date(2026, 6, 1), date(2026, 10, 1))
        return Verdict(Status.KEPT, "Listed.", (proof,), date(2027, 6, 1))

    yield days
    registry._controls.clear()
    registry._controls.update(known)


def test_before_its_day_no_edition_was_in_force(in_force: Edition) -> None:
    assert edition_on(TODAY - timedelta(days=1)) is None
    assert edition_on(TODAY) == in_force


def test_every_clause_has_one_of_the_five_answers_and_says_why(in_force: Edition) -> None:
    assessed = assess(in_force, TODAY)
    assert len(assessed) == 33
    assert all(one.verdict.because for one in assessed)
    assert {one.verdict.status for one in assessed} <= set(Status)


def test_a_question_is_asked_once_however_many_clauses_ask_it(
    draft: Edition, cast: Cast, at: Ticker, asked: list[date]
) -> None:
    for ident in ("2.1", "2.2", "3.1"):
        bind(draft, ident=ident, controls=["register.scope_listed"], by=cast["office"], at=at())
    assess(draft, TODAY)
    assert asked == [TODAY]


def test_the_past_is_judged_by_what_was_so_then(draft: Edition, asked: list[date]) -> None:
    assert of(draft, date(2026, 5, 31))["2.2"].verdict.status is Status.BROKEN
    assert of(draft, date(2026, 6, 1))["2.2"].verdict.status is Status.KEPT


def test_what_was_recorded_later_is_marked(draft: Edition, asked: list[date]) -> None:
    def later(day: date) -> object:
        lines = {line["clause"]: line for line in report(assess(draft, day), day)}
        evidence = lines["2.2"]["evidence"]
        assert isinstance(evidence, list)
        return evidence[0]["recorded_later"]

    assert later(date(2026, 7, 1)) is True
    assert later(date(2026, 10, 1)) is False


def test_a_clause_is_as_grave_as_its_gravest_answer(
    draft: Edition, cast: Cast, at: Ticker, asked: list[date]
) -> None:
    both = ["register.scope_listed", "accounts.chair_appointed"]
    bind(draft, ident="2.2", controls=both, by=cast["office"], at=at())
    assert of(draft, date(2026, 5, 31))["2.2"].verdict.status is Status.BROKEN
    kept = of(draft, TODAY)["2.2"].verdict
    assert kept.status is Status.KEPT
    assert kept.next_due == date(2027, 6, 1)


def test_what_is_not_built_is_unknown_and_says_so(
    draft: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_controls", {})
    verdict = of(draft, TODAY)["2.2"].verdict
    assert verdict.status is Status.UNKNOWN
    assert "系统的这一部分还没有建成" in verdict.because


def test_a_clause_that_asks_nothing_says_why(draft: Edition, cast: Cast, at: Ticker) -> None:
    bind(draft, ident="2.2", controls=[], because="只说明目的。", by=cast["office"], at=at())
    verdict = of(draft, TODAY)["2.2"].verdict
    assert (verdict.status, verdict.because) == (Status.NOT_APPLICABLE, "只说明目的。")


def test_facts_taken_away_break_the_clause_from_that_day_on(
    draft: Edition, cast: Cast, at: Ticker
) -> None:
    bind(draft, ident="3.1", controls=["accounts.chair_appointed"], by=cast["office"], at=at())
    assert of(draft, TODAY)["3.1"].verdict.status is Status.KEPT
    chair = Appointment.objects.get(post__role=Role.CHAIR)
    end_appointment(chair, on=TODAY, by=cast["secrecy_admin"], at=at())
    assert of(draft, TODAY)["3.1"].verdict.status is Status.BROKEN
    assert of(draft, TODAY - timedelta(days=1))["3.1"].verdict.status is Status.KEPT


def test_no_edition_in_force_breaks_the_clause_on_adoption(cast: Cast, at: Ticker) -> None:
    draft = take_default(by=cast["office"], at=at())
    bind(draft, ident="8.1", controls=["regime.edition_in_force"], by=cast["office"], at=at())
    assert of(draft, TODAY)["8.1"].verdict.status is Status.BROKEN


def test_assessing_writes_nothing_and_keeps_to_its_queries(in_force: Edition) -> None:
    built = registry.all_controls().values()
    with CaptureQueriesContext(connection) as queries:
        assess(in_force, TODAY)
    assert len(queries) <= 1 + sum(one.queries for one in built)
    assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in queries)


def test_the_report_is_plain(in_force: Edition) -> None:
    line = report(assess(in_force, TODAY), TODAY)[0]
    assert list(line) == ["clause", "status", "because", "evidence", "next_due"]
