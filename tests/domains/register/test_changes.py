"""What happens to a secret in force: regraded, extended, declassified, reviewed, voided (4.2)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions
from shoumi.domains.register.content import open_content
from shoumi.domains.register.models import Change, Review, TradeSecret
from shoumi.kernel.access import decide
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.approvals.models import Approval, Step
from shoumi.kernel.records.models import Audience, Transition
from shoumi.kernel.records.moves import state_on
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.acts import DAY, changing, existing, propose
from tests.kernel.witness import codes, nothing_changes

READ = "register.read_content"


DECIDERS = ("head", "leader", "chair")
HIGHEST = ("head", "leader", "committee")


def agree(secret: TradeSecret, cast: Cast, at: Ticker, *signers: str) -> TradeSecret:
    return scenes.agreed(secret, cast, at, *signers)


def asked(secret: TradeSecret) -> list[str]:
    """Who takes part, in order: by staff number, or the committee as a body."""
    approval = Approval.objects.filter(record=secret, state="pending").get()
    rows = approval.steps.order_by("order").values_list(
        "mode", "title", "seats__person__staff_number"
    )
    return [title if mode == Step.Mode.BODY else number for mode, title, number in rows]


def numbers(cast: Cast, *keys: str) -> list[str]:
    return [key if key == "committee" else cast[key].staff_number for key in keys]


@pytest.mark.parametrize(
    ("old", "new", "deciders", "months"),
    [
        ("important", "core", HIGHEST, 6),
        ("core", "important", HIGHEST, 12),
        ("important", "ordinary", ("head", "leader"), 12),
        ("ordinary", "important", ("head", "leader"), 12),
    ],
)
def test_the_higher_of_the_two_grades_decides_who_decides(
    company: Cast, at: Ticker, old: str, new: str, deciders: tuple[str, ...], months: int
) -> None:
    secret = propose(scenes.in_force(company, at, old), company, at, "regrade", to_grade=new)
    assert (secret.state, secret.grade) == ("changing", old)
    assert asked(secret) == numbers(company, *deciders)
    secret = agree(secret, company, at, *deciders[:-1])
    assert (secret.state, secret.grade) == ("changing", old)
    secret = agree(secret, company, at, deciders[-1])
    assert (secret.state, secret.grade) == ("active", new)
    change = secret.changes.get()
    assert (change.state, change.from_grade, change.to_grade) == (Change.State.MADE, old, new)
    assert change.effective_on == DAY
    assert secret.due_on == date(2026 + (11 + months) // 12, (10 + months) % 12 + 1, 20)


def test_the_texts_open_as_before_after_a_regrading(company: Cast, at: Ticker) -> None:
    secret = propose(scenes.in_force(company, at), company, at, "regrade", to_grade="core")
    before = open_texts(secret, company, at)
    secret = agree(secret, company, at, *HIGHEST)
    assert open_texts(secret, company, at) == before


def open_texts(secret: TradeSecret, cast: Cast, at: Ticker) -> Any:
    return open_content(secret, decide(cast["engineer"], READ, secret, at()), at=at.now)


def test_an_extension_is_decided_one_level_higher(company: Cast, at: Ticker) -> None:
    """Its grading needed the leader in charge; its extension needs the director as well."""
    secret = scenes.in_force(company, at, "important")
    assert secret.term_ends_on == date(2031, 11, 20)
    secret = propose(secret, company, at, "extend", to_term="P10Y")
    assert asked(secret) == numbers(company, *DECIDERS)
    secret = agree(secret, company, at, *DECIDERS)
    assert (secret.term, secret.term_ends_on) == ("P10Y", date(2036, 11, 20))
    assert secret.grade == "important"


@pytest.mark.parametrize("term", ["P5Y", "P1Y", "2027-01-01", "2020-01-01", "", "soon"])
def test_an_extension_must_reach_further(company: Cast, at: Ticker, term: str) -> None:
    secret = scenes.in_force(company, at)
    with nothing_changes(), pytest.raises(Invalid) as refused:
        propose(secret, company, at, "extend", to_term=term)
    assert refused.value.field == "to_term"


def test_what_has_no_end_is_not_extended(company: Cast, at: Ticker) -> None:
    secret = actions.enter_existing(
        existing=existing(company, term="long_term"), by=company["office"], at=at()
    )
    with nothing_changes(), pytest.raises(Invalid):
        propose(secret, company, at, "extend", to_term="P10Y")


def test_a_change_is_only_of_its_kind(company: Cast, at: Ticker) -> None:
    """A grade sent along with an extension, or a term with a regrading, is passed over."""
    secret = scenes.in_force(company, at)
    secret = propose(secret, company, at, "extend", to_term="P10Y", to_grade="ordinary")
    secret = agree(secret, company, at, *DECIDERS)
    assert (secret.grade, secret.term) == ("important", "P10Y")
    secret = propose(secret, company, at, "regrade", to_grade="core", to_term="nonsense")
    secret = agree(secret, company, at, *HIGHEST)
    assert (secret.grade, secret.term) == ("core", "P10Y")
    assert secret.term_ends_on == date(2036, 11, 20)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("kind", {"kind": "burn"}),
        ("reason", {"kind": "declassify", "reason": " "}),
        ("to_grade", {"kind": "regrade", "to_grade": "important"}),
        ("to_grade", {"kind": "regrade", "to_grade": "绝密"}),
        ("to_grade", {"kind": "regrade", "to_grade": ""}),
    ],
)
def test_what_a_change_can_not_be_is_said(
    company: Cast, at: Ticker, field: str, change: dict[str, str]
) -> None:
    secret = scenes.in_force(company, at)
    with nothing_changes(), pytest.raises(Invalid) as refused:
        actions.propose_change(
            secret, **{"reason": "有理由。", **change}, by=company["custodian"], at=at()
        )
    assert refused.value.field == field


def test_a_refused_change_leaves_all_as_it_was(company: Cast, at: Ticker) -> None:
    secret = changing(company, at)
    secret = actions.approve_change(
        secret, verdict="refuse", note="不必。", by=company["head"], at=at()
    )
    assert (secret.state, secret.grade) == ("active", "important")
    assert secret.changes.get().state == Change.State.DROPPED
    assert Transition.objects.filter(record=secret).last().note == "不必。"  # type: ignore[union-attr]


def test_declassified_it_is_guarded_no_more_and_was_until_then(company: Cast, at: Ticker) -> None:
    secret = propose(scenes.in_force(company, at), company, at, "declassify")
    at(days=3)
    secret = agree(secret, company, at, "head", "leader")
    day = DAY + timedelta(3)
    assert (secret.state, secret.ended_on, secret.due_on) == ("declassified", day, None)
    assert secret.number
    live = TradeSecret.objects.live_on
    assert live(day - timedelta(1)).exists()
    assert not live(day).exists()
    assert state_on(secret, day - timedelta(1)) == "changing"


def test_what_a_case_holds_is_neither_declassified_nor_voided(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    held: dict[str, Any] = {"held": True, "note": "（2026）民初 1 号", "by": company["office"]}
    secret = actions.hold(secret, **held, at=at())
    acts: tuple[Callable[[], object], ...] = (
        lambda: propose(secret, company, at, "declassify"),
        lambda: actions.void(secret, note="重复。", by=company["office"], at=at()),
    )
    for act in acts:
        with nothing_changes(), pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["legal_hold"]
    secret = actions.hold(secret, **{**held, "held": False}, at=at())
    assert propose(secret, company, at, "declassify").state == "changing"


def test_a_hold_that_came_after_the_proposal_stops_the_last_decision(
    company: Cast, at: Ticker
) -> None:
    secret = propose(scenes.in_force(company, at), company, at, "declassify")
    secret = agree(secret, company, at, "head")
    secret = actions.hold(
        secret, held=True, note="（2026）民初 1 号", by=company["office"], at=at()
    )
    with nothing_changes(), pytest.raises(Refused) as refused:
        agree(secret, company, at, "leader")
    assert codes(refused) == ["legal_hold"]


def test_a_review_sets_the_next_due_day_a_cycle_on(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    assert secret.due_on == date(2027, 11, 20)
    at(days=100)
    secret = actions.review(secret, outcome="keep", by=company["engineer"], at=at())
    assert secret.reviewed_on == date(2027, 2, 28)
    stored = TradeSecret.objects.get(pk=secret.pk)
    assert (stored.due_on, stored.reviewed_on) == (date(2028, 2, 28), date(2027, 2, 28))
    review = Review.objects.get()
    assert (review.on, review.reviewer) == (date(2027, 2, 28), company["engineer"])
    assert state_on(secret, review.on) == "active"


def test_the_cycle_of_a_core_secret_is_shorter(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at, "core")
    assert secret.due_on == date(2027, 5, 20)
    secret = actions.review(
        secret, outcome="change", note="可降一级。", by=company["head"], at=at()
    )
    assert secret.due_on == date(2027, 5, 20)


def test_a_void_entry_keeps_its_number_and_the_next_gets_another(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    secret = actions.void(secret, note="重复登记。", by=company["office"], at=at())
    assert (secret.number, secret.ended_on, secret.due_on) == ("商业秘密〔2026〕1 号", DAY, None)
    assert not Audience.objects.at(DAY).filter(record=secret, capacity="knows").exists()
    following = actions.enter_existing(
        existing=existing(company, approved_on=date(2026, 2, 2)), by=company["office"], at=at()
    )
    assert following.number == "商业秘密〔2026〕2 号"
