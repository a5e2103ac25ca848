"""Acts on persons, units, posts and accounts: who may, what is refused, what the log holds."""

from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.access import decide
from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import (
    Account,
    Appointment,
    OrgUnit,
    Person,
    Post,
    Role,
    SignInSession,
)
from shoumi.kernel.actions import Invalid, Refused, Stale, all_actions
from shoumi.kernel.actions.action import reference
from shoumi.kernel.activity import recording
from shoumi.kernel.activity.ledger import UnloggedChange
from shoumi.kernel.activity.models import Entry, Opening
from tests.conftest import Ticker
from tests.kernel.accounts.acts import (
    ACTS,
    DAY,
    PASSWORD,
    Act,
    away,
    empty_unit,
    session_of,
    to_account,
    with_account,
)
from tests.kernel.witness import codes, entries_after, last_entry, nothing_changes

BESIDE = ("accounts.Account", "accounts.SignInSession")
ON_A_ROW = [act for act in ACTS if act.subject is not None]
any_act = pytest.mark.parametrize("act", ACTS, ids=str)
act_on_a_row = pytest.mark.parametrize("act", ON_A_ROW, ids=str)


def row_for(act: Act, cast: Cast, at: Ticker) -> Any:
    return None if act.subject is None else act.subject(cast, at())


def post_of(cast: Cast, key: str) -> Post:
    return Appointment.objects.get(person=cast[key]).post


def test_the_table_holds_every_act_of_accounts() -> None:
    """What only the house does, coming and going, and imports have tests of their own."""
    apart = {"found_company", "shut_door", "sign_in", "sign_out"}
    declared = {
        name
        for name, one in all_actions().items()
        if name.startswith("accounts.") and ".imports" not in one.function.__module__
    }
    assert declared == {act.verb for act in ACTS} | {f"accounts.{name}" for name in apart}


@any_act
def test_just_those_who_may_are_allowed(act: Act, cast: Cast, at: Ticker) -> None:
    row = row_for(act, cast, at)
    allowed = {key for key in cast.persons if decide(cast[key], act.verb, row, at.now).allowed}
    assert allowed == act.may


@any_act
def test_an_act_is_logged_once_under_its_verb_with_the_actors_pseudonym(
    act: Act, cast: Cast, at: Ticker
) -> None:
    row, by = row_for(act, cast, at), cast[min(act.may)]
    last = last_entry()
    result = act.perform(row, cast, by=by, at=at())
    (entry,) = entries_after(last)
    assert (entry.verb, entry.actor, entry.outcome) == (act.verb, by.pseudonym, "done")
    assert entry.subject == reference(result if row is None else row)
    assert entry.recorded_at == at.now
    assert by.name.encode() not in bytes(entry.leaf)


@any_act
def test_whoever_may_not_changes_nothing_and_is_logged_as_refused(
    act: Act, cast: Cast, at: Ticker
) -> None:
    row = row_for(act, cast, at)
    last = last_entry()
    with nothing_changes(*BESIDE), pytest.raises(Refused) as refused:
        act.perform(row, cast, by=cast["marketer"], at=at())
    assert all(str(reason) for reason in refused.value.because)
    (entry,) = entries_after(last)
    assert (entry.verb, entry.outcome) == (act.verb, "refused")
    assert entry.actor == cast["marketer"].pseudonym


@any_act
def test_nobody_acts_who_has_left(act: Act, cast: Cast, at: Ticker) -> None:
    row, key = row_for(act, cast, at), min(act.may)
    actions.end_person(cast[key], on=DAY, by=HOUSE, at=at())
    assert not decide(cast[key], act.verb, row, at()).allowed


@act_on_a_row
def test_a_stale_form_is_refused_and_changes_nothing(act: Act, cast: Cast, at: Ticker) -> None:
    row = row_for(act, cast, at)
    last = last_entry()
    seen = row.seen_at(row.version + 1)
    with nothing_changes(*BESIDE), pytest.raises(Stale):
        act.perform(seen, cast, by=cast[min(act.may)], at=at())
    assert entries_after(last) == []


