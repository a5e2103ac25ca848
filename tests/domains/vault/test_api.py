"""What programs ask of the vault, with a key: just what its person may see and do."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shoumi.config.api import api
from shoumi.demo.cast import Cast
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.accounts.actions import close_account, make_key, reset_password, revoke_key
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.keys import whose
from shoumi.kernel.accounts.models import AccessKey, Account, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.domains.vault.bringing import API, Program

EVERYBODY = ("engineer", "chemist", "custodian", "head", "office", "counsel", "marketer",
             "sister_custodian", "system_admin", "secrecy_admin", "audit_admin")  # fmt: skip


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


def person(company: Cast, who: str) -> Person:
    return Person.objects.get(pk=company[who].pk)


def test_a_key_lists_the_carriers_that_its_person_sees(
    version: CarrierVersion, company: Cast, clock: Ticker
) -> None:
    for who in EVERYBODY:
        told = Program(company, who, clock).get("/carriers").json()
        seen = Carrier.objects.visible_to(company[who], clock()).values_list("pk", flat=True)
        assert [one["id"] for one in told["carriers"]] == sorted(seen), who
        assert told["next"] is None


def test_an_administrator_s_key_shows_and_brings_nothing(
    version: CarrierVersion, company: Cast, clock: Ticker
) -> None:
    for who in ("system_admin", "secrecy_admin", "audit_admin"):
        program = Program(company, who, clock)
        assert program.get("/carriers").json()["carriers"] == []
        assert program.get(f"/carriers/{version.carrier_id}/versions").status_code == 404
        told = {"path": "a", "size": 1}
        assert program.post(f"/carriers/{version.carrier_id}/uploads", told).status_code == 404


def test_carriers_come_page_by_page(company: Cast, at: Ticker, clock: Ticker) -> None:
    secret = scenes.carrier(company, at).secret
    for _ in range(2):
        scenes.carrier(company, at, secret)
    program = Program(company, "engineer", clock)
    first = program.get("/carriers?limit=2").json()
    assert len(first["carriers"]) == 2
    second = program.get(f"/carriers?limit=2&after={first['next']}").json()
    assert len(second["carriers"]) == 1
    assert second["next"] is None


def test_versions_come_with_their_hash_and_their_name_only_for_who_may_open_them(
    version: CarrierVersion, company: Cast, clock: Ticker
) -> None:
    path = f"/carriers/{version.carrier_id}/versions"
    (own,) = Program(company, "engineer", clock).get(path).json()
    assert own["sha256"] == hashlib.sha256(scenes.CONTENT).hexdigest()
    assert (own["number"], own["size"], own["name"]) == (1, len(scenes.CONTENT), "曲线.txt")
    (other,) = Program(company, "chemist", clock).get(path).json()
    assert (other["sha256"], other["name"]) == (own["sha256"], None)


@pytest.mark.parametrize("kind", ["carriers", "secrets"])
def test_an_upload_is_begun_in_json_and_goes_on_by_tus(
    version: CarrierVersion, company: Cast, clock: Ticker, kind: str
) -> None:
    program = Program(company, "engineer", clock)
    pk = version.carrier_id if kind == "carriers" else version.carrier.secret_id
    begun = program.post(f"/{kind}/{pk}/uploads", {"path": "甲/b.txt", "size": 3, "note": "夜间"})
    assert begun.status_code == 201
    told = begun.json()
    assert (told["state"], told["arrived"], told["sha256"]) == ("arriving", 0, None)
    assert program.send(told["url"], b"abc").status_code == 204
    now = program.client.get(told["url"], headers=program.door).json()
    assert now["sha256"] == hashlib.sha256(b"abc").hexdigest()
    kept = CarrierVersion.objects.latest("pk")
    assert (kept.note, kept.carrier_id, kept.number) == ("夜间", now["carrier"], now["version"])


def test_what_is_done_with_a_key_is_entered_as_its_person_s(
    version: CarrierVersion, company: Cast, clock: Ticker
) -> None:
    program = Program(company, "engineer", clock)
    program.bring(b"abc", carrier=version.carrier_id)
    entry = Entry.objects.filter(verb="vault.add_version").latest("pk")
    assert entry.actor == company["engineer"].pseudonym


@pytest.mark.parametrize("told", [{}, {"path": "a", "size": 0}, {"path": "a", "size": "x"},
                                  {"path": "a" * 1001, "size": 1}, [], None])  # fmt: skip
def test_what_can_t_be_read_is_answered_with_the_field(
    version: CarrierVersion, company: Cast, clock: Ticker, told: Any
) -> None:
    answer = Program(company, "engineer", clock).post(
        f"/carriers/{version.carrier_id}/uploads", told
    )
    assert answer.status_code == 422
    assert answer.json()["fields"]


def test_a_key_is_shown_once_and_kept_as_a_hash(as_: As, company: Cast) -> None:
    owner = as_("engineer")
    page = owner.post("/account/keys", {"name": "导出程序", "days": "30"}).content.decode()
    key = AccessKey.objects.get()
    (secret,) = re.findall(r">(shoumi_[\w-]+)<", page)
    assert secret not in str(list(AccessKey.objects.values()))
    again = owner.get("/account/keys").content.decode()
    assert "导出程序" in again
    assert "not used yet" in again
    assert not re.search(r">shoumi_", again)
    assert whose(secret, key.made_at) == company["engineer"]


def test_a_key_is_revoked_by_its_person_alone(as_: As, company: Cast, clock: Ticker) -> None:
    program = Program(company, "engineer", clock)
    assert as_("chemist").post("/account/keys/revoke", {"key": program.key.pk}).status_code == 404
    with pytest.raises(Invalid):
        who = person(company, "chemist")
        revoke_key(who, key=program.key, by=who, at=clock())
    assert program.get("/carriers").status_code == 200
    assert "last used on 2026-" in as_("engineer").get("/account/keys").content.decode()
    sent = as_("engineer").post("/account/keys/revoke", {"key": program.key.pk})
    assert sent.status_code == 302
    assert program.get("/carriers").status_code == 401
    assert as_("engineer").post("/account/keys/revoke", {"key": "x"}).status_code == 404


@pytest.mark.parametrize("days", [0, 91, -1, 10**6])
def test_no_key_lasts_longer_than_ninety_days(
    as_: As, company: Cast, clock: Ticker, days: int
) -> None:
    who = person(company, "engineer")
    with pytest.raises(Invalid):
        make_key(who, name="x", days=days, by=who, at=clock())
    sent = as_("engineer").post("/account/keys", {"name": "x", "days": str(days)})
    assert sent.status_code == 422
    assert not AccessKey.objects.exists()


def test_a_key_that_is_over_opens_nothing(company: Cast, clock: Ticker) -> None:
    program = Program(company, "engineer", clock)
    assert program.get("/carriers").status_code == 200
    clock(days=30)
    assert program.get("/carriers").status_code == 401


def test_a_key_falls_with_its_person_s_account(company: Cast, clock: Ticker) -> None:
    program = Program(company, "engineer", clock)
    reset_password(person(company, "engineer"), password="a-new-Passw0rd-1", by=HOUSE, at=clock())
    assert program.get("/carriers").status_code == 401
    Account.objects.filter(person=company["engineer"]).update(must_change_password=False)
    assert program.get("/carriers").status_code == 200
    close_account(person(company, "engineer"), by=HOUSE, at=clock())
    assert program.get("/carriers").status_code == 401


@pytest.mark.parametrize("door", ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "Bearer \x00"])
def test_what_is_no_key_is_no_key(company: Cast, clock: Ticker, door: str) -> None:
    Program(company, "engineer", clock)
    answer = Client().get(f"{API}/carriers", headers={"Authorization": door})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_key_opens_the_api_and_no_page(company: Cast, clock: Ticker) -> None:
    program = Program(company, "engineer", clock)
    for path in ("/", "/carriers", "/account/keys", "/secrets"):
        answer = program.client.get(path, headers=program.door)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/sign-in")


def test_a_key_is_used_on_a_day_and_no_more_is_kept_of_it(company: Cast, clock: Ticker) -> None:
    program = Program(company, "engineer", clock)
    program.get("/carriers")
    first = AccessKey.objects.get().used_on
    assert first == local_day(clock.now)
    clock(days=1)
    program.get("/carriers")
    assert AccessKey.objects.get().used_on == first + timedelta(days=1)


def test_every_operation_has_a_door(company: Cast, clock: Ticker) -> None:
    """Default deny: not one operation is open, and the schema is not either."""
    schema = Program(company, "engineer", clock).get("/openapi.json").json()
    operations = [one for path in schema["paths"].values() for one in path.values()]
    assert len(operations) >= 12
    assert all(one["security"] for one in operations)
    assert Client().get(reverse(f"{api.urls_namespace}:openapi-json")).status_code == 401


def test_a_first_password_must_be_changed_before_a_session_opens_the_api(
    company: Cast, clock: Ticker
) -> None:
    Program(company, "engineer", clock)
    account = Account.objects.get(person=company["engineer"])
    browser = Client()
    browser.force_login(account)
    assert browser.get(f"{API}/carriers").status_code == 200
    Account.objects.filter(pk=account.pk).update(must_change_password=True)
    assert browser.get(f"{API}/carriers").status_code == 401
