"""Verdicts from appointments, for today and for past days."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import (
    add_post,
    add_unit,
    appoint,
    end_appointment,
    end_person,
    end_unit,
)
from shoumi.kernel.accounts.controls import (
    administrators_apart,
    chair_appointed,
    custodian_in_every_department,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Post, Role
from shoumi.kernel.controls import Status
from tests.conftest import Ticker
from tests.kernel.witness import nothing_changes

SINCE, DAY = date(2026, 1, 5), date(2026, 11, 20)
BEFORE = SINCE - timedelta(1)


def appointed(key: str, cast: Cast) -> Appointment:
    """The first that the person was given."""
    return Appointment.objects.filter(person=cast[key]).order_by("pk")[0]


def end(key: str, cast: Cast, at: Ticker, on: date = DAY) -> None:
    end_appointment(appointed(key, cast), on=on, by=HOUSE, at=at())


def put(cast: Cast, at: Ticker, key: str, role: str, unit: OrgUnit, from_on: date = DAY) -> None:
    post = Post.objects.filter(org_unit=unit, role=role).first()
    post = post or add_post(org_unit=unit, role=role, by=HOUSE, at=at())
    appoint(person=cast[key], post=post, from_on=from_on, by=HOUSE, at=at())


@pytest.mark.parametrize(
    "control", [chair_appointed, custodian_in_every_department, administrators_apart]
)
def test_the_whole_cast_keeps_the_clause_and_nothing_is_written(
    cast: Cast, control: pytest.FixtureRequest
) -> None:
    with nothing_changes():
        verdict = control(DAY)  # type: ignore[operator]
    assert verdict.status is Status.KEPT
    assert verdict.evidence
    assert all(one.subject.startswith("accounts.appointment/") for one in verdict.evidence)
    assert all(one.on == SINCE for one in verdict.evidence)


def test_there_is_one_director_neither_none_nor_two(cast: Cast, at: Ticker) -> None:
    assert chair_appointed(BEFORE).status is Status.BROKEN
    put(cast, at, "leader_business", Role.CHAIR, cast.units["YL"])
    assert chair_appointed(DAY).status is Status.BROKEN
    assert len(chair_appointed(DAY).evidence) == 2
    assert chair_appointed(DAY - timedelta(1)).status is Status.KEPT
    end("chair", cast, at, on=DAY)
    assert chair_appointed(DAY).status is Status.KEPT
    assert chair_appointed(DAY).evidence[0].on == DAY


def test_an_affiliates_own_director_is_not_the_committees(cast: Cast, at: Ticker) -> None:
    put(cast, at, "sister_leader", Role.CHAIR, cast.units["HC"])
    assert chair_appointed(DAY).status is Status.KEPT
    end("chair", cast, at)
    assert chair_appointed(DAY).status is Status.BROKEN


def test_a_director_who_left_is_no_director(cast: Cast, at: Ticker) -> None:
    end_person(cast["chair"], on=DAY, by=HOUSE, at=at())
    assert chair_appointed(DAY).status is Status.BROKEN
    assert chair_appointed(DAY - timedelta(1)).status is Status.KEPT


def test_a_department_without_its_own_custodian_is_named(cast: Cast, at: Ticker) -> None:
    end("custodian", cast, at)
    verdict = custodian_in_every_department(DAY)
    assert verdict.status is Status.BROKEN
    assert verdict.evidence[0].subject == f"accounts.orgunit/{cast.units['RD'].pk}"
    assert "1" in verdict.because
    assert custodian_in_every_department(DAY - timedelta(1)).status is Status.KEPT


def test_the_departments_of_affiliates_need_one_of_their_own(cast: Cast, at: Ticker) -> None:
    put(cast, at, "sister_leader", Role.CUSTODIAN, cast.units["HC"])
    end("sister_custodian", cast, at)
    verdict = custodian_in_every_department(DAY)
    assert verdict.status is Status.BROKEN
    assert verdict.evidence[0].subject == f"accounts.orgunit/{cast.units['HC-PR'].pk}"


def test_a_new_department_is_asked_for_from_its_first_day_on(cast: Cast, at: Ticker) -> None:
    add_unit(
        parent=cast.units["YL"], kind="department", code="QA", name="质量部", since=DAY,
        by=HOUSE, at=at(),
    )  # fmt: skip
    assert custodian_in_every_department(DAY).status is Status.BROKEN
    assert custodian_in_every_department(DAY - timedelta(1)).status is Status.KEPT


def test_a_dissolved_department_needs_none_from_that_day_on(cast: Cast, at: Ticker) -> None:
    unit = add_unit(
        parent=cast.units["YL"], kind="department", code="QA", name="质量部", by=HOUSE, at=at()
    )
    assert custodian_in_every_department(DAY).status is Status.BROKEN
    end_unit(unit, on=DAY, by=HOUSE, at=at())
    assert custodian_in_every_department(DAY).status is Status.KEPT
    assert custodian_in_every_department(DAY - timedelta(1)).status is Status.BROKEN


@pytest.mark.django_db
def test_without_departments_nothing_is_known() -> None:
    assert custodian_in_every_department(DAY).status is Status.UNKNOWN
    assert chair_appointed(DAY).status is Status.BROKEN


@pytest.mark.parametrize("key", ["system_admin", "secrecy_admin", "audit_admin"])
def test_a_vacant_administrators_post_is_named(cast: Cast, at: Ticker, key: str) -> None:
    label = str(appointed(key, cast).post.get_role_display())
    end(key, cast, at)
    verdict = administrators_apart(DAY)
    assert verdict.status is Status.BROKEN
    assert label in verdict.because
    assert administrators_apart(DAY - timedelta(1)).status is Status.KEPT


def test_before_anybody_was_appointed_nothing_was_kept(cast: Cast) -> None:
    for control in (chair_appointed, custodian_in_every_department, administrators_apart):
        assert control(BEFORE).status is Status.BROKEN


def test_one_person_in_two_of_the_posts_breaks_it_however_it_came_about(
    cast: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The action refuses it; the control doesn't rely on that."""
    monkeypatch.setattr(
        "shoumi.kernel.accounts.actions.persons.administrator_conflict", lambda role, held: None
    )
    end("audit_admin", cast, at)
    put(cast, at, "system_admin", Role.AUDIT_ADMIN, cast.units["YL"])
    verdict = administrators_apart(DAY)
    assert verdict.status is Status.BROKEN
    assert len(verdict.evidence) == 3
    assert administrators_apart(DAY - timedelta(1)).status is Status.KEPT
