"""What was graded before Shoumi: in force since its true date, recorded today (4.2, 7.3)."""

import io
from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions
from shoumi.domains.register.actions.existing import enter_ledger_rows
from shoumi.domains.register.content import open_content
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.access import decide
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.approvals.models import Decision
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.records.models import Audience, Transition
from shoumi.kernel.records.moves import state_on
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.acts import DAY, existing
from tests.kernel.papers import scan
from tests.kernel.witness import codes, entries_after, last_entry, nothing_changes

APPROVED = date(2024, 3, 11)


def test_it_is_in_force_since_its_true_date_and_visibly_recorded_today(
    company: Cast, at: Ticker
) -> None:
    secret = actions.enter_existing(existing=existing(company), by=company["office"], at=at())
    days = (APPROVED - timedelta(1), APPROVED, date(2025, 1, 1), DAY)
    assert [state_on(secret, day) for day in days] == [None, "active", "active", "active"]
    for day in days:
        assert TradeSecret.objects.live_on(day).exists() is (day >= APPROVED)
    lines = Transition.objects.filter(record=secret)
    assert {(line.on, line.recorded_at) for line in lines} == {(APPROVED, at.now)}
    assert secret.created_at == at.now
    assert (secret.effective_on, secret.decided_on) == (APPROVED, APPROVED)


def test_number_term_and_review_follow_the_true_dates(company: Cast, at: Ticker) -> None:
    secret = actions.enter_existing(existing=existing(company), by=company["office"], at=at())
    stored = TradeSecret.objects.get(pk=secret.pk)
    assert stored.number == "商业秘密〔2024〕1 号"
    assert stored.term_ends_on == date(2029, 3, 11)
    assert (stored.reviewed_on, stored.due_on) == (date(2025, 3, 1), date(2026, 3, 1))
    assert stored.reviews.get().on == date(2025, 3, 1)
    assert (stored.previous_number, stored.legacy_mark) == ("旧字 12 号", "内部")


def test_its_texts_are_sealed_and_open_for_its_audience(company: Cast, at: Ticker) -> None:
    secret = actions.enter_existing(existing=existing(company), by=company["office"], at=at())
    assert "粉体".encode() not in bytes(secret.points.get().statement)
    for key, may in (("engineer", True), ("chemist", True), ("office", False)):
        decision = decide(company[key], "register.read_content", secret, at.now)
        assert decision.allowed is may
        if may:
            content = open_content(secret, decision, at=at.now)
            assert content.points == {1: "粉体与分散剂按 7：3 配比。"}
            assert content.grounds == scenes.GROUNDS
    owner = Audience.objects.get(record=secret, person=company["engineer"], capacity="knows")
    other = Audience.objects.get(record=secret, person=company["chemist"], capacity="knows")
    assert (owner.from_on, other.from_on) == (APPROVED, DAY)


def test_rows_of_an_older_register_come_in_all_or_none(company: Cast, at: Ticker) -> None:
    good = [existing(company, title=f"配比 {number}") for number in range(3)]
    bad = existing(company, title="配比 3", approved_on=DAY + timedelta(1))
    with nothing_changes(), pytest.raises(Invalid):
        enter_ledger_rows(rows=[*good, bad], by=company["office"], at=at())
    last = last_entry()
    secrets = enter_ledger_rows(rows=good, by=company["office"], at=at())
    assert [one.number for one in secrets] == [f"商业秘密〔2024〕{n} 号" for n in (1, 2, 3)]
    assert [entry.verb for entry in entries_after(last)] == ["register.enter_ledger_rows"]


def test_an_approval_signed_on_paper_counts_from_the_day_it_was_signed(
    company: Cast, at: Ticker
) -> None:
    """Signed on the tenth and entered on the twentieth: both days are shown."""
    secret = scenes.proposed(company, at)
    signed = date(2026, 11, 10)
    for person in ("head", "leader"):
        secret = actions.enter_paper_decision(
            secret, person=company[person], verdict="agree", signed_on=signed, scan=scan(),
            by=company["office"], at=at(),
        )  # fmt: skip
    assert (secret.state, secret.effective_on) == ("approved", signed)
    assert secret.term_ends_on == date(2031, 11, 10)
    decision = Decision.objects.order_by("-id")[0]
    assert (decision.source, decision.signed_on, decision.recorded_at) == ("paper", signed, at.now)
    assert (decision.person, decision.recorded_by) == (company["leader"], company["office"])
    assert state_on(secret, DAY) == "approved"
    assert state_on(secret, signed) == "approved"


def test_a_paper_of_tomorrow_is_not_entered(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    with nothing_changes(), pytest.raises(Invalid) as refused:
        actions.enter_paper_decision(
            secret, person=company["head"], verdict="agree", signed_on=DAY + timedelta(1),
            scan=scan(), by=company["office"], at=at(),
        )  # fmt: skip
    assert refused.value.field == "signed_on"


def test_a_change_signed_on_paper_counts_from_its_day_and_keeps_the_scan(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.in_force(company, at)
    actions.propose_change(
        secret, kind="extend", to_term="P20Y", reason="仍领先", by=company["custodian"], at=at()
    )
    signed = at.now.date()
    later = at(days=5)
    for person in ("head", "leader", "chair"):
        secret = actions.enter_paper_decision(
            TradeSecret.objects.get(pk=secret.pk), person=company[person], verdict="agree",
            signed_on=signed, scan=scan(), by=company["office"], at=later,
        )  # fmt: skip
    change = secret.changes.get()
    assert (secret.state, change.state, change.effective_on) == ("active", "made", signed)
    assert secret.term_ends_on == signed.replace(year=signed.year + 20)
    papers = [one.paper for one in Decision.objects.filter(source="paper")]
    assert [one.signed_on for one in papers if one] == [signed] * 3


def test_a_paper_without_a_file_that_can_be_kept_is_not_entered(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    for bad in (Scan(io.BytesIO(b""), "a.pdf"), Scan(io.BytesIO(b"MZ\x90"), "a.exe")):
        with nothing_changes(), pytest.raises(Invalid) as refused:
            actions.enter_paper_decision(
                secret, person=company["head"], verdict="agree", signed_on=DAY, scan=bad,
                by=company["office"], at=at(),
            )  # fmt: skip
        assert refused.value.field == "scan"


def test_nothing_waits_for_a_paper_once_it_is_decided(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    with pytest.raises(Refused) as refused:
        actions.enter_paper_decision(
            secret, person=company["head"], verdict="agree", signed_on=DAY, scan=scan(),
            by=company["office"], at=at(),
        )  # fmt: skip
    assert codes(refused) == ["none_pending"]
    assert not Decision.objects.filter(source="paper").exists()
