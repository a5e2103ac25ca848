"""Grants and grades written by SQL: what was forged opens nothing, and is found."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions
from shoumi.domains.vault.ending import flag_forged
from shoumi.domains.vault.models import CarrierVersion, Grant, Use
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry, Opening
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.storage.keys.rotation import end_epoch, rotate
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.domains.vault.tampering import by_sql
from tests.kernel.witness import codes


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


@pytest.fixture
def grant(version: CarrierVersion, company: Cast, at: Ticker) -> Grant:
    return scenes.granted(company, at, version.carrier.secret)


def reasons(company: Cast, at: Ticker, version: CarrierVersion, who: str = "chemist") -> list[str]:
    return [one.code for one in decide(company[who], "vault.view", version.carrier, at()).because]


CHANGES: dict[str, Any] = {
    "ends_at": "2027-06-01 00:00:00+00:00",
    "starts_at": "2026-01-01 00:00:00+00:00",
    "actions": '["view", "download"]',
    "uses": 900,
    "purpose": "别的用途",
    "recertified_on": "2026-11-20",
    "given_on": "2026-11-21",
    "way": "emergency",
    "seal": "ab" * 32,
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_column_changed_by_sql_closes_the_grant(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker, column: str
) -> None:
    assert reasons(company, at, version) == []
    by_sql(f"UPDATE vault_grant SET {column} = %s WHERE record_ptr_id = %s",
           [CHANGES[column], grant.pk])  # fmt: skip
    assert reasons(company, at, version) == ["forged_grant"]
    with pytest.raises(Refused) as refused:
        actions.view(version.carrier, version=version, by=company["chemist"], at=at())
    assert codes(refused) == ["forged_grant"]
    assert not Use.objects.exists()


def test_a_grant_given_to_another_by_sql_opens_nothing(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    by_sql("UPDATE vault_grant SET grantee_id = %s WHERE record_ptr_id = %s",
           [company["custodian"].pk, grant.pk])  # fmt: skip
    assert "forged_grant" in reasons(company, at, version, "custodian")


def test_a_grant_moved_to_another_secret_by_sql_opens_nothing(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    other = scenes.filled(company, at)
    by_sql("UPDATE vault_grant SET secret_id = %s WHERE record_ptr_id = %s",
           [other.carrier.secret_id, grant.pk])  # fmt: skip
    assert reasons(company, at, other) == ["forged_grant"]


def test_a_request_given_by_sql_opens_nothing(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    asked = scenes.asked(company, at, version.carrier.secret)
    by_sql("UPDATE records_record SET state = 'active' WHERE id = %s", [asked.pk])
    assert reasons(company, at, version) == ["forged_grant"]


def test_a_revoked_grant_put_back_by_sql_opens_nothing(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    """The seal of before fits still; the history says that it is over."""
    actions.revoke_grant(grant, note="够了", by=company["engineer"], at=at())
    by_sql("UPDATE records_record SET state = 'active' WHERE id = %s", [grant.pk])
    by_sql("UPDATE vault_grant SET revoked_at = NULL WHERE record_ptr_id = %s", [grant.pk])
    assert reasons(company, at, version) == ["forged_grant"]


def test_the_grade_in_the_grant_is_sealed(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    by_sql("UPDATE records_record SET grade = 'ordinary' WHERE id = %s", [grant.pk])
    assert reasons(company, at, version) == ["forged_grant"]


def test_a_secret_s_grade_lowered_by_sql_widens_nothing(company: Cast, at: Ticker) -> None:
    version = scenes.filled(company, at, grade="core")
    scenes.granted(company, at, version.carrier.secret, actions=["view", "print_out"], uses=3)
    by_sql("UPDATE records_record SET grade = 'ordinary' WHERE id = %s",
           [version.carrier.secret_id])  # fmt: skip
    carrier = CarrierVersion.objects.get().carrier
    now = at()
    assert not decide(company["chemist"], "vault.view", carrier, now).because
    against = decide(company["chemist"], "vault.download", carrier, now).because
    assert [one.code for one in against] == ["not_this_use"]


def test_a_secret_s_grade_raised_since_cuts_what_the_grant_allows(
    company: Cast, at: Ticker
) -> None:
    version = scenes.filled(company, at)
    told: dict[str, Any] = {"actions": ["view", "download", "copy_out"]}
    scenes.granted(company, at, version.carrier.secret, **told)
    by_sql("UPDATE records_record SET grade = 'core' WHERE id = %s", [version.carrier.secret_id])
    carrier = CarrierVersion.objects.get().carrier
    now = at()
    assert not decide(company["chemist"], "vault.view", carrier, now).because
    for action in ("vault.download", "vault.copy_out"):
        found = {one.code for one in decide(company["chemist"], action, carrier, now).because}
        assert found == {"not_this_use", "stays"}


def test_a_long_grant_ends_sooner_once_the_grade_is_raised(company: Cast, at: Ticker) -> None:
    version = scenes.filled(company, at)
    now = at()
    scenes.granted(company, at, version.carrier.secret, ends_at=now.replace(month=12, day=20))
    at(days=5)
    assert reasons(company, at, version) == []
    by_sql("UPDATE records_record SET grade = 'core' WHERE id = %s", [version.carrier.secret_id])
    carrier = CarrierVersion.objects.get().carrier
    against = decide(company["chemist"], "vault.view", carrier, at()).because
    assert [one.code for one in against] == ["regraded"]


def test_without_the_keys_no_grant_is_read(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker, data: Path
) -> None:
    shutil.move(data / "keys", data / "elsewhere")
    assert reasons(company, at, version) == ["keys_away"]
    actions.revoke_grant(grant, note="够了", by=company["engineer"], at=at())
    assert Grant.objects.get(pk=grant.pk).state == "revoked"


def test_what_was_forged_is_flagged_and_the_office_told(
    grant: Grant, company: Cast, at: Ticker
) -> None:
    assert flag_forged(by=HOUSE, at=at()) == 0
    by_sql("UPDATE vault_grant SET uses = 900 WHERE record_ptr_id = %s", [grant.pk])
    assert flag_forged(by=HOUSE, at=at()) == 1
    assert flag_forged(by=HOUSE, at=at()) == 0
    assert Grant.objects.get(pk=grant.pk).state == "suspect"
    assert Entry.objects.filter(verb="vault.flag_grant", outcome="done").count() == 1
    told = {one.person.name for one in Receipt.objects.select_related("person")}
    assert told == {company["office"].name, company["office_head"].name}
    with pytest.raises(Refused) as refused:
        actions.recertify_grant(Grant.objects.get(pk=grant.pk), by=company["engineer"], at=at())
    assert codes(refused) == ["forged_grant"]
    actions.revoke_grant(
        Grant.objects.get(pk=grant.pk), note="被改动", by=company["office"], at=at()
    )


def test_a_sound_grant_is_not_flagged(grant: Grant, at: Ticker, company: Cast) -> None:
    with pytest.raises(Refused) as refused:
        actions.flag_grant(grant, by=HOUSE, at=at())
    assert codes(refused) == ["is_sound"]
    with pytest.raises(Refused) as refused:
        actions.flag_grant(grant, by=company["office"], at=at())
    assert codes(refused) == ["not_house"]


def test_trying_a_forged_grant_flags_it_and_says_one_plain_sentence(
    grant: Grant, version: CarrierVersion, as_: As
) -> None:
    by_sql("UPDATE vault_grant SET uses = 900 WHERE record_ptr_id = %s", [grant.pk])
    answer = as_("chemist").post(f"/versions/{version.pk}/look")
    assert answer.status_code == 403
    page = text_of(answer)
    assert "not as it was given" in page
    assert f"/secrets/{version.carrier.secret_id}/grants/new" in page
    assert Grant.objects.get(pk=grant.pk).state == "suspect"
    assert "Grants changed by another hand" in text_of(as_("office").get("/"))
    entry = Entry.objects.filter(verb="vault.view", outcome="refused").latest("id")
    assert Opening.objects.get(entry=entry).facts["reasons"][1] == "forged_grant"


def test_the_seals_of_like_grants_have_nothing_in_common(
    grant: Grant, company: Cast, at: Ticker
) -> None:
    other = scenes.filled(company, at).carrier.secret
    seal = scenes.granted(company, at, other).seal
    assert {len(grant.seal), len(seal)} == {64}
    assert seal != grant.seal


def test_a_seal_holds_through_rotation_and_epoch(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    rotate(by=HOUSE, now=at)
    assert reasons(company, at, version) == []
    end_epoch(by=HOUSE, now=at)
    assert reasons(company, at, version) == []


STRANGERS = ("marketer", "sister_custodian", "system_admin", "secrecy_admin", "audit_admin")


def test_strangers_find_nothing_behind_the_new_addresses(
    grant: Grant, version: CarrierVersion, company: Cast, as_: As
) -> None:
    secret, unit = version.carrier.secret_id, company.units["RD"].pk
    title = version.carrier.secret.title
    for who in STRANGERS:
        reader = as_(who)
        for path in (f"/versions/{version.pk}/print", f"/versions/{version.pk}/copy-out",
                     f"/secrets/{secret}/grants/team", f"/emergency/units/{unit}",
                     f"/grants/{grant.pk}"):  # fmt: skip
            assert reader.get(path).status_code == 404, (who, path)
        assert reader.get("/emergency/open").status_code == 403
        for path in ("/grants/confirm?all=1", "/grants/teams", "/emergency"):
            page = reader.get(path)
            assert page.status_code == 200
            assert title not in text_of(page)
            assert str(grant.number) not in text_of(page)
