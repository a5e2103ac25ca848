"""What the register proves, today and on past days; nothing is written and few queries asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.register import tables
from shoumi.domains.register.actions import (
    Existing,
    approve_change,
    decline,
    enter_existing,
    entomb,
    propose_change,
    quarantine,
    review,
)
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Status, Verdict, all_controls, find
from shoumi.kernel.records.models import Audience
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.scenes import GROUNDS, in_force, nominated
from tests.journeys import annexes
from tests.kernel.acting import acting

TODAY = date(2026, 11, 20)
NAMES = sorted(name for name in all_controls() if name.startswith("register."))


def ask(name: str, day: date = TODAY) -> Verdict:
    return find(f"register.{name}").answer(day)


def old(company: Cast, **changes: object) -> Existing:
    existing = Existing(
        title="耐磨底漆配方",
        org_unit=company.units["RD"],
        owner=company["chemist"],
        category="product_formula",
        grade="important",
        term="P5Y",
        approved_on=date(2024, 3, 1),
        reviewed_on=date(2026, 9, 1),
        grounds=GROUNDS,
        points=("填料粒径配比",),
    )
    return replace(existing, **changes)  # type: ignore[arg-type]


@pytest.fixture
def enter(company: Cast, at: Ticker) -> Callable[..., TradeSecret]:
    def entering(**changes: object) -> TradeSecret:
        return enter_existing(existing=old(company, **changes), by=company["office"], at=at())

    return entering


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_register_proves_nothing(company: Cast, name: str) -> None:
    verdict = find(name).answer(TODAY)
    assert verdict.status is Status.UNKNOWN
    assert verdict.because
    assert not verdict.evidence
    assert verdict.step is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_control_keeps_its_budget_and_names_no_title(
    company: Cast, at: Ticker, name: str
) -> None:
    secret = in_force(company, at)
    control = find(name)
    with CaptureQueriesContext(connection) as queries:
        verdict = control.answer(TODAY)
    assert len(queries) <= control.queries
    assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in queries)
    shown = f"{verdict.because} {[(one.label, one.subject) for one in verdict.evidence]}"
    assert secret.title not in shown
    assert all(one.subject.startswith("register.tradesecret/") for one in verdict.evidence)


def test_a_secret_graded_by_the_book_keeps_every_control(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    catalogue = annexes.catalogue(company, at)
    today = local_day(at.now)
    for name in ("scope_listed", "elements_grounded", "secrets_graded", "audience_named",
                 "reviewed_yearly", "terms_current"):  # fmt: skip
        verdict = ask(name, today)
        assert verdict.status is Status.KEPT, (name, verdict.because)
        proof = catalogue.reference if name == "scope_listed" else secret.number
        assert [one.label for one in verdict.evidence] == [proof]


def test_a_secret_without_a_category_leaves_the_scope_open(
    enter: Callable[..., TradeSecret],
) -> None:
    enter()
    gap = enter(category="")
    verdict = ask("scope_listed")
    assert verdict.status is Status.BROKEN
    assert [one.label for one in verdict.evidence] == [gap.number]


def test_one_missing_element_breaks_2_1(enter: Callable[..., TradeSecret]) -> None:
    enter()
    gap = enter(grounds={name: GROUNDS[name] for name in ("secrecy", "value")})
    verdict = ask("elements_grounded")
    assert verdict.status is Status.BROKEN
    assert [one.label for one in verdict.evidence] == [gap.number]


def test_a_nomination_waits_then_is_late(company: Cast, at: Ticker) -> None:
    nominated(company, at)
    waiting = ask("secrets_graded", TODAY + timedelta(days=30))
    assert waiting.status is Status.DUE
    assert waiting.next_due == TODAY + timedelta(days=30)
    late = ask("secrets_graded", TODAY + timedelta(days=31))
    assert late.status is Status.BROKEN
    assert late.next_due is None
    assert ask("secrets_graded", TODAY - timedelta(days=1)).status is Status.UNKNOWN


def test_a_no_is_a_decision_and_the_past_stays(company: Cast, at: Ticker) -> None:
    secret = nominated(company, at)
    decided = at(days=3)
    decline(secret, note="公开手册上有。", by=company["custodian"], at=decided)
    assert ask("secrets_graded", local_day(decided)).status is Status.KEPT
    assert ask("secrets_graded", local_day(decided) - timedelta(days=1)).status is Status.DUE


def test_what_was_removed_as_a_state_secret_waits_for_nobody(company: Cast, at: Ticker) -> None:
    secret = nominated(company, at)
    quarantine(secret, note="疑似", by=company["custodian"], at=at())
    secret.refresh_from_db()
    entomb(secret, note="移交保密办", by=company["office"], at=at(days=1))
    assert ask("secrets_graded", TODAY + timedelta(days=90)).status is Status.KEPT


def test_what_was_entered_later_counts_then_and_is_marked(
    enter: Callable[..., TradeSecret],
) -> None:
    enter()
    past = date(2025, 1, 1)
    assert ask("scope_listed", past).status is Status.DUE
    for name in ("elements_grounded", "secrets_graded", "reviewed_yearly"):
        verdict = ask(name, past)
        assert verdict.status is Status.KEPT, name
        assert all(one.recorded_after(past) for one in verdict.evidence)
        assert all(one.on is not None and one.on <= past for one in verdict.evidence)
    assert ask("elements_grounded", date(2024, 2, 29)).status is Status.UNKNOWN


def test_reviews_fall_due_and_break_by_the_cycle_of_the_grade(
    company: Cast, at: Ticker, enter: Callable[..., TradeSecret]
) -> None:
    secret = enter(reviewed_on=date(2025, 12, 10))
    due = ask("reviewed_yearly")
    assert (due.status, due.next_due) == (Status.DUE, date(2026, 12, 10))
    assert ask("reviewed_yearly", date(2026, 12, 11)).status is Status.BROKEN
    later = at(days=30)
    review(secret, outcome="keep", by=company["chemist"], at=later)
    assert ask("reviewed_yearly", local_day(later)).status is Status.KEPT
    before = ask("reviewed_yearly", local_day(later) - timedelta(days=1))
    assert before.status is Status.BROKEN
    assert [one.on for one in before.evidence] == [date(2025, 12, 10)]


def test_the_grade_of_that_day_decides_the_cycle(
    company: Cast, at: Ticker, enter: Callable[..., TradeSecret]
) -> None:
    secret = enter(reviewed_on=date(2026, 4, 1))
    propose_change(
        secret, kind="regrade", to_grade="core", reason="升级", by=company["custodian"], at=at()
    )
    scenes.agreed(secret, company, at, "head", "leader", "committee")
    made = local_day(at.now)
    assert ask("reviewed_yearly", made - timedelta(days=1)).status is Status.KEPT
    assert ask("reviewed_yearly", made).status is Status.BROKEN


def test_a_term_falls_due_ends_and_is_still_kept_on_its_last_day(
    enter: Callable[..., TradeSecret],
) -> None:
    enter(term="2027-01-31")
    due = ask("terms_current")
    assert (due.status, due.next_due) == (Status.DUE, date(2027, 1, 31))
    assert ask("terms_current", date(2027, 1, 31)).status is Status.DUE
    assert ask("terms_current", date(2027, 2, 1)).status is Status.BROKEN
    assert ask("terms_current", date(2026, 6, 1)).status is Status.KEPT


def test_before_an_extension_the_old_end_counted(
    company: Cast, at: Ticker, enter: Callable[..., TradeSecret]
) -> None:
    secret = enter(term="2026-12-31")
    propose_change(
        secret, kind="extend", to_term="P8Y", reason="仍领先", by=company["custodian"], at=at()
    )
    for signer in ("head", "leader", "chair"):
        secret = TradeSecret.objects.get(pk=secret.pk)
        approve_change(secret, verdict="agree", by=company[signer], at=at(days=1))
    made = local_day(at.now)
    assert ask("terms_current", made).status is Status.KEPT
    then = ask("terms_current", made - timedelta(days=1))
    assert (then.status, then.next_due) == (Status.DUE, date(2026, 12, 31))


def test_a_whole_company_is_no_audience(
    company: Cast, at: Ticker, enter: Callable[..., TradeSecret]
) -> None:
    secret = enter()
    assert ask("audience_named").status is Status.KEPT
    with acting(at):
        row = Audience.objects.get(
            record_id=secret.pk, capacity="knows", person=company.persons["chemist"]
        )
        row.person, row.org_unit = None, company.units["YL"]
        row.save()
    verdict = ask("audience_named")
    assert verdict.status is Status.BROKEN
    assert verdict.step is not None
    assert [one.label for one in verdict.evidence] == [secret.number]


def test_a_secret_that_nobody_may_know_is_pointed_out(
    company: Cast, at: Ticker, enter: Callable[..., TradeSecret]
) -> None:
    secret = enter()
    with acting(at):
        for row in Audience.objects.filter(record_id=secret.pk, capacity="knows"):
            row.until_on = TODAY
            row.save()
    assert ask("audience_named").status is Status.BROKEN
    assert listed(company, at, ask("audience_named")) == {secret.number}
    assert ask("audience_named", TODAY - timedelta(days=1)).status is Status.KEPT


def listed(company: Cast, at: Ticker, verdict: Verdict) -> set[str]:
    """What the office sees where the verdict's step leads."""
    assert verdict.step is not None
    assert verdict.step.place == "register.list"
    person, now = company.persons["office"], at()
    shown = tables.table_for(person, now)(
        QueryDict(verdict.step.query), visible=tables.visible(person, now), may=lambda _action: True
    )
    return {str(row) for row in shown.narrowed}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("scope_listed", {"category": ""}),
        ("elements_grounded", {"grounds": {"secrecy": GROUNDS["secrecy"]}}),
        ("reviewed_yearly", {"reviewed_on": date(2025, 9, 1)}),
        ("reviewed_yearly", {"reviewed_on": date(2025, 12, 1)}),
        ("terms_current", {"term": "2027-01-31"}),
    ],
)
def test_the_next_step_leads_to_what_is_meant(
    company: Cast,
    at: Ticker,
    enter: Callable[..., TradeSecret],
    name: str,
    changes: dict[str, object],
) -> None:
    enter()
    gap = enter(**changes)
    assert listed(company, at, ask(name)) == {gap.number}


def test_a_nomination_and_a_missing_label_are_found_by_their_step(
    company: Cast, at: Ticker, enter: Callable[..., TradeSecret]
) -> None:
    unmarked, waiting = enter(), nominated(company, at)
    assert listed(company, at, ask("secrets_graded")) == {str(waiting)}
    assert listed(company, at, ask("marked")) == {unmarked.number}


def test_only_a_page_of_evidence_is_shown(enter: Callable[..., TradeSecret]) -> None:
    for _ in range(23):
        enter(category="")
    verdict = ask("scope_listed")
    assert len(verdict.evidence) == 20
    assert "23" in verdict.because
