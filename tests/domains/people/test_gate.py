"""Without what is required, nothing opens: missing, over and unknown deny (4.2, 4.3, 4.7)."""

from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.people import actions
from shoumi.domains.people.controls import knowers_qualified
from shoumi.domains.people.models import Qualification, Requirement
from shoumi.domains.register.actions import read_content
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.actions import view
from shoumi.domains.vault.exposure import who_knew
from shoumi.domains.vault.models import CarrierVersion
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls import Status
from tests.conftest import Ticker
from tests.domains.vault import scenes

KINDS: dict[str, Any] = {"kind": "agreement", "required": True, "because": "委员会〔2026〕2号决议"}


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


def required(cast: Cast, at: Ticker, **changes: Any) -> Requirement:
    now = at()
    told = {**KINDS, "from_on": local_day(now), **changes}
    return actions.require(**told, by=cast["office"], at=now)


def codes(cast: Cast, who: str, act: str, record: Any, at: Ticker) -> set[str]:
    return {one.code for one in decide(cast[who], act, record, at()).because}


def test_what_nothing_keeps_cannot_be_required(company: Cast, at: Ticker) -> None:
    with pytest.raises(Refused) as refused:
        required(company, at)
    assert [one.code for one in refused.value.because] == ["not_kept"]
    assert not Requirement.objects.exists()


@pytest.mark.usefixtures("agreements_kept")
def test_once_required_the_owner_too_is_shut_out_until_he_has_signed(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    view(version.carrier, version=version, by=company["engineer"], at=at())
    required(company, at)
    secret: TradeSecret = version.carrier.secret
    assert codes(company, "engineer", "vault.view", version.carrier, at) == {"no_agreement"}
    with pytest.raises(Refused):
        read_content(secret, by=company["engineer"], at=at())
    day = local_day(at())
    held = actions.qualify(
        company["engineer"], kind="agreement", from_on=day, until_on=day + timedelta(days=1),
        basis="协〔2026〕第3号", by=company["custodian"], at=at(),
    )  # fmt: skip
    view(version.carrier, version=version, by=company["engineer"], at=at())
    read_content(secret, by=company["engineer"], at=at())
    assert not may(company["engineer"], "vault.view", version.carrier, at(days=3))
    assert Entry.objects.filter(verb="people.qualify", outcome="done").count() == 1
    assert str(held) == f"agreement {day}"


@pytest.mark.usefixtures("agreements_kept")
def test_what_ended_opens_nothing_from_that_day_on(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    required(company, at)
    now = at()
    held = actions.qualify(
        company["engineer"], kind="agreement", from_on=local_day(now), basis="协3",
        by=company["custodian"], at=now,
    )  # fmt: skip
    assert may(company["engineer"], "vault.view", version.carrier, at())
    now = at()
    told: Any = {"qualification": held, "on": local_day(now), "by": company["office"], "at": now}
    actions.end_qualification(company["engineer"], **told)
    assert codes(company, "engineer", "vault.view", version.carrier, at) == {"no_agreement"}
    with pytest.raises(Refused):
        actions.end_qualification(company["engineer"], **told)
    (knower,) = [
        one for one in who_knew(version.carrier.secret, local_day(now))
        if one.person == company["engineer"]
    ]  # fmt: skip
    assert [str(one.standing) for one in knower.held] == ["over", "not_yet_required"]


@pytest.mark.usefixtures("agreements_kept")
def test_what_was_required_can_be_required_no_more(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    required(company, at)
    required(company, at, required=False)
    assert may(company["engineer"], "vault.view", version.carrier, at())


@pytest.mark.usefixtures("agreements_kept")
def test_who_may_not(company: Cast, at: Ticker) -> None:
    for who in ("engineer", "custodian", "system_admin"):
        with pytest.raises(Refused):
            actions.require(**KINDS, from_on=local_day(at()), by=company[who], at=at())
    told: Any = {"kind": "agreement", "from_on": local_day(at()), "basis": "协3"}
    for who, whom in (("engineer", "chemist"), ("custodian", "custodian"),
                      ("sister_custodian", "engineer"), ("system_admin", "engineer")):  # fmt: skip
        with pytest.raises(Refused):
            actions.qualify(company[whom], **told, by=company[who], at=at())
    assert not Qualification.objects.exists()
    assert not Requirement.objects.exists()


@pytest.mark.usefixtures("agreements_kept")
def test_what_makes_no_sense_is_refused(company: Cast, at: Ticker) -> None:
    day = local_day(at())
    for changes, field in (
        ({"kind": "beauty"}, "kind"), ({"from_on": day - timedelta(days=1)}, "from_on"),
        ({"because": " "}, "because"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as invalid:
            required(company, at, **changes)
        assert invalid.value.field == field
    with pytest.raises(Invalid):
        actions.qualify(
            company["engineer"], kind="agreement", from_on=day, until_on=day - timedelta(days=1),
            basis="协3", by=company["office"], at=at(),
        )  # fmt: skip


@pytest.mark.usefixtures("agreements_kept")
def test_the_control_turns_with_the_facts(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    before = local_day(at())
    assert knowers_qualified(before).status is Status.NOT_APPLICABLE
    at(days=1)
    required(company, at)
    day = local_day(at())
    broken = knowers_qualified(day)
    assert broken.status is Status.BROKEN
    assert broken.evidence
    for knower in who_knew(version.carrier.secret, day):
        by = "office" if knower.person == company["custodian"] else "custodian"
        if knower.person.org_unit != company["custodian"].org_unit:
            by = "office"
        actions.qualify(
            knower.person, kind="agreement", from_on=day, basis="协", by=company[by], at=at()
        )
    assert knowers_qualified(day).status is Status.KEPT
    assert knowers_qualified(before).status is Status.NOT_APPLICABLE
