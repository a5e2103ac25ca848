"""People, posts, accounts and units on screens: who sees them, and who changes them."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.models import Account, Appointment, OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from tests.kernel.ui.conftest import Browser


def test_an_affiliate_does_not_see_its_sisters(browser: Browser, house: Cast) -> None:
    page = browser("sister_custodian").get("/people").content.decode()
    assert "1103" in page
    assert "0201" not in page
    assert "1201" not in page
    for person in ("head", "battery_custodian"):
        address = reverse("people.person", args=[house[person].pk])
        assert browser("sister_custodian").get(address).status_code == 404
    unit = reverse("people.unit", args=[house.units["BY-RD"].pk])
    assert browser("sister_custodian").get(unit).status_code == 404


def test_the_office_sees_all_and_an_employee_only_the_own_entity(browser: Browser) -> None:
    assert "1201" in browser("office").get("/people").content.decode()
    assert "1201" not in browser("engineer").get("/people").content.decode()


def test_accounts_are_shown_only_to_their_owner_and_the_system_administrator(
    browser: Browser, house: Cast
) -> None:
    address = reverse("people.person", args=[house["engineer"].pk])
    seen = {
        who: "Sign-in name" in browser(who).get(address).content.decode()
        for who in ("engineer", "system_admin", "office", "head", "custodian")
    }
    assert [who for who, shown in seen.items() if shown] == ["engineer", "system_admin"]


def test_a_person_is_added_appointed_and_given_an_account(browser: Browser, house: Cast) -> None:
    office, admin = browser("office"), browser("system_admin")
    added = office.post(
        "/people/new/accounts.add_person",
        {"name": "丁一", "staff_number": "0299", "org_unit": house.units["RD"].pk,
         "from_on": "2026-11-02", "version": ""},
    )  # fmt: skip
    person = Person.objects.get(staff_number="0299")
    address = reverse("people.person", args=[person.pk])
    assert added.headers["Location"] == address
    post_ = house.units["RD"].posts.get(role="head")
    office.post(
        "/people/new/accounts.appoint",
        {"person": "0299", "post": post_.pk, "from_on": "2026-11-03", "letter": "任〔2026〕1 号"},
    )
    assert "任〔2026〕1 号" in office.get(address).content.decode()
    opened = admin.post(
        f"{address}/do/accounts.open_account", {"username": "dingyi", "version": person.version}
    )
    assert opened.status_code == 200
    password = opened.context["password"]
    assert password in opened.content.decode()
    assert password not in admin.get(address).content.decode()
    fresh = Client()
    fresh.post("/sign-in", {"name": "dingyi", "password": password})
    assert fresh.get("/").headers["Location"] == "/account/password"


def test_a_first_password_is_made_once_for_two_clicks(browser: Browser, house: Cast) -> None:
    admin, person = browser("system_admin"), house["engineer"]
    address = reverse("people.person_act", args=[person.pk, "accounts.reset_password"])
    first = admin.post(address, {"version": person.version})
    second = admin.post(address, {"version": person.version})
    assert (first.status_code, second.status_code) == (200, 409)


def test_an_appointment_ends_by_a_date(browser: Browser, house: Cast) -> None:
    held = Appointment.objects.get(person=house["head"], post__role="head")
    address = reverse("people.end_appointment", args=[held.pk])
    office = browser("office")
    assert office.get(address).status_code == 200
    early = office.post(address, {"on": "2020-01-01", "version": held.version})
    assert early.status_code == 422
    office.post(address, {"on": "2026-11-21", "version": held.version})
    held.refresh_from_db()
    assert held.until_on == date(2026, 11, 21)


def test_a_deputy_is_named_and_withdrawn(browser: Browser, house: Cast, now: datetime) -> None:
    head = browser("head")
    address = head.get("/people/me").headers["Location"]
    day = local_day(now).isoformat()
    fields = {"deputy": "0202", "from_on": day, "until_on": day, "version": house["head"].version}
    named = head.post(f"{address}/do/accounts.declare_absence", fields)
    assert named.status_code == 302
    shown = head.get(address).content.decode()
    assert "Li Yue" in shown
    absence = house["head"].absences.get()
    withdraw = reverse("people.withdraw_absence", args=[absence.pk])
    assert browser("engineer").post(withdraw, {"version": absence.version}).status_code == 403
    head.post(withdraw, {"version": absence.version})
    assert "No absence is entered" in head.get(address).content.decode()


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("engineer", "accounts.add_person"),
        ("system_admin", "accounts.add_person"),
        ("engineer", "accounts.add_unit"),
        ("audit_admin", "accounts.appoint"),
    ],
)
def test_who_may_not_change_the_organisation_is_refused(
    browser: Browser, who: str, name: str
) -> None:
    assert browser(who).get(f"/people/new/{name}").status_code == 403
    assert "/people/new/" not in browser(who).get("/people").content.decode()


@pytest.mark.parametrize("name", ["accounts.found_company", "tasks.report", "nothing"])
def test_no_other_act_hides_behind_these_addresses(browser: Browser, name: str) -> None:
    assert browser("office").get(f"/people/new/{name}").status_code == 404


def test_the_office_does_not_open_accounts(browser: Browser, house: Cast) -> None:
    person = house["counsel"]
    address = reverse("people.person_act", args=[person.pk, "accounts.open_account"])
    response = browser("office").post(address, {"username": "x", "version": person.version})
    assert response.status_code == 403
    assert not Account.objects.filter(person=person).exists()


def test_a_unit_is_added_below_another(browser: Browser, house: Cast) -> None:
    fields = {
        "parent": house.units["RD"].pk,
        "kind": "department",
        "name": "分析室",
        "code": "RD-A",
    }
    browser("office").post("/people/new/accounts.add_unit", fields)
    assert OrgUnit.objects.get(code="RD-A").parent == house.units["RD"]
    sister = browser("sister_custodian").post("/people/new/accounts.add_unit", fields)
    assert sister.status_code in {403, 422}


def test_a_hostile_name_is_only_text(browser: Browser, house: Cast) -> None:
    browser("office").post(
        "/people/new/accounts.add_person",
        {"name": "<script>alert(1)</script>", "staff_number": "0298",
         "org_unit": house.units["RD"].pk, "from_on": "2026-11-02"},
    )  # fmt: skip
    person = Person.objects.get(staff_number="0298")
    for address in ("/people", reverse("people.person", args=[person.pk]), "/organisation"):
        assert "<script>alert" not in browser("office").get(address).content.decode()
