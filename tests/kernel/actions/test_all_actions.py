"""Every act of the house, whatever it is: ruled, named, and closed to those who have no part."""

import inspect
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import Grade
from shoumi.kernel.access import decide, ruled
from shoumi.kernel.accounts.actions import declare_absence, end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, ImportRun
from shoumi.kernel.actions import Action, all_actions
from shoumi.kernel.approvals.models import Approval
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.regime.actions import take_default
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.vault import life as vault_life
from tests.domains.vault import nights as vault_nights
from tests.domains.vault import scenes as vault_scenes
from tests.kernel.tasks.test_tasks import a_task

DAY = date(2026, 11, 20)
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


def subject_type(action: Action) -> str:
    first = next(iter(inspect.signature(action.function, eval_str=True).parameters.values()))
    return str(first.annotation.__name__)


# A row of R&D that somebody of a sister affiliate has no part in. What is only looked at by the
# rule need not be saved.
def a_stocktaking(cast: Cast, at: Ticker) -> Any:
    vault_life.sample(cast, at, scenes.in_force(cast, at))
    return vault_life.stocktaking(cast, at)


SAMPLES: dict[str, Callable[[Cast, Ticker], Any]] = {
    "Absence": lambda cast, at: declare_absence(
        cast["engineer"], deputy=cast["chemist"], from_on=DAY, until_on=DAY, by=cast["engineer"],
        at=at(),
    ),
    "Appointment": lambda cast, at: Appointment.objects.get(person=cast["custodian"]),
    "Approval": lambda cast, at: Approval.objects.get(record=scenes.proposed(cast, at)),
    "Carrier": vault_scenes.carrier,
    "Delegation": vault_nights.delegated,
    "Dispatch": lambda cast, at: Dispatch(record=scenes.in_force(cast, at), sent_by=cast["office"]),
    "Destruction": lambda cast, at: vault_life.asked(
        cast, at, vault_life.sample(cast, at, scenes.in_force(cast, at)), method="crushed"
    ),
    "Disclosure": vault_scenes.disclosed,
    "Edition": lambda cast, at: take_default(by=cast["office"], at=at()),
    "Evidence": lambda cast, at: Evidence(record=scenes.in_force(cast, at)),
    "Grade": lambda cast, at: Grade.objects.get(code="core"),
    "Grant": lambda cast, at: vault_scenes.asked(cast, at, scenes.in_force(cast, at)),
    "ImportRun": lambda cast, at: ImportRun(),
    "IssuedDocument": lambda cast, at: IssuedDocument(record=scenes.in_force(cast, at)),
    "OrgUnit": lambda cast, at: cast.units["RD"],
    "Person": lambda cast, at: cast["engineer"],
    "Receipt": lambda cast, at: Receipt(
        dispatch=Dispatch(record=scenes.in_force(cast, at)), person=cast["engineer"]
    ),
    "Record": scenes.in_force,
    "Stocktaking": a_stocktaking,
    "Task": a_task,
    "TeamRequest": lambda cast, at: vault_nights.team_asked(cast, at, scenes.in_force(cast, at)),
    "TradeSecret": scenes.proposed,
}  # fmt: skip


def sample(kind: str, cast: Cast, at: Ticker) -> Any:
    return SAMPLES[kind](cast, at)


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
    kinds = {subject_type(one) for one in ACTIONS if not one.creates}
    assert kinds == set(SAMPLES)


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_who_has_no_part_may_do_nothing_with_a_row(company: Cast, at: Ticker, kind: str) -> None:
    """Somebody active in a sister affiliate, its custodian too, and whoever has left."""
    row = sample(kind, company, at)
    left = ("office", "office_head", "secrecy_admin", "system_admin", "engineer", "head", "chair")
    for key in left:
        end_person(company[key], on=DAY, by=HOUSE, at=at())
    for one in ACTIONS:
        if one.creates or subject_type(one) != kind:
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
    secret = scenes.proposed(company, at)
    for one in ACTIONS:
        if one.name.startswith("register."):
            row: Any = None if one.creates else secret
            row = Grade.objects.get(code="core") if one.name == "register.amend_grade" else row
            for key in ("system_admin", "secrecy_admin", "audit_admin"):
                assert not decide(company[key], one.name, row, at.now).allowed, (one.name, key)


def test_the_house_reads_no_content_and_decides_nothing(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    for name in ("register.read_content", "register.approve_grading", "register.refine"):
        assert not decide(HOUSE, name, secret, at.now + timedelta(minutes=1)).allowed, name
