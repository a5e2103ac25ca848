"""Once a quarter each grant is confirmed or revoked; what nobody needs any more ends."""

from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import narrow_audience, widen_audience
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.controls.content import access_by_grant
from shoumi.domains.vault.duties.granting import CONFIRM
from shoumi.domains.vault.ending import end_over
from shoumi.domains.vault.facts import still_needing
from shoumi.domains.vault.models import CarrierVersion, DailyBudget, Grant
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Post, Role
from shoumi.kernel.accounts.standing import local_day, standing
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls import Status
from shoumi.kernel.records.models import Audience, Capacity, Transition
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.kernel.witness import codes


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


@pytest.fixture
def grant(version: CarrierVersion, company: Cast, at: Ticker) -> Grant:
    """For as long as the grade allows: 180 days."""
    now = at()
    return scenes.granted(
        company, at, version.carrier.secret, starts_at=now, ends_at=now + timedelta(days=179)
    )


def tasks() -> list[Task]:
    return list(Task.objects.filter(duty=CONFIRM).order_by("pk"))


def against(company: Cast, version: CarrierVersion, at: Ticker) -> list[str]:
    found = decide(company["chemist"], "vault.view", version.carrier, at.now).because
    return [one.code for one in found]


def last_note(grant: Grant) -> str:
    return Transition.objects.filter(record_id=grant.pk).latest("id").note


