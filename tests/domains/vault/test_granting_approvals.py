"""Two persons decide about the highest grade: every way around that is tried and refused."""

from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import CarrierVersion, Grant
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.actions import declare_absence
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.models import Decision, Seat
from tests.conftest import Ticker
from tests.domains.vault import scenes
from tests.domains.vault.tampering import by_sql
from tests.kernel.witness import codes, nothing_changes


@pytest.fixture
def core(company: Cast, at: Ticker) -> TradeSecret:
    return scenes.filled(company, at, grade="core").carrier.secret


def fresh(grant: Grant) -> Grant:
    return Grant.objects.get(pk=grant.pk)


def agree(cast: Cast, at: Ticker, grant: Grant, who: str) -> Grant:
    return actions.decide_grant(fresh(grant), verdict="agree", by=cast[who], at=at())


def absent(cast: Cast, at: Ticker, who: str, deputy: str) -> None:
    day = local_day(at.now)
    declare_absence(
        cast[who], deputy=cast[deputy], from_on=day, until_on=day, by=cast[who], at=at()
    )


def test_those_who_decide_about_core_are_distinct_and_none_of_them_asked(
    core: TradeSecret, company: Cast, at: Ticker
) -> None:
    grant = scenes.granted(company, at, core, uses=1)
    deciders = list(
        Decision.objects.filter(step__approval__record=grant).values_list("person_id", flat=True)
    )
    assert len(deciders) == len(set(deciders)) == 3
    assert grant.grantee_id not in deciders


def test_nobody_decides_on_his_own_request_even_as_a_deputy(
    core: TradeSecret, company: Cast, at: Ticker
) -> None:
    grant = scenes.asked(company, at, core, uses=1)
    absent(company, at, "engineer", "chemist")
    with pytest.raises(Refused) as refused, nothing_changes():
        agree(company, at, grant, "chemist")
    assert codes(refused) == ["own_request", "gets_it"]


def test_the_same_person_decides_only_once_whomever_he_stands_in_for(
    core: TradeSecret, company: Cast, at: Ticker
) -> None:
    grant = scenes.asked(company, at, core, uses=1)
    agree(company, at, grant, "engineer")
    absent(company, at, "custodian", "engineer")
    with pytest.raises(Refused) as refused, nothing_changes():
        agree(company, at, grant, "engineer")
    assert codes(refused) == ["decided_already"]
    agree(company, at, grant, "custodian")
    absent(company, at, "leader", "custodian")
    with pytest.raises(Refused) as refused:
        agree(company, at, grant, "custodian")
    assert codes(refused) == ["decided_already"]
    assert fresh(grant).state == "requested"


@pytest.mark.parametrize("who", ["system_admin", "secrecy_admin", "audit_admin"])
def test_no_administrator_decides_even_as_a_deputy(
    core: TradeSecret, company: Cast, at: Ticker, who: str
) -> None:
    grant = scenes.asked(company, at, core, uses=1)
    absent(company, at, "engineer", who)
    with pytest.raises(Refused) as refused, nothing_changes():
        agree(company, at, grant, who)
    assert "administrator" in codes(refused)


CONTENT: dict[str, Any] = {
    "purpose": "别的用途",
    "actions": '["view", "print_out"]',
    "ends_at": "2027-01-01 00:00:00+00:00",
    "uses": 999,
}


@pytest.mark.parametrize("column", CONTENT)
def test_an_approval_counts_for_no_other_content(
    core: TradeSecret, company: Cast, at: Ticker, column: str
) -> None:
    grant = scenes.asked(company, at, core, uses=1)
    agree(company, at, grant, "engineer")
    by_sql(f"UPDATE vault_grant SET {column} = %s WHERE record_ptr_id = %s",
           [CONTENT[column], grant.pk])  # fmt: skip
    with pytest.raises(Refused) as refused:
        agree(company, at, grant, "custodian")
    assert codes(refused) == ["content_changed"]
    assert fresh(grant).state == "requested"


def test_an_approval_counts_for_no_other_grade(company: Cast, at: Ticker) -> None:
    """Asked for while it was important, to be decided by two; it became core meanwhile."""
    secret = scenes.filled(company, at).carrier.secret
    grant = scenes.asked(company, at, secret)
    agree(company, at, grant, "engineer")
    by_sql("UPDATE records_record SET grade = 'core' WHERE id = %s", [secret.pk])
    with pytest.raises(Refused) as refused:
        agree(company, at, grant, "custodian")
    assert codes(refused) == ["content_changed"]


def test_an_approval_of_one_grant_gives_no_other(
    core: TradeSecret, company: Cast, at: Ticker
) -> None:
    given = scenes.granted(company, at, core, uses=1)
    other = scenes.asked(company, at, core, who="head", uses=1)
    by_sql("UPDATE approvals_approval SET record_id = %s WHERE record_id = %s",
           [other.pk, given.pk])  # fmt: skip
    by_sql("UPDATE records_record SET state = 'active' WHERE id = %s", [other.pk])
    version = CarrierVersion.objects.get()
    against = decide(company["head"], "vault.view", version.carrier, at()).because
    assert "forged_grant" in [one.code for one in against]


def test_a_decision_on_an_older_form_is_stale(core: TradeSecret, company: Cast, at: Ticker) -> None:
    grant = scenes.asked(company, at, core, uses=1)
    old = fresh(grant)
    agree(company, at, grant, "engineer")
    with pytest.raises(Stale), nothing_changes():
        actions.decide_grant(old, verdict="agree", by=company["custodian"], at=at())


def test_a_grant_decided_after_its_window_gives_nothing(
    core: TradeSecret, company: Cast, at: Ticker
) -> None:
    grant = scenes.asked(company, at, core, uses=1)
    at(days=3)
    grant = scenes.agreed(company, at, grant)
    version = CarrierVersion.objects.get()
    against = decide(company["chemist"], "vault.view", version.carrier, at()).because
    assert [one.code for one in against] == ["no_grant"]


def test_a_grant_is_no_way_around_need_to_know(
    core: TradeSecret, company: Cast, at: Ticker
) -> None:
    grant = scenes.asked(company, at, core, who="leader", uses=1)
    seats = Seat.objects.filter(step__approval__record_id=grant.pk)
    assert company["leader"].pk not in {seat.person_id for seat in seats}
    with pytest.raises(Refused) as refused:
        scenes.agreed(company, at, grant)
    assert codes(refused) == ["outside_audience"]
    assert fresh(grant).state == "requested"


def test_each_decision_is_entered_once(core: TradeSecret, company: Cast, at: Ticker) -> None:
    scenes.granted(company, at, core, uses=1)
    done = Entry.objects.filter(verb="vault.decide_grant", outcome="done")
    assert done.count() == 3


def test_a_custodian_who_asks_is_decided_about_by_another(company: Cast, at: Ticker) -> None:
    secret = scenes.filled(company, at).carrier.secret
    grant = scenes.asked(company, at, secret, who="custodian")
    seats = Seat.objects.filter(step__approval__record_id=grant.pk).order_by("step__order")
    assert [seat.person.name for seat in seats] == [
        company["engineer"].name, company["head"].name,
    ]  # fmt: skip
    assert grant.ends_at > at.now + timedelta(hours=1)
