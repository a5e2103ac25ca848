"""Every act of the house, whatever it is: ruled, named, and closed to those who have no part."""

import inspect
import re
from datetime import timedelta
from typing import Any, get_args

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import Campaign, CampaignAnswer, Grade, TradeSecret
from shoumi.kernel.access import decide, ruled
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Action, all_actions
from tests.conftest import Ticker
from tests.domains.register import campaigns, scenes
from tests.kernel.actions.samples import DAY, SAMPLES

NAME = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
# Any employee may do these; of what they show, each sees only what is open to him.
OPEN_TO_ALL = {
    "accounts.sign_in", "accounts.sign_out", "delivery.choose_channels", "delivery.try_channels",
    "register.nominate",
}  # fmt: skip
ACTIONS = sorted(
    (one for one in all_actions().values() if one.function.__module__.startswith("shoumi.")),
    key=lambda one: one.name,
)


def subjects(action: Action) -> tuple[type, ...]:
    """The kinds of row that an act is done to: one, or each that it can be done to."""
    first = next(iter(inspect.signature(action.function, eval_str=True).parameters.values()))
    return get_args(first.annotation) or (first.annotation,)


def test_every_act_has_a_rule_a_clause_or_quiet_and_a_plain_name() -> None:
    assert len(ACTIONS) > 60
    for one in ACTIONS:
        assert ruled(one.name), one.name
        assert one.clauses or one.quiet, one.name
        assert NAME.fullmatch(one.name), one.name
        domain, _, verb = one.name.partition(".")
        assert one.function.__name__ == verb
        assert domain in one.function.__module__.split(".")


def test_every_act_is_told_who_acts_and_when() -> None:
    for one in ACTIONS:
        parameters = inspect.signature(one.function).parameters
        for name in ("by", "at"):
            assert parameters[name].kind is inspect.Parameter.KEYWORD_ONLY, one.name
            assert parameters[name].default is inspect.Parameter.empty, one.name


def test_there_is_a_sample_for_every_kind_of_row_that_is_acted_on() -> None:
    kinds = {kind for one in ACTIONS if not one.creates for kind in subjects(one)}
    assert kinds == set(SAMPLES)


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind._meta.label)
def test_who_has_no_part_may_do_nothing_with_a_row(company: Cast, at: Ticker, kind: type) -> None:
    """Somebody active in a sister affiliate, its custodian too, and whoever has left."""
    row = SAMPLES[kind](company, at)
    left = ("office", "office_head", "secrecy_admin", "system_admin", "engineer", "head", "chair")
    for key in left:
        end_person(company[key], on=DAY, by=HOUSE, at=at())
    for one in ACTIONS:
        if one.creates or kind not in subjects(one):
            continue
        for key in ("sister_engineer", "sister_custodian", "battery_leader", *left):
            decision = decide(company[key], one.name, row, at.now)
            assert not decision.allowed, (one.name, key)
            assert all(reason.code and str(reason) for reason in decision.because)


def test_whoever_has_left_begins_nothing(company: Cast, at: Ticker) -> None:
    left = ("office", "secrecy_admin", "system_admin", "audit_admin", "custodian", "engineer")
    persons = [company[key] for key in left]
    for person in persons:
        end_person(person, on=DAY, by=HOUSE, at=at())
    for one in ACTIONS:
        if one.creates:
            for key in left:
                assert not decide(company[key], one.name, None, at.now).allowed, (one.name, key)


def test_an_employee_without_a_post_begins_only_what_everybody_may(
    company: Cast, at: Ticker
) -> None:
    creating = {one.name for one in ACTIONS if one.creates}
    allowed = {
        name for name in creating if decide(company["sister_engineer"], name, None, at()).allowed
    }
    assert allowed == OPEN_TO_ALL


def test_no_administrator_takes_part_in_what_secrets_hold(company: Cast, at: Ticker) -> None:
    campaign = campaigns.opened(company, at, "RD")
    rows: dict[type, Any] = {
        TradeSecret: scenes.proposed(company, at),
        Grade: Grade.objects.get(code="core"),
        Campaign: campaign,
        CampaignAnswer: campaigns.answer_of(campaign, company, "RD"),
    }
    for one in ACTIONS:
        if one.name.startswith("register."):
            row = None if one.creates else rows.get(subjects(one)[0], rows[TradeSecret])
            for key in ("system_admin", "secrecy_admin", "audit_admin"):
                assert not decide(company[key], one.name, row, at.now).allowed, (one.name, key)


def test_the_house_reads_no_content_and_decides_nothing(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    for name in ("register.read_content", "register.approve_grading", "register.refine"):
        assert not decide(HOUSE, name, secret, at.now + timedelta(minutes=1)).allowed, name