@any_act
def test_a_failure_inside_leaves_neither_row_nor_entry(
    act: Act, cast: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure comes last, after the rows were changed and before the entry is kept."""
    row = row_for(act, cast, at)
    made: list[Entry] = []
    real = recording.record

    def fail(*args: Any, **kwargs: Any) -> None:
        made.append(real(*args, **kwargs))
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(recording, "record", fail)
    with nothing_changes(*BESIDE), pytest.raises(RuntimeError):
        act.perform(row, cast, by=cast[min(act.may)], at=at())
    assert made
    assert not Entry.objects.filter(uid=made[0].uid).exists()


def invalid(field: str, act: Any, **given: Any) -> None:
    """The act is refused for what was entered in this field, changes nothing and isn't logged."""
    subject = given.pop("subject", None)
    last = last_entry()
    with nothing_changes(*BESIDE), pytest.raises(Invalid) as refused:
        act(*([] if subject is None else [subject]), **given)
    assert refused.value.field == field
    assert str(refused.value.message).strip()
    assert entries_after(last) == []


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
        person=cast["chemist"], post=post_of(cast, "custodian"), from_on=later, by=HOUSE, at=at()
    )
    admin = post_of(cast, "system_admin")
    with pytest.raises(Refused) as refused:
        actions.appoint(person=cast["chemist"], post=admin, from_on=DAY, by=HOUSE, at=at())
    assert codes(refused) == ["administrators_apart"]
    until_then = actions.appoint(
        person=cast["chemist"], post=admin, from_on=DAY, until_on=later, by=HOUSE, at=at()
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


def test_an_account_is_one_a_person_and_its_password_is_nowhere_in_the_log(
    cast: Cast, at: Ticker
) -> None:
    account = to_account(cast, at())
    assert account.must_change_password
    assert account.check_password(PASSWORD)
    invalid(
        "username", actions.open_account, subject=cast["chemist"], username="engineer",
        password=PASSWORD, by=HOUSE, at=at(),
    )  # fmt: skip
    invalid(
        "", actions.open_account, subject=cast["engineer"], username="other", password=PASSWORD,
        by=HOUSE, at=at(),
    )  # fmt: skip
    written = b"".join(bytes(leaf) for leaf in Entry.objects.values_list("leaf", flat=True))
    assert PASSWORD.encode() not in written
    assert PASSWORD not in str(list(Opening.objects.values_list("facts", flat=True)))


def test_closing_and_resetting_end_every_open_session(cast: Cast, at: Ticker) -> None:
    account = to_account(cast, at())
    session_of(account, at.now)
    account = actions.reset_password(
        cast["engineer"], password="another first 9 word", by=cast["system_admin"], at=at()
    )
    assert account.must_change_password
    assert not SignInSession.objects.exists()
    session_of(account, at.now)
    account = actions.close_account(cast["engineer"], by=cast["system_admin"], at=at())
    assert (account.is_active, account.closed_at) == (False, at.now)
    assert not SignInSession.objects.exists()


def test_without_an_account_there_is_nothing_to_close_or_change(cast: Cast, at: Ticker) -> None:
    person = cast["chemist"]
    invalid("", actions.close_account, subject=person, by=HOUSE, at=at())
    invalid("", actions.reset_password, subject=person, password=PASSWORD, by=HOUSE, at=at())
    invalid("", actions.change_password, subject=person, old="", new="", by=person, at=at())


def test_a_password_is_changed_only_with_the_old_and_for_a_good_one(cast: Cast, at: Ticker) -> None:
    person = with_account(cast, at())
    session_of(Account.objects.get(person=person), at.now)
    change, mine = actions.change_password, {"by": person, "at": at()}
    invalid("old", change, subject=person, old="wrong", new="a longer 12 phrase", **mine)
    for weak in ("short", "engineer12", "engineer"):
        invalid("new", change, subject=person, old=PASSWORD, new=weak, **mine)
    account = change(person, old=PASSWORD, new="a longer 12 phrase", by=person, at=at())
    assert not account.must_change_password
    assert account.check_password("a longer 12 phrase")
    assert not SignInSession.objects.exists()


def test_a_session_is_ended_only_where_it_belongs(cast: Cast, at: Ticker) -> None:
    theirs = session_of(to_account(cast, at(), "chemist"), at.now)
    nobodys = SignInSession.objects.create(session_key="k2", session_data="", expire_date=at.now)
    person = cast["engineer"]
    for session in (theirs, nobodys):
        invalid("", actions.end_session, subject=person, session=session, by=person, at=at())


def test_coming_and_going_are_logged_for_oneself(cast: Cast, at: Ticker) -> None:
    last, person = last_entry(), cast["engineer"]
    actions.sign_in(person=person, by=person, at=at())
    actions.sign_out(person=person, by=person, at=at())
    entries = entries_after(last)
    assert [one.verb for one in entries] == ["accounts.sign_in", "accounts.sign_out"]
    assert {one.actor for one in entries} == {person.pseudonym}


def test_only_the_house_shuts_the_door_and_the_name_stays_private(cast: Cast, at: Ticker) -> None:
    last, digest = last_entry(), "d" * 64
    with pytest.raises(Refused):
        actions.shut_door(name_digest=digest, by=cast["system_admin"], at=at())
    actions.shut_door(name_digest=digest, by=HOUSE, at=at())
    entry = entries_after(last)[-1]
    assert (entry.verb, entry.outcome) == ("accounts.shut_door", "done")
    assert digest.encode() not in bytes(entry.leaf)
    assert Opening.objects.get(entry=entry).facts["name_digest"][1] == digest


def test_what_an_absence_can_not_be_is_said(cast: Cast, at: Ticker) -> None:
    person, chemist = cast["engineer"], cast["chemist"]
    away(cast, at())
    good = {
        "subject": cast["engineer"], "deputy": chemist, "from_on": DAY + timedelta(5),
        "until_on": DAY + timedelta(9), "by": person,
    }  # fmt: skip
    actions.end_person(cast["head"], on=DAY, by=HOUSE, at=at())
    for field, wrong in (
        ("deputy", {"deputy": person}),
        ("until_on", {"until_on": DAY + timedelta(4)}),
        ("until_on", {"from_on": DAY - timedelta(9), "until_on": DAY - timedelta(1)}),
        ("deputy", {"deputy": cast["head"]}),
        ("from_on", {"from_on": DAY}),
        ("deputy", {"subject": chemist, "deputy": person, "from_on": DAY, "by": chemist}),
    ):
        invalid(field, actions.declare_absence, **{**good, **wrong}, at=at())


def test_a_withdrawn_absence_makes_room_for_another(cast: Cast, at: Ticker) -> None:
    row = away(cast, at())
    actions.withdraw_absence(row, by=cast["engineer"], at=at())
    assert row.withdrawn
    again = away(cast, at())
    assert again.pk != row.pk


def test_a_person_is_never_deleted_and_never_changed_by_query(cast: Cast, at: Ticker) -> None:
    person = Person.objects.get(pk=cast["engineer"].pk)
    for forbidden in (person.delete, Person.objects.all().delete, person.save):
        with pytest.raises(UnloggedChange, match=r"deleted|inside an action"):
            forbidden()
