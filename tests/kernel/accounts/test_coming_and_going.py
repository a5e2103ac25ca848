"""Accounts, sessions, the door, absences: what each act asks for and leaves."""

from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import (
    Account,
    SignInSession,
)
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry, Opening
from tests.conftest import Ticker
from tests.kernel.accounts.acts import (
    DAY,
    PASSWORD,
    away,
    invalid,
    session_of,
    to_account,
    with_account,
)
from tests.kernel.witness import entries_after, last_entry


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
