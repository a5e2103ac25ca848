"""The regime read on a screen: for any day, by anybody, and how an edition comes to be."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.controls import Evidence, Status, Verdict, control, registry
from shoumi.regime import page
from shoumi.regime.assessment import assess
from shoumi.regime.editions.catalogue import load_catalogue
from shoumi.regime.forms import DOMAINS
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.regime.conftest import OWN_TEXT, Browser

SCOPE = "register.scope_listed"
QUERIES = 60


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
    assert len(queries) <= QUERIES


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


def test_our_edition_is_begun_bound_and_adopted_on_screens(
    cast: Cast, at: Ticker, browser: Browser
) -> None:
    office, chair = browser("office"), browser("chair")
    edition_url = office.post("/regime/begin")["Location"]
    edition = Edition.objects.get()
    assert edition_url == f"/regime/editions/{edition.pk}"
    shown = office.get(edition_url).content.decode()
    assert "33 of 33 clauses still wait" in shown
    first = reverse("regime.bind", args=[edition.pk, "1"])
    asks = edition.clauses.get(ident="1").controls
    done = office.post(first, {"controls": asks, "version": edition.version})
    assert done["Location"] == reverse("regime.bind", args=[edition.pk, "2.1"])

    def act(client: object, name: str, **fields: object) -> int:
        version = Edition.objects.get(pk=edition.pk).version
        address = reverse("records.act", args=[edition.pk, name])
        answer = client.post(address, {"version": version, **fields})  # type: ignore[attr-defined]
        return int(answer.status_code)

    assert act(office, "regime.confirm_all") == 302
    assert act(office, "regime.propose_adoption") == 302
    assert act(office, "regime.adopt", verdict="agree") == 403
    assert act(chair, "regime.adopt", verdict="agree") == 302
    html = browser("engineer").get("/regime").content.decode()
    assert html.count('<article class="clause"') == 33


def test_the_own_text_is_read_and_its_draft_shown(cast: Cast, at: Ticker, browser: Browser) -> None:
    client = browser("office")
    file = SimpleUploadedFile("制度.txt", OWN_TEXT.encode())
    answer = client.post("/regime/import", {"title": "我们的制度", "file": file}, follow=True)
    html = answer.content.decode()
    assert "我们的制度" in html
    assert 'id="bound-1.2"' in html
    assert "proposed, not confirmed" in html
    assert "to look at" in html


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01\x02\xff" * 50, "not a text file"),
        (b"PK\x03\x04 and nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Word file"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_words(
    content: bytes, said: str, cast: Cast, at: Ticker, browser: Browser
) -> None:
    file = SimpleUploadedFile("regime.bin", content)
    answer = browser("office").post("/regime/import", {"title": "x", "file": file})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("address", ["/regime/import", "/regime/begin"])
def test_who_is_not_of_the_office_may_not_begin(
    address: str, cast: Cast, at: Ticker, browser: Browser
) -> None:
    file = SimpleUploadedFile("a.txt", OWN_TEXT.encode())
    client = browser("engineer")
    assert client.get(address).status_code == 403
    assert client.post(address, {"title": "x", "file": file}).status_code == 403
    assert not Edition.objects.exists()


def test_a_draft_is_hidden_from_others(draft: Edition, browser: Browser) -> None:
    client = browser("engineer")
    assert client.get(f"/regime/editions/{draft.pk}").status_code == 404
    assert client.get(reverse("regime.bind", args=[draft.pk, "2.1"])).status_code == 404
    assert "/regime/editions/" not in client.get("/regime/editions").content.decode()


def test_counsel_reads_a_draft_but_binds_nothing(draft: Edition, browser: Browser) -> None:
    client = browser("counsel")
    html = client.get(f"/regime/editions/{draft.pk}").content.decode()
    assert "Look and confirm" not in html
    bind = reverse("regime.bind", args=[draft.pk, "2.1"])
    assert client.get(bind).status_code == 403
    answer = client.post(bind, {"controls": [SCOPE], "version": draft.version})
    assert answer.status_code == 403


def test_the_binding_screen_offers_every_question(draft: Edition, browser: Browser) -> None:
    html = browser("office").get(reverse("regime.bind", args=[draft.pk, "2.1"])).content.decode()
    for name in load_catalogue():
        assert html.count(f'value="{name}"') == 1
    assert html.count(" checked") == len(draft.clauses.get(ident="2.1").controls)
    assert "33 of 33 clauses still wait" in html


def test_every_part_of_the_house_has_a_name() -> None:
    assert {entry.domain for entry in load_catalogue().values()} == set(DOMAINS)


def test_a_binding_without_question_or_reason_keeps_the_form(
    draft: Edition, browser: Browser
) -> None:
    bind = reverse("regime.bind", args=[draft.pk, "2.1"])
    answer = browser("office").post(bind, {"version": draft.version})
    assert answer.status_code == 422
    assert "Say why this clause asks nothing." in answer.content.decode()


def test_a_stale_binding_keeps_what_was_typed(draft: Edition, browser: Browser) -> None:
    client = browser("office")
    bind = reverse("regime.bind", args=[draft.pk, "2.1"])
    form = {"because": "Only says what it is for.", "version": draft.version}
    assert client.post(bind, form).status_code == 302
    answer = client.post(bind, form)
    assert answer.status_code == 409
    assert "Only says what it is for." in answer.content.decode()


def test_an_edition_in_force_is_not_bound_anew(in_force: Edition, browser: Browser) -> None:
    bind = reverse("regime.bind", args=[in_force.pk, "2.1"])
    assert browser("office").get(bind).status_code == 409


def test_an_unknown_clause_is_not_found(draft: Edition, browser: Browser) -> None:
    client = browser("office")
    assert client.get(f"/regime/editions/{draft.pk}/clauses/9.9").status_code == 404


def test_the_list_of_editions_narrows(in_force: Edition, browser: Browser) -> None:
    client, number = browser("office"), str(in_force.number)
    assert number in client.get("/regime/editions").content.decode()
    drafts = client.get("/regime/editions", {"state": "draft"}).content.decode()
    assert number not in drafts


def test_a_verdict_names_its_own_next_step_to_whom_the_place_is_open(
    in_force: Edition, browser: Browser, secret: TradeSecret
) -> None:
    step = "/secrets?missing=label"
    assert step in browser("office").get("/regime").content.decode()
    assert step not in browser("system_admin").get("/regime").content.decode()