def test_it_falls_to_the_owner_two_weeks_ahead_and_closes_by_the_grants_alone(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    turn(by=HOUSE, at=at(days=70))
    assert tasks() == []
    turn(by=HOUSE, at=at(days=9))
    (task,) = tasks()
    assert (task.lead, task.record_id) == (company["engineer"], version.carrier.secret_id)
    assert task.due_on == date(2026, 11, 20) + timedelta(days=92)
    turn(by=HOUSE, at=at())
    assert [one.state for one in tasks()] == ["open"]
    actions.recertify_grant(Grant.objects.get(pk=grant.pk), by=company["engineer"], at=at())
    turn(by=HOUSE, at=at())
    assert [one.state for one in tasks()] == ["closed"]


def test_revoking_settles_it_as_well(grant: Grant, company: Cast, at: Ticker) -> None:
    turn(by=HOUSE, at=at(days=80))
    actions.revoke_grant(
        Grant.objects.get(pk=grant.pk), note="不需要", by=company["engineer"], at=at()
    )
    turn(by=HOUSE, at=at())
    assert [one.state for one in tasks()] == ["closed"]


def test_a_grant_that_ends_before_is_not_asked_about(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    now = at()
    scenes.granted(company, at, version.carrier.secret, ends_at=now + timedelta(days=90))
    turn(by=HOUSE, at=at(days=85))
    assert tasks() == []


def test_the_control_falls_due_then_breaks_and_is_kept_again(
    grant: Grant, company: Cast, at: Ticker
) -> None:
    given = local_day(at.now)
    assert access_by_grant(given + timedelta(days=92)).status is Status.KEPT
    assert access_by_grant(given + timedelta(days=93)).status is Status.DUE
    assert access_by_grant(given + timedelta(days=106)).status is Status.DUE
    assert access_by_grant(given + timedelta(days=107)).status is Status.BROKEN
    later = at(days=108)
    actions.recertify_grant(Grant.objects.get(pk=grant.pk), by=company["custodian"], at=later)
    assert access_by_grant(local_day(later)).status is Status.KEPT
    # What was confirmed since does not mend the day before.
    assert access_by_grant(local_day(later) - timedelta(days=1)).status is Status.BROKEN


def test_twice_unconfirmed_it_ends(
    version: CarrierVersion, company: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a grade whose grants may last a year."""
    secret = TradeSecret.objects.get()
    now = at()
    made = scenes.granted(company, at, secret, starts_at=now, ends_at=now + timedelta(days=180))
    monkeypatch.setattr("shoumi.domains.vault.ending.LAPSES_AFTER", timedelta(days=150))
    monkeypatch.setattr("shoumi.domains.vault.rules.granting.LAPSES_AFTER", timedelta(days=150))
    assert end_over(by=HOUSE, at=at(days=149)) == 0
    assert against(company, version, at) == []
    at(days=1)
    assert against(company, version, at) == ["no_grant"]
    with pytest.raises(Refused) as refused:
        actions.recertify_grant(Grant.objects.get(pk=made.pk), by=company["engineer"], at=at())
    assert codes(refused) == ["lapsed"]
    assert end_over(by=HOUSE, at=at()) == 1
    assert Grant.objects.get().state == "ended"
    assert last_note(made)


def test_who_has_left_opens_nothing_and_the_grant_ends_with_the_reason(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    end_person(company["chemist"], on=local_day(at.now), by=HOUSE, at=at())
    assert "not_active" in against(company, version, at)
    assert end_over(by=HOUSE, at=at()) == 1
    assert end_over(by=HOUSE, at=at()) == 0
    assert Grant.objects.get().state == "ended"
    assert Grant.objects.get().revoked_at == at.now - timedelta(minutes=1)
    assert last_note(grant)


def test_who_needs_it_no_more_opens_nothing_and_the_grant_ends_with_the_reason(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    secret = TradeSecret.objects.get()
    row = Audience.objects.get(
        record_id=secret.pk, person=company["chemist"], capacity=Capacity.KNOWS
    )
    narrow_audience(secret, row=row, by=company["engineer"], at=at())
    assert end_over(by=HOUSE, at=at()) == 1
    assert "no_need_to_know" in against(company, version, at)
    assert Grant.objects.get().state == "ended"
    assert Entry.objects.filter(verb="vault.end_grant", outcome="done").count() == 1


def test_grants_are_confirmed_and_revoked_many_at_once(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    other = scenes.granted(
        company, at, scenes.filled(company, at).carrier.secret,
        ends_at=at.now + timedelta(days=179),
    )  # fmt: skip
    owner = as_("engineer")
    assert "Nothing to confirm" in text_of(owner.get("/grants/confirm"))
    assert str(grant.number) in text_of(owner.get("/grants/confirm?all=1"))
    at(days=80)
    owner = as_("engineer")
    page = text_of(owner.get("/grants/confirm"))
    assert str(grant.number) in page
    assert str(other.number) in page
    assert str(grant.number) not in text_of(as_("chemist").get("/grants/confirm"))
    picked = [f"{one.pk}:{Grant.objects.get(pk=one.pk).version}" for one in (grant, other)]
    told = {"pick": picked, "confirmed": "1", "back": "/grants/confirm"}
    done = owner.post("/records/many/vault.recertify_grant", told)
    assert done.status_code == 200
    assert Entry.objects.filter(verb="vault.recertify_grant", outcome="done").count() == 2
    told["pick"] = [f"{grant.pk}:{Grant.objects.get(pk=grant.pk).version}"]
    owner.post("/records/many/vault.revoke_grant", told)
    assert Grant.objects.get(pk=grant.pk).state == "revoked"
    assert Grant.objects.get(pk=other.pk).state == "active"


def test_the_daily_limit_is_set_by_grade_and_logged(
    grant: Grant, version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    office = as_("office")
    page = text_of(office.get("/grants/limits"))
    assert "200 uses a day" in page
    assert "30 uses a day" in page
    grade = Grade.objects.get(code="important")
    pk, told = grade.pk, {"uses": 1, "note": "委员会决定", "version": grade.version}
    assert f"/grants/limits/{pk}" in page
    assert as_("engineer").post(f"/grants/limits/{pk}", told).status_code == 403
    assert office.post(f"/grants/limits/{pk}", told).status_code == 302
    assert DailyBudget.objects.get().grade == "important"
    assert Entry.objects.filter(verb="vault.set_daily_budget", outcome="done").count() == 1
    actions.view(version.carrier, version=version, by=company["chemist"], at=at())
    with pytest.raises(Refused) as refused:
        actions.view(version.carrier, version=version, by=company["chemist"], at=at())
    assert codes(refused) == ["daily_budget"]
    assert may(company["chemist"], "vault.view", version.carrier, at(days=1))


def test_a_daily_limit_has_bounds_and_a_reason(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    grade = Grade.objects.get(code="core")
    for changes, field in (({"uses": 0}, "uses"), ({"note": " "}, "note")):
        told: dict[str, Any] = {"uses": 5, "note": "决定", **changes}
        with pytest.raises(Invalid) as invalid:
            actions.set_daily_budget(grade, **told, by=company["office"], at=at())
        assert invalid.value.field == field


@pytest.mark.parametrize("whom", ["unit", "post"])
def test_the_list_of_those_who_still_need_it_agrees_with_the_question_of_one(
    version: CarrierVersion, company: Cast, at: Ticker, whom: str
) -> None:
    """By name, by unit and by post: the calendar's one query against each person's own standing."""
    secret = TradeSecret.objects.get()
    asked = [
        scenes.asked(company, at, secret, who)
        for who in ("chemist", "custodian", "head", "office", "leader", "counsel")
        if may(company[who], "vault.request_grant", secret, at.now)
    ]
    assert len(asked) > 3
    post = Post.objects.get(role=Role.CUSTODIAN, org_unit=company.units["RD"])
    widen_audience(
        secret, whom=company.units["RD"] if whom == "unit" else post, because="试验",
        by=company["engineer"], at=at(),
    )  # fmt: skip
    day = local_day(at.now)
    listed = set(still_needing(Grant.objects.all(), day).values_list("pk", flat=True))
    alone = {
        one.pk
        for one in asked
        if Audience.objects.reaching(standing(one.grantee, at.now), day)
        .filter(record_id=secret.pk, capacity=Capacity.KNOWS)
        .exists()
    }
    assert listed == alone
    assert 1 < len(listed) < len(asked)
