"""Every act on persons, units, posts and accounts, each with a case in which it goes well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import (
    Absence,
    AccessKey,
    Account,
    Appointment,
    OrgUnit,
    Post,
    SignInSession,
)
from shoumi.kernel.actions import Invalid
from tests.kernel.witness import entries_after, last_entry, nothing_changes

PASSWORD = "correct horse 7 battery"


DAY = date(2026, 11, 20)


ORGANISERS = frozenset({"office_head", "office", "secrecy_admin"})


SYSTEM = frozenset({"system_admin"})


def to_account(cast: Cast, at: datetime, key: str = "engineer") -> Account:
    return actions.open_account(cast[key], username=key, password=PASSWORD, by=HOUSE, at=at)


def with_account(cast: Cast, at: datetime) -> Any:
    to_account(cast, at)
    return cast["engineer"]


def session_of(account: Account, at: datetime, key: str = "k1") -> SignInSession:
    return SignInSession.objects.create(
        session_key=key, session_data="", expire_date=at + timedelta(days=1), account=account,
        started_at=at,
    )  # fmt: skip


def with_key(cast: Cast, at: datetime) -> Any:
    person = cast["engineer"]
    actions.make_key(person, name="导出", days=30, by=person, at=at)
    return person


def with_session(cast: Cast, at: datetime) -> Any:
    session_of(to_account(cast, at), at)
    return cast["engineer"]


def away(cast: Cast, at: datetime) -> Absence:
    by = cast["engineer"]
    return actions.declare_absence(
        by, deputy=cast["chemist"], from_on=DAY, until_on=DAY, by=by, at=at
    )


def appointment(cast: Cast, at: datetime) -> Appointment:
    return Appointment.objects.get(person=cast["custodian"])


def empty_unit(cast: Cast, at: datetime) -> OrgUnit:
    return actions.add_unit(
        parent=cast.units["YL"], kind="department", code="QA", name="质量部", by=HOUSE, at=at
    )


def engineer(cast: Cast, at: datetime) -> Any:
    return cast["engineer"]


@dataclass(frozen=True)
class Act:
    """`subject` makes the row that it is done on (None: it creates); `do` does it; `may` are the
    keys of those of the cast who may."""

    verb: str
    subject: Callable[[Cast, datetime], Any] | None
    do: Callable[..., Any]
    may: frozenset[str]

    def __str__(self) -> str:
        return self.verb

    def perform(self, row: Any, cast: Cast, *, by: Any, at: datetime) -> Any:
        given = (cast,) if row is None else (row, cast)
        return self.do(*given, by=by, at=at)


ACTS = [
    Act(
        "accounts.add_unit", None,
        lambda cast, **who: actions.add_unit(
            parent=cast.units["RD"], kind="department", code="RD-1", name="涂层组", **who
        ),
        ORGANISERS,
    ),
    Act(
        "accounts.end_unit", empty_unit,
        lambda unit, cast, **who: actions.end_unit(unit, on=DAY, **who),
        ORGANISERS,
    ),
    Act(
        "accounts.add_post", None,
        lambda cast, **who: actions.add_post(
            org_unit=cast.units["RD"], role="job", title="涂层工程师", **who
        ),
        ORGANISERS,
    ),
    Act(
        "accounts.add_person", None,
        lambda cast, **who: actions.add_person(
            staff_number="0205", name="田禾", org_unit=cast.units["RD"], from_on=DAY, **who
        ),
        ORGANISERS,
    ),
    Act(
        "accounts.appoint", None,
        lambda cast, **who: actions.appoint(
            person=cast["chemist"], post=Appointment.objects.get(person=cast["custodian"]).post,
            from_on=DAY, **who,
        ),
        ORGANISERS,
    ),
    Act(
        "accounts.end_appointment", appointment,
        lambda row, cast, **who: actions.end_appointment(row, on=DAY, **who),
        ORGANISERS,
    ),
    Act(
        "accounts.end_person", engineer,
        lambda person, cast, **who: actions.end_person(person, on=DAY, **who),
        ORGANISERS,
    ),
    Act(
        "accounts.open_account", engineer,
        lambda person, cast, **who: actions.open_account(
            person, username="zhouyi", password=PASSWORD, **who
        ),
        SYSTEM,
    ),
    Act(
        "accounts.close_account", with_account,
        lambda person, cast, **who: actions.close_account(person, **who),
        SYSTEM,
    ),
    Act(
        "accounts.reset_password", with_account,
        lambda person, cast, **who: actions.reset_password(
            person, password="another first 9 word", **who
        ),
        SYSTEM,
    ),
    Act(
        "accounts.change_password", with_account,
        lambda person, cast, **who: actions.change_password(
            person, old=PASSWORD, new="a longer 12 phrase", **who
        ),
        frozenset({"engineer"}),
    ),
    Act(
        "accounts.end_session", with_session,
        lambda person, cast, **who: actions.end_session(
            person, session=SignInSession.objects.get(), **who
        ),
        frozenset({"engineer", "system_admin"}),
    ),
    Act(
        "accounts.make_key", engineer,
        lambda person, cast, **who: actions.make_key(person, name="导出", days=30, **who),
        frozenset({"engineer"}),
    ),
    Act(
        "accounts.open_feed", engineer,
        lambda person, cast, **who: actions.open_feed(person, **who),
        frozenset({"engineer"}),
    ),
    Act(
        "accounts.close_feed", engineer,
        lambda person, cast, **who: actions.close_feed(person, **who),
        frozenset({"engineer"}),
    ),
    Act(
        "accounts.revoke_key", with_key,
        lambda person, cast, **who: actions.revoke_key(
            person, key=AccessKey.objects.get(), **who
        ),
        frozenset({"engineer"}),
    ),
    Act(
        "accounts.declare_absence", engineer,
        lambda person, cast, **who: actions.declare_absence(
            person, deputy=cast["chemist"], from_on=DAY, until_on=DAY, **who
        ),
        frozenset({"engineer", "office", "office_head"}),
    ),
    Act(
        "accounts.withdraw_absence", away,
        lambda row, cast, **who: actions.withdraw_absence(row, **who),
        frozenset({"engineer", "office", "office_head"}),
    ),
]  # fmt: skip


def invalid(field: str, act: Any, **given: Any) -> None:
    """The act is refused for what was entered in this field, changes nothing and isn't logged."""
    subject = given.pop("subject", None)
    last = last_entry()
    with nothing_changes(*BESIDE), pytest.raises(Invalid) as refused:
        act(*([] if subject is None else [subject]), **given)
    assert refused.value.field == field
    assert str(refused.value.message).strip()
    assert entries_after(last) == []


BESIDE = ("accounts.AccessKey", "accounts.Account", "accounts.SignInSession")


def post_of(cast: Cast, key: str) -> Post:
    """The first that the person was given."""
    return Appointment.objects.filter(person=cast[key]).order_by("pk")[0].post
