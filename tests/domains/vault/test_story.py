"""From a carrier to a look at it and to who knew what when; and everybody else sees nothing."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import gettext as _

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import read_content
from shoumi.domains.vault import actions
from shoumi.domains.vault.ending import end_over
from shoumi.domains.vault.exposure import who_knew
from shoumi.domains.vault.models import Carrier, CarrierVersion, Grant, PageShown, Use
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.storage.objects import open_object
from tests.conftest import Ticker
from tests.domains.vault import scenes
from tests.kernel.witness import codes

ADMINISTRATORS = ("system_admin", "secrecy_admin", "audit_admin")


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


def test_a_carrier_has_a_number_a_holder_and_a_place(company: Cast, at: Ticker) -> None:
    carrier = scenes.carrier(company, at)
    assert carrier.number == "密载〔2026〕1 号"
    assert (carrier.holder, carrier.whereabouts) == (company["engineer"], "保管库")
    assert carrier.parent_id == carrier.secret_id
    assert Entry.objects.filter(verb="vault.register_carrier", outcome="done").count() == 1


def test_whoever_sees_the_secret_s_entry_sees_its_carriers_and_nobody_else(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    seen = {
        key
        for key in company.persons
        if Carrier.objects.visible_to(company[key], at()).filter(pk=version.carrier_id).exists()
    }
    secret = version.carrier.secret
    entry = {
        key
        for key in company.persons
        if type(secret).objects.visible_to(company[key], at()).filter(pk=secret.pk).exists()
    }
    assert seen == entry
    assert "marketer" not in seen


def test_the_owner_opens_it_and_others_need_a_grant(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    carrier = version.carrier
    now = at()
    assert {key for key in company.persons if may(company[key], "vault.view", carrier, now)} == {
        "engineer"
    }
    against = decide(company["chemist"], "vault.view", carrier, now).because
    assert [one.code for one in against] == ["no_grant"]
    scenes.granted(company, at, carrier.secret)
    use = actions.view(carrier, version=version, by=company["chemist"], at=at())
    assert use.grant == Grant.objects.get()
    decision = decide(company["chemist"], "vault.show_page", carrier, at.now)
    with open_object(version.file, decision, at=at.now) as source:
        assert source.read() == scenes.CONTENT


def test_no_administrator_ever_opens_it(version: CarrierVersion, company: Cast, at: Ticker) -> None:
    for key in ADMINISTRATORS:
        with pytest.raises(Refused) as refused:
            actions.view(version.carrier, version=version, by=company[key], at=at())
        assert "administrator" in codes(refused)
    assert not Use.objects.exists()


def test_a_refusal_is_entered_with_all_its_reasons(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    with pytest.raises(Refused) as refused:
        actions.view(version.carrier, version=version, by=company["marketer"], at=at())
    assert codes(refused) == ["no_need_to_know", "no_grant"]
    assert Entry.objects.filter(verb="vault.view", outcome="refused").count() == 1


def test_the_owner_decides_then_the_custodian_and_nobody_for_himself(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    grant = scenes.asked(company, at, version.carrier.secret)
    assert not may(company["custodian"], "vault.decide_grant", grant, at())
    assert not may(company["chemist"], "vault.decide_grant", grant, at())
    grant = actions.decide_grant(grant, verdict="agree", by=company["engineer"], at=at())
    assert grant.state == "requested"
    grant = actions.decide_grant(
        Grant.objects.get(), verdict="agree", by=company["custodian"], at=at()
    )
    assert grant.state == "active"


def test_a_core_secret_needs_the_leader_as_well(company: Cast, at: Ticker) -> None:
    secret = scenes.filled(company, at, grade="core").carrier.secret
    grant = scenes.asked(company, at, secret, uses=1)
    for key in ("engineer", "custodian"):
        grant = actions.decide_grant(
            Grant.objects.get(pk=grant.pk), verdict="agree", by=company[key], at=at()
        )
    assert grant.state == "requested"
    grant = actions.decide_grant(
        Grant.objects.get(pk=grant.pk), verdict="agree", by=company["leader"], at=at()
    )
    assert grant.state == "active"


def test_a_revoked_grant_cuts_the_look_under_way(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    grant = scenes.granted(company, at, version.carrier.secret)
    chemist = company["chemist"]
    use = actions.view(version.carrier, version=version, by=chemist, at=at())
    shown: dict[str, Any] = {
        "use": use,
        "width": 1240,
        "raster_sha256": "ab" * 32,
        "renderer": "test",
    }
    actions.show_page(version.carrier, page=1, **shown, by=chemist, at=at())
    actions.revoke_grant(grant, note="项目结束", by=company["engineer"], at=at())
    with pytest.raises(Refused) as refused:
        actions.show_page(version.carrier, page=2, **shown, by=company["chemist"], at=at())
    assert codes(refused) == ["no_grant"]
    assert PageShown.objects.count() == 1


def test_uses_are_counted_and_a_window_ends(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    scenes.granted(company, at, version.carrier.secret, uses=1)
    chemist = company["chemist"]
    use = actions.view(version.carrier, version=version, by=chemist, at=at())
    with pytest.raises(Refused) as refused:
        actions.view(version.carrier, version=version, by=company["chemist"], at=at())
    assert codes(refused) == ["used_up"]
    actions.show_page(
        version.carrier, use=use, page=1, width=1240, raster_sha256="ab" * 32, renderer="t",
        by=company["chemist"], at=at(),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.view(version.carrier, version=version, by=company["chemist"], at=at(days=3))
    assert codes(refused) == ["no_grant"]


def test_a_look_is_over_after_half_an_hour_and_belongs_to_one(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    scenes.granted(company, at, version.carrier.secret)
    use = actions.view(version.carrier, version=version, by=company["engineer"], at=at())
    shown: dict[str, Any] = {
        "use": use, "page": 1, "width": 1240, "raster_sha256": "ab" * 32, "renderer": "t",
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.show_page(version.carrier, **shown, by=company["chemist"], at=at())
    assert codes(refused) == ["not_yours"]
    with pytest.raises(Refused) as refused:
        actions.show_page(version.carrier, **shown, by=company["engineer"], at=at(minutes=31))
    assert codes(refused) == ["over"]


def test_who_knew_what_when_names_all_who_could_and_all_who_did(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    secret = version.carrier.secret
    read_content(secret, by=company["custodian"], at=at())
    scenes.granted(company, at, secret)
    use = actions.view(version.carrier, version=version, by=company["chemist"], at=at())
    today = local_day(at.now)
    known = {one.person.name: one for one in who_knew(secret, today)}
    chemist = known[company["chemist"].name]
    assert {str(could.why) for could in chemist.could} >= {str(_("By grant"))}
    assert [did.number for did in chemist.did] == [use.number]
    custodian = known[company["custodian"].name]
    assert not custodian.could
    assert len(custodian.did) == 1
    before = {one.person.name for one in who_knew(secret, today - timedelta(days=400))}
    assert before == set()


def test_an_empty_file_and_a_state_secret_s_name_are_refused(company: Cast, at: Ticker) -> None:
    carrier = scenes.carrier(company, at)
    for content, name in ((b"", "a.txt"), (b"x", "绝密★方案.txt")):
        with pytest.raises(Invalid) as invalid:
            actions.add_version(
                Carrier.objects.get(pk=carrier.pk), file=io.BytesIO(content), name=name,
                by=company["engineer"], at=at(),
            )  # fmt: skip
        assert invalid.value.field == "file"
    assert not CarrierVersion.objects.exists()


def test_a_window_that_is_over_is_said_on_the_record_once(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    grant = scenes.granted(company, at, version.carrier.secret)
    assert end_over(by=HOUSE, at=at()) == 0
    later = at(days=3)
    assert end_over(by=HOUSE, at=later) == 1
    assert end_over(by=HOUSE, at=later) == 0
    assert Grant.objects.get(pk=grant.pk).state == "ended"
    with pytest.raises(Refused):
        actions.end_grant(Grant.objects.get(pk=grant.pk), by=company["office"], at=later)
