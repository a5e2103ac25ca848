"""Who may destroy, who decides, and what stops a destruction at any step."""

import io
from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import hold
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import CarrierVersion
from shoumi.kernel.access import may
from shoumi.kernel.accounts.actions import declare_absence
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.storage.models import SealedObject, WrappedKey
from tests.conftest import Ticker
from tests.domains.register import scenes as register
from tests.domains.vault import life, scenes
from tests.domains.vault.life import again, fresh
from tests.kernel.witness import codes


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


def test_a_legal_hold_stops_it_at_every_step(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    def held(is_held: bool) -> None:
        secret = TradeSecret.objects.get(pk=version.carrier.secret_id)
        hold(secret, held=is_held, note="诉讼", by=company["office"], at=at())

    held(True)
    with pytest.raises(Refused) as refused:
        life.asked(company, at, version.carrier)
    assert codes(refused) == ["legal_hold"]
    held(False)
    asked = life.asked(company, at, version.carrier)
    held(True)
    with pytest.raises(Refused) as refused:
        actions.decide_destruction(again(asked), verdict="agree", by=company["engineer"], at=at())
    assert codes(refused) == ["legal_hold"]
    held(False)
    for who in ("engineer", "office"):
        actions.decide_destruction(again(asked), verdict="agree", by=company[who], at=at())
    held(True)
    spot = actions.OnTheSpot(done_on=local_day(at.now))
    with pytest.raises(Refused) as refused:
        actions.destroy(again(asked), spot=spot, by=company["custodian"], at=at())
    assert codes(refused) == ["legal_hold"]
    assert not SealedObject.objects.exclude(shredded_at=None).exists()
    assert fresh(version.carrier).state == "held"


def test_what_was_approved_is_what_is_destroyed(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    approved = life.approved(company, at, version.carrier)
    actions.add_version(
        fresh(version.carrier), file=io.BytesIO(b"more"), name="b.txt",
        by=company["engineer"], at=at(),
    )  # fmt: skip
    spot = actions.OnTheSpot(done_on=local_day(at.now))
    with pytest.raises(Refused) as refused:
        actions.destroy(approved, spot=spot, by=company["custodian"], at=at())
    assert codes(refused) == ["content_changed"]
    assert WrappedKey.objects.filter(object=version.file.uuid).exists()


def test_copies_are_named_or_destroyed_as_well(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    original = fresh(version.carrier)
    copy = actions.copy_carrier(
        original, whereabouts="二号柜", holder=company["chemist"], purpose="备份",
        by=company["engineer"], at=at(),
    )  # fmt: skip
    for one, other in ((original, copy), (copy, original)):
        with pytest.raises(Invalid) as invalid:
            life.asked(company, at, one)
        assert invalid.value.field == "staying"
        assert str(other) in str(invalid.value)
    life.asked(company, at, original, copy)
    with pytest.raises(Refused) as refused:
        life.asked(company, at, copy, staying="备查")
    assert codes(refused) == ["under_way"]


def test_whoever_may_and_whoever_may_not(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    now = at()
    asked = life.asked(company, at, version.carrier)
    keepers = {"engineer", "custodian", "head", "office", "office_head"}
    for act, record in (
        ("vault.request_destruction", version.carrier.secret), ("vault.destroy", asked),
        ("vault.withdraw_destruction", asked),
    ):  # fmt: skip
        assert {key for key in company.persons if may(company[key], act, record, now)} == keepers
    for act in ("vault.certify_destruction", "vault.finish_destruction"):
        assert not any(may(company[key], act, asked, now) for key in company.persons)


def test_of_the_highest_grade_the_leader_decides_and_nobody_asks_himself(
    company: Cast, at: Ticker
) -> None:
    carrier = scenes.filled(company, at, grade="core").carrier
    asked = life.asked(company, at, carrier, by=company["engineer"])
    decided = []
    while (seat := life.seat_of(asked)) is not None:
        decided.append(seat.person)
        actions.decide_destruction(again(asked), verdict="agree", by=seat.person, at=at())
    assert decided == [company["head"], company["leader"]]


def test_a_deputy_does_not_decide_in_both_steps(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    day = local_day(at.now)
    declare_absence(
        company["engineer"], deputy=company["office"], from_on=day,
        until_on=day + timedelta(days=9), by=company["engineer"], at=at(),
    )  # fmt: skip
    asked = life.asked(company, at, version.carrier)
    actions.decide_destruction(again(asked), verdict="agree", by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        actions.decide_destruction(again(asked), verdict="agree", by=company["office"], at=at())
    assert codes(refused) == ["decided_already"]
    actions.decide_destruction(again(asked), verdict="agree", by=company["office_head"], at=at())
    assert again(asked).state == "approved"


def test_refused_withdrawn_and_stale(version: CarrierVersion, company: Cast, at: Ticker) -> None:
    asked = life.asked(company, at, version.carrier)
    old = again(asked)
    actions.withdraw_destruction(again(asked), note="弄错了", by=company["custodian"], at=at())
    with pytest.raises(Stale):
        actions.decide_destruction(old, verdict="agree", by=company["engineer"], at=at())
    asked = life.asked(company, at, version.carrier)
    actions.decide_destruction(
        again(asked), verdict="refuse", note="仍需", by=company["engineer"], at=at()
    )
    assert again(asked).state == "refused"
    spot = actions.OnTheSpot(done_on=local_day(at.now))
    with pytest.raises(Refused) as refused:
        actions.destroy(again(asked), spot=spot, by=company["custodian"], at=at())
    assert codes(refused) == ["state"]
    assert fresh(version.carrier).state == "held"


def test_a_carrier_that_is_away_comes_back_first(company: Cast, at: Ticker) -> None:
    sample = life.sample(company, at, register.in_force(company, at))
    approved = life.approved(company, at, sample, method="crushed")
    actions.lend(
        fresh(sample), to=company["chemist"], purpose="比对",
        back_by=local_day(at.now) + timedelta(days=3), by=company["engineer"], at=at(),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.destroy(
            again(approved), spot=life.spot(company, at), by=company["custodian"], at=at()
        )
    assert codes(refused) == ["state"]
    assert again(approved).state == "approved"
