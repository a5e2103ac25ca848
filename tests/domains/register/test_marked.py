"""Clause 4.2: secrets in force bear their mark, on any day, as issued labels prove it."""

from datetime import date, timedelta

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import (
    Existing,
    approve_grading,
    enter_existing,
    issue_label,
    propose_change,
)
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.controls import Status, Verdict, find
from shoumi.kernel.documents.actions import void
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.scenes import GROUNDS, in_force, proposed

TODAY = date(2026, 11, 20)


def ask(days: int = 0) -> Verdict:
    return find("register.marked").answer(TODAY + timedelta(days=days))


def anew(secret: TradeSecret) -> TradeSecret:
    return TradeSecret.objects.get(pk=secret.pk)


def regrade(secret: TradeSecret, company: Cast, at: Ticker) -> None:
    propose_change(anew(secret), kind="regrade", to_grade="core", reason="须提高。",
                   by=company["custodian"], at=at())  # fmt: skip
    scenes.agreed(secret, company, at, "head", "leader", "committee")


def test_filed_is_due_for_a_fortnight_then_broken(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    verdict = ask()
    assert (verdict.status, verdict.next_due) == (Status.DUE, TODAY + timedelta(days=14))
    assert [one.label for one in verdict.evidence] == [secret.number]
    assert ask(14).status is Status.DUE
    late = ask(15)
    assert (late.status, late.next_due) == (Status.BROKEN, None)
    assert [one.label for one in late.evidence] == [secret.number]


def test_filed_and_labelled_is_kept(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    at(days=20)
    issue_label(secret, by=company["engineer"], at=at())
    kept = ask(20)
    assert kept.status is Status.KEPT
    assert [(one.label, one.on) for one in kept.evidence] == [
        (secret.number, TODAY + timedelta(days=20))
    ]
    assert ask(400).status is Status.KEPT
    assert ask(19).status is Status.BROKEN, "the past stays as it was"
    assert ask(-1).status is Status.UNKNOWN


def test_another_mark_wants_another_label(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    issue_label(secret, by=company["engineer"], at=at())
    at(days=40)
    regrade(secret, company, at)
    assert ask(39).status is Status.KEPT
    due = ask(40)
    assert (due.status, due.next_due) == (Status.DUE, TODAY + timedelta(days=54))
    assert ask(55).status is Status.BROKEN
    issue_label(anew(secret), by=company["custodian"], at=at())
    assert ask(40).status is Status.KEPT, "the label of the same day, issued after the change"
    assert ask(55).status is Status.KEPT


def test_a_void_label_marks_no_more(company: Cast, at: Ticker) -> None:
    secret = in_force(company, at)
    label = issue_label(secret, by=company["engineer"], at=at())
    at(days=30)
    void(label, reason="印错了", by=company["custodian"], at=at())
    assert ask(29).status is Status.KEPT
    assert ask(30).status is Status.BROKEN


def test_what_waits_to_be_filed_is_not_late(company: Cast, at: Ticker) -> None:
    secret = proposed(company, at)
    for signer in ("head", "leader"):
        secret = approve_grading(secret, verdict="agree", by=company[signer], at=at())
    assert secret.state == "approved"
    assert ask(20).status is Status.DUE


def test_an_old_entry_is_labelled_within_a_fortnight_of_its_entry(
    company: Cast, at: Ticker
) -> None:
    enter_existing(
        existing=Existing(
            title="耐磨底漆配方", org_unit=company.units["RD"], owner=company["chemist"],
            category="product_formula", grade="important", term="P5Y",
            approved_on=date(2024, 3, 1), grounds=GROUNDS, points=("填料粒径配比",),
        ),
        by=company["office"], at=at(),
    )  # fmt: skip
    assert (ask().status, ask().next_due) == (Status.DUE, TODAY + timedelta(days=14))
    assert ask(15).status is Status.BROKEN
