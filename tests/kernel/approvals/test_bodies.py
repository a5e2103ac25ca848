"""What a grade gives to the committee is decided by its resolution, once, and by nobody else."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import approve_grading, follow_resolution
from shoumi.domains.register.actions.grades import amend_grade
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, Stale
from shoumi.kernel.activity import recording
from shoumi.kernel.approvals import bodies
from shoumi.kernel.approvals.actions import transfer
from shoumi.kernel.approvals.models import Approval, BodyDecision
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.kernel.approvals.test_approvals import bend_hash
from tests.kernel.witness import codes, entries_after, last_entry, nothing_changes


@pytest.fixture
def waiting(company: Cast, at: Ticker) -> TradeSecret:
    """A core secret that department and leader have agreed to."""
    core = Grade.objects.get(code="core")
    chain = ["head", "leader", "office", "committee"]
    amend_grade(core, values={"approvers": chain}, by=company["office"], at=at())
    secret = scenes.proposed(company, at, "core")
    for signer in ("head", "leader"):
        secret = approve_grading(secret, verdict="agree", by=company[signer], at=at())
    return secret


@pytest.fixture
def basis(company: Cast, at: Ticker) -> Record:
    """Something that stands for a resolution: the kernel knows no committee."""
    return Record.objects.get(pk=scenes.nominated(company, at).pk)


def followed(
    secret: TradeSecret, basis: Record, at: Ticker, verdict: str = "agree", by: Any = HOUSE
) -> TradeSecret:
    return follow_resolution(
        secret, resolution=basis, verdict=verdict, on=local_day(at.now), by=by, at=at()
    )


def test_it_waits_for_the_body_and_for_no_person(
    waiting: TradeSecret, company: Cast, at: Ticker
) -> None:
    assert [one.record_id for one in bodies.waiting()] == [waiting.pk]
    for who in ("chair", "office", "leader"):
        with pytest.raises(Refused) as refused:
            approve_grading(waiting, verdict="agree", by=company[who], at=at())
        assert codes(refused) == ["by_body"]
        with pytest.raises(Refused):
            transfer(
                Approval.objects.get(), to=company["chemist"], note="x", by=company[who], at=at()
            )


def test_a_resolution_makes_it_effective_once(
    waiting: TradeSecret, basis: Record, at: Ticker
) -> None:
    secret = followed(waiting, basis, at)
    assert (secret.state, secret.grade) == ("approved", "core")
    approval = Approval.objects.get()
    assert approval.state == Approval.State.APPROVED
    assert approval.steps.get(mode="body").by_body.basis_id == basis.pk
    assert not bodies.waiting().exists()
    with pytest.raises(Refused):
        followed(secret, basis, at)


@pytest.mark.parametrize(("verdict", "state"), [("refuse", "declined"), ("return", "nominated")])
def test_the_committee_may_say_no(
    waiting: TradeSecret, basis: Record, at: Ticker, verdict: str, state: str
) -> None:
    assert followed(waiting, basis, at, verdict).state == state


def test_nobody_s_hand_carries_it_out(
    waiting: TradeSecret, basis: Record, company: Cast, at: Ticker
) -> None:
    for who in ("chair", "office", "system_admin"):
        with pytest.raises(Refused) as refused:
            followed(waiting, basis, at, by=company[who])
        assert "not_by_hand" in codes(refused)


def test_what_changed_meanwhile_is_not_decided(
    waiting: TradeSecret, basis: Record, at: Ticker
) -> None:
    bend_hash(Approval.objects.get().pk)
    with pytest.raises(Refused) as refused:
        followed(waiting, basis, at)
    assert codes(refused) == ["content_changed"]


def test_before_its_turn_a_resolution_is_refused(company: Cast, basis: Record, at: Ticker) -> None:
    core = Grade.objects.get(code="core")
    amend_grade(core, values={"approvers": ["head", "committee"]}, by=company["office"], at=at())
    secret = scenes.proposed(company, at, "core")
    with pytest.raises(Refused) as refused:
        followed(secret, basis, at)
    assert codes(refused) == ["not_its_turn"]


def test_it_is_logged_once_with_the_resolution(
    waiting: TradeSecret, basis: Record, at: Ticker
) -> None:
    last = last_entry()
    followed(waiting, basis, at)
    (entry,) = entries_after(last)
    assert (entry.verb, entry.actor) == ("register.follow_resolution", HOUSE.pseudonym)
    assert BodyDecision.objects.get().basis_id == basis.pk


def test_a_stale_secret_is_not_decided(waiting: TradeSecret, basis: Record, at: Ticker) -> None:
    seen = TradeSecret.objects.get(pk=waiting.pk).seen_at(waiting.version - 1)
    with nothing_changes(), pytest.raises(Stale):
        followed(seen, basis, at)


def test_a_failure_at_the_end_takes_everything_back(
    waiting: TradeSecret, basis: Record, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(recording, "record", fail)
    with nothing_changes(), pytest.raises(RuntimeError):
        followed(waiting, basis, at)
