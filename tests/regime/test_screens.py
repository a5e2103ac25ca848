"""The regime read on a screen: for any day, by anybody, and how an edition comes to be."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.controls import Evidence, Status, Verdict, all_controls, control, registry
from shoumi.regime import page
from shoumi.regime.assessment import assess
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.regime.conftest import Browser

SCOPE = "register.scope_listed"


# Beside what the controls that are bound are allowed.
PAGE = 12


def tallies(html: str) -> dict[str, int]:
    found = re.findall(r'class="tally" href="[^"]*status=(\w+)".*?tally-count">(\d+)', html)
    return {status: int(count) for status, count in found}


@pytest.fixture
def secret(company: Cast, at: Ticker) -> TradeSecret:
    return scenes.in_force(company, at)


@pytest.fixture
def proves(monkeypatch: pytest.MonkeyPatch) -> list[Evidence]:
    """What the question on scope gives as evidence; a test fills it."""
    given: list[Evidence] = []
    monkeypatch.setattr(registry, "_controls", dict(registry._controls))
    registry._controls.pop(SCOPE, None)

    @control(SCOPE, title="Scope")
    def scope_listed(as_of: date) -> Verdict:
        return Verdict(Status.KEPT, "One is listed.", tuple(given), date(2027, 3, 1))

    return given


def test_everybody_reads_the_regime_with_a_verdict_beside_each_clause(
    in_force: Edition, browser: Browser
) -> None:
    html = browser("engineer").get("/regime").content.decode()
    assert html.count('<article class="clause"') == 33
    assert html.count('role="group" aria-label="Verdict on clause') == 33
    assert sum(tallies(html).values()) == 33
    assert "Regime for the protection of trade secrets" in html


def test_it_is_assessed_once_and_within_its_queries(
    in_force: Edition, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[date] = []

    def counted(edition: Edition, as_of: date) -> list[object]:
        calls.append(as_of)
        return list(assess(edition, as_of))

    monkeypatch.setattr(page, "assess", counted)
    client = browser("office")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/regime").status_code == 200
    assert len(calls) == 1
    bound = {name for clause in in_force.clauses.all() for name in clause.controls}
    built = [one for name, one in all_controls().items() if name in bound]
    assert len(queries) <= PAGE + sum(one.queries for one in built)


def test_the_bar_filters_by_verdict(in_force: Edition, browser: Browser) -> None:
    client = browser("office")
    for status, count in tallies(client.get("/regime").content.decode()).items():
        html = client.get("/regime", {"status": status}).content.decode()
        assert html.count('<article class="clause"') == count
        assert html.count(f'class="margin margin-{status}"') == count


def test_a_verdict_that_no_clause_has_is_said(in_force: Edition, browser: Browser) -> None:
    html = browser("office").get("/regime", {"status": "not_applicable"}).content.decode()
    assert "No clause has this verdict" in html


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": "yesterday"}, "The day in the address could not be read"),
        ({"as_of": "0001-01-01"}, "lies too far away"),
        ({"as_of": "9999-12-31"}, "lies too far away"),
        ({"status": "fine"}, "There is no such verdict"),
    ],
)
def test_an_address_that_cannot_be_read_is_said(
    asked: dict[str, str], said: str, in_force: Edition, browser: Browser
) -> None:
    response = browser("office").get("/regime", asked)
    assert response.status_code == 200
    assert said in response.content.decode()


def test_any_day_can_be_asked(in_force: Edition, browser: Browser) -> None:
    client = browser("office")
    ahead = client.get("/regime", {"as_of": "2028-01-01"}).content.decode()
    assert "As it would stand on 2028-01-01" in ahead
    before = client.get("/regime", {"as_of": "2026-11-19"}).content.decode()
    assert "No regime was in force on 2026-11-19" in before
    assert "The first edition is in force from 2026-11-20" in before


def test_evidence_has_an_address_only_for_who_may_see_it(
    in_force: Edition, secret: TradeSecret, proves: list[Evidence], browser: Browser
) -> None:
    proves.append(Evidence(f"register.tradesecret/{secret.pk}", str(secret), date(2026, 11, 20)))
    link = f'href="/records/{secret.pk}"'
    inside = browser("engineer").get("/regime").content.decode()
    outside = browser("marketer").get("/regime").content.decode()
    assert link in inside
    assert link not in outside
    assert str(secret) in outside
    assert secret.title not in inside + outside


@pytest.mark.parametrize(
    "subject",
    ["register.tradesecret/x", "nothing.here/1", "no-slash", "accounts.person/1", "a/b/c"],
)
def test_evidence_that_is_no_record_is_named_without_address(
    subject: str, in_force: Edition, proves: list[Evidence], browser: Browser
) -> None:
    proves.append(Evidence(subject, "a <b>thing</b>"))
    html = browser("office").get("/regime").content.decode()
    assert "<span>a &lt;b&gt;thing&lt;/b&gt;</span>" in html


def test_what_was_entered_later_is_marked(
    in_force: Edition, proves: list[Evidence], browser: Browser
) -> None:
    proves.append(Evidence("x.y/1", "No. 1", date(2026, 6, 1), date(2026, 11, 25)))
    client = browser("office")
    assert "entered later, 2026-11-25" in client.get("/regime").content.decode()
    after = client.get("/regime", {"as_of": "2026-11-25"}).content.decode()
    assert "entered later" not in after


def test_an_unknown_verdict_says_why_and_that_nothing_is_to_be_done(
    in_force: Edition, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_controls", {})
    html = browser("office").get("/regime").content.decode()
    assert tallies(html) == {"unknown": 33}
    assert html.count("This part of the house is not built yet.") >= 33
    assert html.count("Nothing to do yet") == 33


def test_for_printing_all_evidence_is_unfolded(in_force: Edition, browser: Browser) -> None:
    html = browser("office").get("/regime", {"view": "print"}).content.decode()
    assert '<details class="proofs" open>' in html
    assert '<details class="proofs">' not in html


def test_without_a_regime_the_office_can_begin_one(
    cast: Cast, at: Ticker, browser: Browser
) -> None:
    office = browser("office").get("/regime").content.decode()
    assert reverse("regime.import_text") in office
    engineer = browser("engineer").get("/regime").content.decode()
    assert reverse("regime.import_text") not in engineer
    assert "No regime is in force yet" in engineer


def test_a_stranger_is_led_to_the_door(in_force: Edition, browser: Browser) -> None:
    client = browser("office")
    client.logout()
    response = client.get("/regime")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_speaks_both_languages(language: str, in_force: Edition, browser: Browser) -> None:
    html = browser("office", language).get("/regime").content.decode()
    assert ("商业秘密保护管理制度" in html) is (language == "zh-hans")
    assert ("第 2 条" in html) is (language == "zh-hans")


def test_a_verdict_names_its_own_next_step_to_whom_the_place_is_open(
    in_force: Edition, browser: Browser, secret: TradeSecret
) -> None:
    step = "/secrets?missing=label"
    assert step in browser("office").get("/regime").content.decode()
    assert step not in browser("system_admin").get("/regime").content.decode()
