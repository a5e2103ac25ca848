"""One request for a team, one decision for all that are named, a grant for each."""

from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import widen_audience
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import CarrierVersion, Grant, TeamRequest
from shoumi.domains.vault.rules.granting import Wanted
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.models import Seat
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import nights, scenes
from tests.kernel.witness import codes, nothing_changes


@pytest.fixture
def secret(company: Cast, at: Ticker) -> TradeSecret:
    """Its audience names the chemist, and the head as well."""
    found = scenes.filled(company, at).carrier.secret
    widen_audience(
        found, whom=company["head"], because="新产线项目", by=company["engineer"], at=at()
    )
    return TradeSecret.objects.get(pk=found.pk)


def both(cast: Cast) -> list[Any]:
    return [cast["chemist"], cast["head"]]


def test_all_named_get_a_grant_of_their_own_by_one_decision(
    secret: TradeSecret, company: Cast, at: Ticker
) -> None:
    team = nights.team_asked(company, at, secret, "engineer",
                             persons=both(company))  # fmt: skip
    team = nights.team_agreed(company, at, team)
    assert team.state == "given"
    grants = Grant.objects.order_by("pk")
    assert [one.grantee for one in grants] == both(company)
    assert {(one.project, one.way, one.state) for one in grants} == {("新产线", "team", "active")}
    assert len({one.number for one in grants}) == 2
    version = CarrierVersion.objects.get()
    for who in ("chemist", "head"):
        actions.view(version.carrier, version=version, by=company[who], at=at())
    assert Entry.objects.filter(verb="vault.request_team_grant", outcome="done").count() == 1


def test_nobody_who_asks_or_is_named_decides(
    secret: TradeSecret, company: Cast, at: Ticker
) -> None:
    team = nights.team_asked(company, at, secret, "engineer", persons=both(company))
    seats = Seat.objects.filter(step__approval__record_id=team.pk).order_by("step__order")
    asked = [seat.person for seat in seats]
    assert not {company["engineer"], *both(company)} & set(asked)
    assert company["custodian"] in asked
    for who in ("engineer", "chemist", "head", "marketer"):
        with pytest.raises(Refused), nothing_changes():
            fresh = TeamRequest.objects.get()
            actions.decide_team_grant(fresh, verdict="agree", by=company[who], at=at())


def test_one_outside_the_audience_stops_it_for_all(
    secret: TradeSecret, company: Cast, at: Ticker
) -> None:
    team = nights.team_asked(company, at, secret, persons=[company["chemist"], company["marketer"]])
    with pytest.raises(Refused) as refused:
        nights.team_agreed(company, at, team)
    assert codes(refused) == ["outside_audience"]
    assert not Grant.objects.exists()


def test_a_refusal_gives_nobody_anything(secret: TradeSecret, company: Cast, at: Ticker) -> None:
    team = nights.team_asked(company, at, secret)
    seats = Seat.objects.filter(step__approval__record_id=team.pk)
    first = seats.order_by("step__order")[0]
    team = actions.decide_team_grant(
        TeamRequest.objects.get(), verdict="refuse", note="不需要", by=first.person, at=at()
    )
    assert team.state == "refused"
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"project": " "}, "project"),
        ({"purpose": ""}, "purpose"),
        ({"persons": []}, "persons"),
        ({"persons": ["engineer"]}, "persons"),
    ],
)
def test_what_is_missing_is_said(
    secret: TradeSecret, company: Cast, at: Ticker, changes: dict[str, Any], field: str
) -> None:
    told = dict(changes)
    if "persons" in told:
        told["persons"] = [company[key] for key in told["persons"]]
    with pytest.raises(Invalid) as invalid, nothing_changes():
        nights.team_asked(company, at, secret, **told)
    assert invalid.value.field == field


def test_the_grade_limits_a_team_as_it_limits_one(company: Cast, at: Ticker) -> None:
    core = scenes.filled(company, at, grade="core").carrier.secret
    now = at()
    wanted = Wanted(["view", "download"], now, now + timedelta(days=1), 1)
    with pytest.raises(Invalid) as invalid:
        nights.team_asked(company, at, core, wanted=wanted)
    assert invalid.value.field == "actions"


def test_whoever_asked_withdraws_it(secret: TradeSecret, company: Cast, at: Ticker) -> None:
    team = nights.team_asked(company, at, secret)
    now = at()
    able = {
        key for key in company.persons if may(company[key], "vault.withdraw_team_grant", team, now)
    }
    assert able == {"head"}
    old = TeamRequest.objects.get()
    actions.withdraw_team_grant(TeamRequest.objects.get(), by=company["head"], at=at())
    with pytest.raises(Stale), nothing_changes():
        actions.withdraw_team_grant(old, by=company["head"], at=at())


def test_strangers_ask_for_no_team(secret: TradeSecret, company: Cast, at: Ticker) -> None:
    for who in ("marketer", "sister_custodian", "system_admin"):
        with pytest.raises(Refused):
            nights.team_asked(company, at, secret, who)


def test_a_team_is_asked_for_and_decided_on_screens(
    secret: TradeSecret, company: Cast, at: Ticker, as_: As
) -> None:
    path = f"/secrets/{secret.pk}/grants/team"
    assert path in text_of(as_("head").get(f"/secrets/{secret.pk}"))
    day = local_day(at.now).isoformat()
    told = {
        "project": "新产线", "persons": "0204\n不存在的人", "purpose": "调试", "actions": ["view"],
        "from_on": day, "until_on": day, "version": secret.version,
    }  # fmt: skip
    page = as_("head").post(path, told)
    assert page.status_code == 422
    assert "Line 2" in text_of(page)
    told["persons"] = "0204"
    sent = as_("head").post(path, told)
    team = TeamRequest.objects.get()
    assert sent["Location"] == f"/grants/teams/{team.pk}"
    for seat in Seat.objects.filter(step__approval__record_id=team.pk).order_by("step__order"):
        key = next(key for key in company.persons if company.persons[key].pk == seat.person_id)
        version = TeamRequest.objects.get().version
        sent = as_(key).post(
            f"/records/{team.pk}/do/vault.decide_team_grant",
            {"verdict": "agree", "version": version},
        )
        assert sent.status_code == 302, text_of(sent)
    page = text_of(as_("head").get(f"/grants/teams/{team.pk}"))
    assert str(Grant.objects.get().number) in page
    assert "新产线" in text_of(as_("head").get("/grants/teams"))
    assert as_("marketer").get(f"/grants/teams/{team.pk}").status_code == 404
