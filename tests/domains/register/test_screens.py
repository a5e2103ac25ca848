"""The list, the record page, nominating and reading, as each of the cast sees them."""

import pytest
from django.test import override_settings

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As

POINT = "80 ℃ 保持 12 分钟"
GROUND = scenes.GROUNDS["secrecy"]
NOMINATION = {
    "title": "Batch sheet of the primer",
    "brief": "Mixing order and temperatures; nobody outside knows them.",
    "whereabouts": "Cabinet 3, laboratory 2",
    "no_state_secret": "on",
}


def test_the_list_shows_only_what_one_may_see(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    seen = text_of(as_("engineer").get("/secrets"))
    assert secret.title in seen
    assert str(secret.number) in seen
    for stranger in ("marketer", "sister_custodian"):
        assert secret.title not in text_of(as_(stranger).get("/secrets"))
        assert as_(stranger).get(f"/secrets/{secret.pk}").status_code == 404


def test_the_list_stays_within_twelve_queries(company: Cast, at: Ticker, as_: As) -> None:
    for _ in range(3):
        scenes.in_force(company, at)
    assert as_("engineer").queries("/secrets") <= 12


@pytest.mark.parametrize("key", ["engineer", "custodian", "office", "leader"])
def test_the_record_page_stays_within_its_queries(
    company: Cast, at: Ticker, as_: As, key: str
) -> None:
    secret = scenes.in_force(company, at)
    assert as_(key).queries(f"/secrets/{secret.pk}") <= 31


@pytest.mark.parametrize("key", ["engineer", "custodian", "head"])
def test_the_page_of_what_is_being_graded_stays_within_thirty_queries(
    company: Cast, at: Ticker, as_: As, key: str
) -> None:
    for secret in (scenes.described(company, at), scenes.proposed(company, at)):
        assert as_(key).queries(f"/secrets/{secret.pk}") <= 31


def test_no_list_or_figure_counts_what_one_may_not_see(company: Cast, at: Ticker, as_: As) -> None:
    scenes.in_force(company, at)
    assert ">1</a>" in text_of(as_("engineer").get("/secrets/figures"))
    assert ">1</a>" not in text_of(as_("marketer").get("/secrets/figures"))
    found = text_of(as_("marketer").get("/secrets?q=固化"))
    assert "Nothing fits these filters" in found


def test_filters_narrow_and_a_foreign_value_is_said(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    browser = as_("office")
    for fits in ("grade=important", "state=active", "q=升温", f"department={secret.org_unit_id}"):
        assert secret.title in text_of(browser.get(f"/secrets?{fits}")), fits
    for fails in ("grade=core", "state=void", "q=zzz", "term=soon", "review=due", "owner=zzz"):
        assert secret.title not in text_of(browser.get(f"/secrets?{fails}")), fails
    assert "could not be read" in text_of(browser.get("/secrets?term=nonsense"))


def test_sealed_texts_are_never_on_the_page_before_they_are_opened(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.in_force(company, at)
    for key in ("engineer", "custodian", "office", "leader"):
        page = text_of(as_(key).get(f"/secrets/{secret.pk}"))
        assert POINT not in page
        assert GROUND not in page


def test_opening_shows_the_texts_and_is_logged(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    browser = as_("chemist")
    opened = browser.post(f"/secrets/{secret.pk}/content", HX_Request="true")
    assert opened.status_code == 200
    assert POINT in text_of(opened)
    assert GROUND in text_of(opened)
    whole = text_of(browser.post(f"/secrets/{secret.pk}/content"))
    assert POINT in whole
    assert "<h1" in whole
    reads = Entry.objects.filter(verb="register.read_content", outcome="done")
    assert reads.count() == 2
    assert {entry.actor for entry in reads} == {company["chemist"].pseudonym}


def test_the_office_keeps_the_register_and_opens_nothing(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.in_force(company, at)
    browser = as_("office")
    page = text_of(browser.get(f"/secrets/{secret.pk}"))
    assert "Show what it is" not in page
    assert "ask Zhou Yi" in page
    refused = browser.post(f"/secrets/{secret.pk}/content")
    assert refused.status_code == 403
    assert POINT not in text_of(refused)
    assert as_("marketer").post(f"/secrets/{secret.pk}/content").status_code == 404


def test_nobody_opens_by_a_mere_link(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    led_back = as_("chemist").get(f"/secrets/{secret.pk}/content")
    assert led_back["Location"] == f"/secrets/{secret.pk}"
    assert not Entry.objects.filter(verb="register.read_content").exists()


def test_anybody_nominates_and_is_told_what_comes_next(company: Cast, as_: As) -> None:
    browser = as_("marketer")
    assert browser.get("/secrets/new").status_code == 200
    sent = browser.post("/secrets/new", NOMINATION)
    assert sent.status_code == 302
    secret = TradeSecret.objects.get()
    assert sent["Location"] == f"/secrets/{secret.pk}"
    page = text_of(browser.get(sent["Location"]))
    assert "Next: the description" in page
    assert "Zheng Jiayi" in page
    assert "You need do nothing now" in page


def test_without_the_attestation_nothing_is_nominated(company: Cast, as_: As) -> None:
    sent = as_("marketer").post("/secrets/new", {**NOMINATION, "no_state_secret": ""})
    assert sent.status_code == 422
    assert "State secrets must not be entered" in text_of(sent)
    assert NOMINATION["brief"] in text_of(sent)
    assert not TradeSecret.objects.exists()


def test_a_double_click_nominates_once(company: Cast, as_: As) -> None:
    browser = as_("marketer")
    browser.post("/secrets/new", NOMINATION)
    again = browser.post("/secrets/new", NOMINATION)
    assert again.status_code == 302
    assert TradeSecret.objects.count() == 1


def test_a_published_patent_is_advised_upon_and_not_refused(company: Cast, as_: As) -> None:
    browser = as_("marketer")
    typed = {**NOMINATION, "brief": "See our granted patent ZL 2019 1 0123456.7"}
    assert "A word of advice" in text_of(browser.post("/secrets/new/hints", typed))
    assert "A word of advice" not in text_of(browser.post("/secrets/new/hints", NOMINATION))
    sent = browser.post("/secrets/new", typed)
    assert sent.status_code == 302
    assert "patent" in text_of(browser.get(sent["Location"]))


def test_what_bears_a_state_mark_lands_in_quarantine(company: Cast, as_: As) -> None:
    browser = as_("marketer")
    sent = browser.post("/secrets/new", {**NOMINATION, "brief": "机密★ 附件三"})
    assert sent.status_code == 302
    page = text_of(browser.get(sent["Location"]))
    assert "In quarantine" in page
    assert "Show what it is" not in page
    assert "附件三" not in page


def test_control_characters_are_refused_with_a_reason(company: Cast, as_: As) -> None:
    for bad in ("a\x00b", "a\x07b", "a\u202eb"):
        sent = as_("marketer").post("/secrets/new", {**NOMINATION, "title": bad})
        assert sent.status_code == 422
        assert "no page can show" in text_of(sent)
    assert not TradeSecret.objects.exists()


def test_a_paste_of_twenty_megabytes_is_answered(company: Cast, as_: As) -> None:
    sent = as_("marketer").post("/secrets/new", {**NOMINATION, "brief": "x" * 20_000_000})
    assert sent.status_code == 413
    too_long = as_("marketer").post("/secrets/new", {**NOMINATION, "brief": "x" * 2_001})
    assert too_long.status_code == 422
    assert not TradeSecret.objects.exists()


def test_a_title_is_text_wherever_it_stands(company: Cast, as_: As) -> None:
    browser = as_("marketer")
    evil = "<script>alert(1)</script>"
    sent = browser.post("/secrets/new", {**NOMINATION, "title": evil})
    for path in (sent["Location"], "/secrets", "/secrets?q=script"):
        page = text_of(browser.get(path))
        assert evil not in page
        assert "&lt;script&gt;" in page


def test_no_address_carries_a_title(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    for path in ("/secrets", f"/secrets/{secret.pk}"):
        page = text_of(as_("custodian").get(path))
        hrefs = [part.split('"')[0] for part in page.split('href="')[1:]]
        assert not [href for href in hrefs if "低温" in href or "%E4%BD%8E" in href]


def test_an_export_is_harmless_logged_and_for_keepers_only(
    company: Cast, at: Ticker, as_: As
) -> None:
    as_("engineer").post("/secrets/new", {**NOMINATION, "title": "=HYPERLINK(1)"})
    file = as_("custodian").get("/secrets?export=csv")
    lines = b"".join(file.streaming_content).decode()
    assert "'=HYPERLINK(1)" in lines
    assert as_("custodian").get("/secrets?export=xlsx").content[:2] == b"PK"
    assert Entry.objects.filter(verb="register.export_list", outcome="done").count() == 2
    assert as_("engineer").get("/secrets?export=csv").status_code == 403
    assert "Export" not in text_of(as_("engineer").get("/secrets"))


@override_settings(LANGUAGE_CODE="zh-hans")
def test_the_pages_speak_chinese(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    page = text_of(as_("head", "zh-hans").get(f"/secrets/{secret.pk}"))
    assert "轮到您了" in page
    assert "Waiting for a decision" not in page
