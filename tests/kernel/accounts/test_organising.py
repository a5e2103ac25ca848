"""Units, posts, persons and appointments: what each can be and can not be."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import (
    Account,
    Appointment,
    OrgUnit,
    Role,
)
from shoumi.kernel.actions import Refused
from tests.conftest import Ticker
from tests.kernel.accounts.acts import (
    DAY,
    empty_unit,
    invalid,
    post_of,
)
from tests.kernel.witness import codes, nothing_changes


def test_there_is_one_company_and_only_the_house_founds_it(cast: Cast, at: Ticker) -> None:
    invalid("", actions.found_company, code="X", name="另一家", by=HOUSE, at=at())
    with pytest.raises(Refused) as refused:
        actions.found_company(code="X", name="另一家", by=cast["chair"], at=at())
    assert codes(refused) == ["not_house"]


@pytest.mark.django_db
def test_the_company_is_founded_as_its_own_rights_holder(at: Ticker) -> None:
    company = actions.found_company(code="A", name="甲公司", by=HOUSE, at=at())
    assert company.is_entity
    assert company.entity == company
    assert company.path == f"/{company.pk}/"
    assert company.letterhead == "甲公司"


def test_what_a_unit_can_not_be_is_said(cast: Cast, at: Ticker) -> None:
    good = {"parent": cast.units["YL"], "kind": "department", "code": "QA", "name": "质量部"}
    for field, wrong in (
        ("name", {"name": " "}),
        ("kind", {"kind": "company"}),
        ("parent", {"kind": "affiliate", "parent": cast.units["RD"]}),
        ("code", {"code": "RD"}),
    ):
        invalid(field, actions.add_unit, **{**good, **wrong}, by=HOUSE, at=at())


def test_a_unit_belongs_to_the_nearest_legal_entity_above(cast: Cast, at: Ticker) -> None:
    def add(parent: OrgUnit, kind: str, code: str) -> OrgUnit:
        return actions.add_unit(
            parent=parent, kind=kind, code=code, name=code, by=cast["office"], at=at()
        )

    group = add(cast.units["HC-PR"], "department", "HC-PR-1")
    assert group.rights_holder == cast.units["HC"]
    assert group.path.startswith(cast.units["HC-PR"].path)
    grandchild = add(cast.units["HC"], "affiliate", "HC-2")
    assert grandchild.rights_holder == grandchild


def test_a_unit_with_people_or_units_below_it_is_not_dissolved(cast: Cast, at: Ticker) -> None:
    for code in ("RD", "HC"):
        invalid("", actions.end_unit, subject=cast.units[code], on=DAY, by=HOUSE, at=at())
    unit = empty_unit(cast, at())
    actions.end_unit(unit, on=DAY, by=cast["office"], at=at())
    assert OrgUnit.objects.get(code="QA").ended_on == DAY


def test_what_a_post_can_not_be_is_said(cast: Cast, at: Ticker) -> None:
    good = {"org_unit": cast.units["RD"], "role": "job", "title": "工程师"}
    for field, wrong in (
        ("role", {"role": "king"}),
        ("title", {"title": " "}),
        ("role", {"role": Role.CUSTODIAN}),
    ):
        invalid(field, actions.add_post, **{**good, **wrong}, by=HOUSE, at=at())


def test_a_person_needs_a_name_and_a_number_of_his_own(cast: Cast, at: Ticker) -> None:
    good = {"staff_number": "9", "name": "田禾", "org_unit": cast.units["RD"], "from_on": DAY}
    invalid("name", actions.add_person, **{**good, "name": " "}, by=HOUSE, at=at())
    invalid(
        "staff_number", actions.add_person, **{**good, "staff_number": "0001"}, by=HOUSE, at=at()
    )
    person = actions.add_person(**good, by=cast["secrecy_admin"], at=at())  # type: ignore[arg-type]
    assert len(person.pseudonym) == 32
    assert person.pseudonym not in {cast[key].pseudonym for key in cast.persons}
    assert not Account.objects.filter(person=person).exists()


def test_an_appointment_must_lie_within_the_persons_days(cast: Cast, at: Ticker) -> None:
    job = actions.add_post(org_unit=cast.units["RD"], role="job", title="顾问", by=HOUSE, at=at())
    good = {"person": cast["engineer"], "post": job, "from_on": DAY}
    invalid("until_on", actions.appoint, **good, until_on=DAY, by=HOUSE, at=at())
    invalid("from_on", actions.appoint, **{**good, "from_on": date(2026, 1, 4)}, by=HOUSE, at=at())
    actions.end_person(cast["engineer"], on=DAY, by=HOUSE, at=at())
    gone = {**good, "person": cast["engineer"]}
    invalid("person", actions.appoint, **gone, by=HOUSE, at=at())


def test_nobody_holds_a_post_twice_at_a_time(cast: Cast, at: Ticker) -> None:
    held = Appointment.objects.get(person=cast["custodian"])
    good = {"person": cast["custodian"], "post": held.post}
    invalid("post", actions.appoint, **good, from_on=DAY, by=HOUSE, at=at())
    actions.end_appointment(held, on=DAY, by=HOUSE, at=at())
    invalid("post", actions.appoint, **good, from_on=DAY - timedelta(1), by=HOUSE, at=at())
    again = actions.appoint(**good, from_on=DAY, by=HOUSE, at=at())  # type: ignore[arg-type]
    invalid("post", actions.appoint, **good, from_on=DAY + timedelta(9), by=HOUSE, at=at())
    assert again.from_on == DAY


def test_the_three_administrators_are_three_people(cast: Cast, at: Ticker) -> None:
    for person, post in (
        ("system_admin", post_of(cast, "audit_admin")),
        ("custodian", post_of(cast, "system_admin")),
        ("audit_admin", post_of(cast, "custodian")),
    ):
        with nothing_changes(), pytest.raises(Refused) as refused:
            actions.appoint(
                person=cast[person], post=post, from_on=DAY, by=cast["secrecy_admin"], at=at()
            )
        assert codes(refused) == ["administrators_apart"]


def test_an_appointment_that_begins_later_clashes_with_one_that_lasts_so_long(
    cast: Cast, at: Ticker
) -> None:
    """Otherwise the order in which two appointments are entered would decide."""
    later = DAY + timedelta(30)
    actions.appoint(
        person=cast["engineer"], post=post_of(cast, "custodian"), from_on=later, by=HOUSE, at=at()
    )
    admin = post_of(cast, "system_admin")
    with pytest.raises(Refused) as refused:
        actions.appoint(person=cast["engineer"], post=admin, from_on=DAY, by=HOUSE, at=at())
    assert codes(refused) == ["administrators_apart"]
    until_then = actions.appoint(
        person=cast["engineer"], post=admin, from_on=DAY, until_on=later, by=HOUSE, at=at()
    )
    assert until_then.until_on == later


def test_an_appointment_ends_only_after_it_began_and_never_later_than_it_did(
    cast: Cast, at: Ticker
) -> None:
    row = Appointment.objects.get(person=cast["custodian"])
    before = row.from_on - timedelta(1)
    invalid("on", actions.end_appointment, subject=row, on=before, by=HOUSE, at=at())
    row = actions.end_appointment(row, on=date(2026, 6, 1), by=HOUSE, at=at())
    invalid("on", actions.end_appointment, subject=row, on=DAY, by=HOUSE, at=at())
    sooner = actions.end_appointment(row, on=date(2026, 5, 1), by=HOUSE, at=at())
    assert sooner.until_on == date(2026, 5, 1)


def test_whoever_leaves_leaves_every_post_those_to_come_as_well(cast: Cast, at: Ticker) -> None:
    person = cast["custodian"]
    later = actions.appoint(
        person=person, post=post_of(cast, "head"), from_on=DAY + timedelta(30), by=HOUSE, at=at()
    )
    invalid("on", actions.end_person, subject=person, on=date(2026, 1, 4), by=HOUSE, at=at())
    actions.end_person(person, on=DAY, by=cast["office"], at=at())
    assert not person.is_active(DAY)
    assert person.is_active(DAY - timedelta(1))
    for day in (DAY, later.from_on, later.from_on + timedelta(400)):
        assert not Appointment.objects.at(day).filter(person=person).exists()
    assert Appointment.objects.at(DAY - timedelta(1)).filter(person=person).count() == 1
