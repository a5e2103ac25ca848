"""The custodian's page: saving every part at once, more rows, the assistant, a stale form."""

from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import Description, refine
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Audience, Capacity
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As


def typed(secret: TradeSecret, **changes: Any) -> dict[str, Any]:
    """A whole description as the form sends it."""
    return {
        "version": TradeSecret.objects.get(pk=secret.pk).version,
        "title": secret.title,
        "category": "process_parameters",
        "origin": "own",
        "owner": "周祎 · 0203",
        **scenes.GROUNDS,
        "points": ["第一段：80 ℃ 保持 12 分钟。", "第二段：每分钟升 3 ℃。", ""],
        "places_medium": ["electronic", "paper"],
        "places_whereabouts": ["加密盘 R:/curing", "保密柜 3 号"],
        "places_sha256": ["", ""],
        "who": "吴䶮 · 0204",
        "measure_agreement": "on",
        "note_agreement": "四人均已签署",
        "answer_harm": "4",
        "proposed_grade": "important",
        "proposed_term_kind": "lasting",
        "proposed_term_number": "5",
        "proposed_term_unit": "years",
        **changes,
    }


def test_the_whole_description_is_saved_in_one_go(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.nominated(company, at)
    browser = as_("custodian")
    sent = browser.post(f"/secrets/{secret.pk}/describe", typed(secret))
    assert sent.status_code == 302
    secret = TradeSecret.objects.get()
    assert (secret.category, secret.proposed_grade, secret.proposed_term) == (
        "process_parameters", "important", "P5Y",
    )  # fmt: skip
    assert secret.points.filter(until_on=None).count() == 2
    assert secret.places.filter(until_on=None).count() == 2
    knows = Audience.objects.filter(record=secret, capacity=Capacity.KNOWS)
    assert {row.person.staff_number for row in knows if row.person} == {"0203", "0204"}
    assert secret.factors == {"harm": 4}
    assert secret.assistant["answers"] == {"harm": "4"}
    assert secret.assistant["grade"] in {"core", "important", "ordinary", "internal"}
    assert Entry.objects.filter(verb="register.refine", outcome="done").count() == 1
    page = text_of(browser.get(f"/secrets/{secret.pk}"))
    assert "Nothing is missing" in page
    assert "Submit it" in page


def test_the_form_begins_with_the_opened_texts_and_that_is_logged(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.described(company, at)
    page = text_of(as_("custodian").get(f"/secrets/{secret.pk}/describe"))
    assert scenes.GROUNDS["value"] in page
    assert "80 ℃ 保持 12 分钟" in page
    assert "三段升温的温度与时间组合" in page
    assert Entry.objects.filter(verb="register.read_content").count() == 1


def test_saving_what_was_shown_changes_nothing(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.described(company, at)
    same = typed(
        secret,
        points=["第一段：80 ℃ 保持 12 分钟。", "第二段：每分钟升 3 ℃ 到 140 ℃。"],
        places_medium=["electronic"],
        places_whereabouts=["研发中心加密盘 R:/curing"],
        places_sha256=[""],
        audience=[f"person/{company[key].pk}" for key in ("engineer", "chemist")],
        who="",
    )
    assert as_("custodian").post(f"/secrets/{secret.pk}/describe", same).status_code == 302
    assert secret.points.count() == 2
    assert secret.grounds.count() == 3
    assert secret.places.count() == 1
    assert secret.measures.count() == 1


def test_only_the_department_describes(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.described(company, at)
    for key, status in (("engineer", 403), ("office", 403), ("marketer", 404)):
        response = as_(key).get(f"/secrets/{secret.pk}/describe")
        assert response.status_code == status
        assert scenes.GROUNDS["value"] not in text_of(response)
        sent = as_(key).post(f"/secrets/{secret.pk}/describe", typed(secret, title="X"))
        assert sent.status_code == status
    assert TradeSecret.objects.get().title == secret.title


def test_a_stale_description_is_refused_and_keeps_what_was_typed(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.nominated(company, at)
    form = typed(secret, title="Typed by me")
    refine(secret, description=Description(title="Faster"), by=company["head"], at=at())
    sent = as_("custodian").post(f"/secrets/{secret.pk}/describe", form)
    assert sent.status_code == 409
    assert "Typed by me" in text_of(sent)
    assert scenes.GROUNDS["protection"] in text_of(sent)
    assert TradeSecret.objects.get().title == "Faster"


def test_a_mistake_does_not_make_a_stale_form_fresh(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.nominated(company, at)
    form = typed(secret, title="", version=secret.version)
    refine(secret, description=Description(title="Faster"), by=company["head"], at=at())
    sent = as_("custodian").post(f"/secrets/{secret.pk}/describe", form)
    assert sent.status_code == 422
    assert f'name="version" value="{form["version"]}"' in text_of(sent)


def test_rows_are_added_and_nothing_is_saved(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.nominated(company, at)
    page = text_of(
        as_("custodian").post(f"/secrets/{secret.pk}/describe", typed(secret, more="points"))
    )
    assert page.count('name="points"') == 4
    assert scenes.GROUNDS["secrecy"] in page
    assert "field-wrong" not in page
    assert not secret.points.exists()


def test_naming_another_puts_the_first_on_the_list(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.nominated(company, at)
    page = text_of(
        as_("custodian").post(f"/secrets/{secret.pk}/describe", typed(secret, more="audience"))
    )
    assert f'value="person/{company["chemist"].pk}"' in page
    assert "checked" in page.split(f'value="person/{company["chemist"].pk}"')[1][:200]


def test_the_assistant_proposes_and_the_person_decides(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.nominated(company, at)
    browser = as_("custodian")
    answers = {"answer_harm": "5", "answer_lead": "5", "answer_known_outside": "5"}
    empty = {"proposed_grade": "", "proposed_term_kind": ""}
    path = f"/secrets/{secret.pk}/describe"
    shown = text_of(browser.post(path, typed(secret, more="proposal", **answers, **empty)))
    assert "Proposed:" in shown
    assert "Score" in shown
    taken = text_of(browser.post(path, typed(secret, more="take", **answers, **empty)))
    assert 'value="core"' in taken
    grade = taken.split('name="proposed_grade" value="core"')[1][:80]
    assert "checked" in grade
    assert TradeSecret.objects.get().proposed_grade == ""


def test_a_whole_company_or_somebody_out_of_reach_is_never_named(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.nominated(company, at)
    path = f"/secrets/{secret.pk}/describe"
    whole = typed(secret, who="", audience=[f"org_unit/{company.units['YL'].pk}"])
    stranger = typed(secret, who="", audience=[f"person/{company['sister_engineer'].pk}", "x/1"])
    for form in (whole, stranger):
        assert as_("custodian").post(path, form).status_code == 422
    assert not Audience.objects.filter(record=secret, capacity=Capacity.KNOWS).exists()


def test_empty_words_are_refused_at_their_field(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.nominated(company, at)
    sent = as_("custodian").post(f"/secrets/{secret.pk}/describe", typed(secret, value="无"))
    assert sent.status_code == 422
    assert "This says nothing" in text_of(sent)
    assert not secret.grounds.exists()


def test_a_term_in_the_past_or_of_nothing_is_refused(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.nominated(company, at)
    path = f"/secrets/{secret.pk}/describe"
    for wrong in (
        {"proposed_term_kind": "until", "proposed_term_until": "2020-01-01"},
        {"proposed_term_kind": "until", "proposed_term_until": "soon"},
        {"proposed_term_number": "0"},
        {"proposed_term_number": "-3"},
        {"proposed_term_number": "9999"},
        {"proposed_term_kind": "for ever"},
    ):
        sent = as_("custodian").post(path, typed(secret, **wrong))
        assert sent.status_code == 422, wrong
    assert TradeSecret.objects.get().proposed_term == ""


def test_a_submitted_secret_is_described_no_more(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    assert as_("custodian").get(f"/secrets/{secret.pk}/describe").status_code == 409
    sent = as_("custodian").post(f"/secrets/{secret.pk}/describe", typed(secret, title="New"))
    assert sent.status_code == 409
    assert TradeSecret.objects.get().title == secret.title


def test_a_state_mark_in_the_description_is_refused_and_not_repeated_by_the_log(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.nominated(company, at)
    sent = as_("custodian").post(
        f"/secrets/{secret.pk}/describe", typed(secret, points=["机密★ 第三页的数据"])
    )
    assert sent.status_code == 422
    assert "mark of a state secret" in text_of(sent)
    assert not secret.points.exists()
