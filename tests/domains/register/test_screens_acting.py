"""Every act on a secret through its form: who is offered it, what it asks, what it answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.demo.cast import Cast
from shoumi.domains.register.kind import ACTIONS
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.kernel.records.models import Audience, Capacity
from shoumi.kernel.ui import acts
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.papers import PDF


def again(secret: TradeSecret) -> TradeSecret:
    return TradeSecret.objects.get(pk=secret.pk)


def test_every_act_of_the_kind_has_a_form() -> None:
    assert [name for name in ACTIONS if acts.find(name) is None] == []


def test_the_whole_way_into_force_by_clicks(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.described(company, at)
    for key, action, said in (
        ("custodian", "register.propose_grading", {}),
        ("head", "register.approve_grading", {"verdict": "agree"}),
        ("leader", "register.approve_grading", {"verdict": "agree", "note": "同意"}),
        ("office", "register.file", {}),
    ):
        browser = as_(key)
        assert action in text_of(browser.get(f"/secrets/{secret.pk}")), action
        assert browser.act(secret, action, **said).status_code == 302, action
    assert again(secret).state == "active"


def test_submitting_is_offered_only_when_nothing_is_missing(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.nominated(company, at)
    browser = as_("custodian")
    page = text_of(browser.get(f"/secrets/{secret.pk}"))
    assert "register.propose_grading" not in page
    assert "Still missing:" in page
    assert "a secret point" in page
    refused = browser.act(secret, "register.propose_grading")
    assert refused.status_code == 409
    assert "Still missing" in text_of(refused)


def test_only_the_step_that_comes_next_is_pushed(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    decide = f'<a class="btn btn-primary" href="/records/{secret.pk}/do/register.approve_grading">'
    assert decide in text_of(as_("head").get(f"/secrets/{secret.pk}"))
    enter = f'<a class="btn " href="/records/{secret.pk}/do/register.enter_paper_decision">'
    assert enter in text_of(as_("custodian").get(f"/secrets/{secret.pk}"))


def test_a_review_is_pushed_from_its_day_on() -> None:
    review, day = acts.all_acts()["register.review"], datetime(2026, 11, 22, 4, tzinfo=UTC)
    assert not review.is_next(TradeSecret(due_on=date(2026, 11, 23)), day)
    assert review.is_next(TradeSecret(due_on=date(2026, 11, 22)), day)


def test_whoever_is_asked_sees_what_is_decided_about(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    form = text_of(as_("head").get(f"/records/{secret.pk}/do/register.approve_grading"))
    assert "What is proposed" in form
    assert "5 years" in form
    assert "Important" in form
    assert as_("custodian").act(
        secret, "register.approve_grading", verdict="agree"
    ).status_code == 403  # fmt: skip


def test_a_refusal_needs_a_reason(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    sent = as_("head").act(secret, "register.approve_grading", verdict="refuse")
    assert sent.status_code == 422
    assert again(secret).state == "proposed"


def test_a_double_click_decides_once(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    version = again(secret).version
    path = f"/records/{secret.pk}/do/register.approve_grading"
    said = {"verdict": "agree", "version": version}
    assert as_("head").post(path, said).status_code == 302
    assert as_("head").post(path, said).status_code in {403, 409}
    assert again(secret).state == "proposed"


def test_a_paper_decision_keeps_its_true_date(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    signed = (at.now.date() - timedelta(days=0)).isoformat()
    sent = as_("custodian").act(
        secret,
        "register.enter_paper_decision",
        signer=str(company["head"].pk),
        verdict="agree",
        signed_on=signed,
        scan=SimpleUploadedFile("签字.pdf", PDF),
    )
    assert sent.status_code == 302
    page = text_of(as_("custodian").get(f"/secrets/{secret.pk}"))
    assert "Chen Zhe" in page


def test_a_longer_term_is_proposed_and_decided(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    sent = as_("custodian").act(
        secret,
        "register.propose_change",
        kind="extend",
        reason="新产线沿用到 2040 年",
        to_term_kind="until",
        to_term_until="2040-12-31",
    )
    assert sent.status_code == 302
    for key in ("head", "leader", "chair"):
        form = text_of(as_(key).get(f"/records/{secret.pk}/do/register.approve_change"))
        assert "2040-12-31" in form
        assert as_(key).act(secret, "register.approve_change", verdict="agree").status_code == 302
    assert again(secret).term_ends_on == date(2040, 12, 31)
    assert "<del>" in text_of(as_("custodian").get(f"/secrets/{secret.pk}"))


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "extend", "reason": "R"},
        {"kind": "extend", "reason": "R", "to_term_kind": "lasting", "to_term_number": "1",
         "to_term_unit": "months"},
        {"kind": "regrade", "reason": "R"},
        {"kind": "regrade", "reason": "R", "to_grade": "important"},
        {"kind": "declassify", "reason": " "},
        {"kind": "sell", "reason": "R"},
    ],
)  # fmt: skip
def test_a_change_that_changes_nothing_is_refused(
    company: Cast, at: Ticker, as_: As, said: dict[str, str]
) -> None:
    secret = scenes.in_force(company, at)
    assert as_("custodian").act(secret, "register.propose_change", **said).status_code == 422
    assert again(secret).state == "active"


def test_a_term_typed_beside_another_change_is_passed_over(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.in_force(company, at)
    sent = as_("custodian").act(
        secret, "register.propose_change", kind="declassify", reason="已被新工艺取代",
        to_term_kind="lasting", to_term_number="",
    )  # fmt: skip
    assert sent.status_code == 302


def test_the_owner_reviews_and_widens_and_narrows(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    owner = as_("engineer")
    assert owner.act(secret, "register.review", outcome="keep").status_code == 302
    assert owner.act(
        secret, "register.widen_audience", who="陈喆 · 0201", because="第三批试产"
    ).status_code == 302  # fmt: skip
    rows = Audience.objects.filter(record=secret, capacity=Capacity.KNOWS, until_on=None)
    row = rows.get(person=company["head"])
    assert "第三批试产" in text_of(owner.get(f"/secrets/{secret.pk}"))
    assert owner.act(secret, "register.narrow_audience", row=row.pk).status_code == 302
    assert not rows.filter(person=company["head"]).exists()


def test_two_named_at_once_or_nobody_is_refused(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.in_force(company, at)
    owner = as_("engineer")
    both = {"who": "陈喆 · 0201", "org_unit": company.units["RD"].pk, "because": "R"}
    for said in (both, {"because": "R"}, {"who": "陈喆 · 0201", "because": ""}):
        assert owner.act(secret, "register.widen_audience", **said).status_code == 422


def test_suspicion_quarantines_and_the_office_puts_back_or_removes(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.in_force(company, at)
    assert as_("custodian").act(secret, "register.quarantine").status_code == 302
    head = text_of(as_("office").get(f"/secrets/{secret.pk}"))
    assert '<span class="mark mark-bad"><span class="mark-dot" aria-hidden="true"></span>' in head
    assert 'class="btn btn-primary"' not in head
    assert f"review by {again(secret).due_on}" in head
    assert as_("engineer").post(f"/secrets/{secret.pk}/content").status_code == 403
    office = as_("office")
    assert office.act(secret, "register.release", note="").status_code == 422
    assert office.act(secret, "register.release", note="与保密办核对过").status_code == 302
    assert again(secret).state == "active"
    assert office.act(secret, "register.quarantine").status_code == 302
    assert office.act(secret, "register.entomb", note="交保密办").status_code == 422
    assert office.act(secret, "register.entomb", note="交保密办", sure="on").status_code == 302
    assert again(secret).title == "—"
    assert secret.title not in text_of(office.get(f"/secrets/{secret.pk}"))


def test_a_held_secret_is_neither_voided_nor_let_go_twice(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = scenes.in_force(company, at)
    office = as_("office")
    assert (
        office.act(secret, "register.hold", held="yes", note="〔2026〕民初 1 号").status_code == 302
    )
    assert again(secret).legal_hold
    refused = office.act(secret, "register.void", note="重复登记")
    assert refused.status_code == 409
    assert "重复登记" in text_of(refused)
    assert office.act(secret, "register.hold", held="no", note="已结案").status_code == 302
    assert office.act(secret, "register.void", note="重复登记").status_code == 302
    assert again(secret).state == "void"


def test_a_nomination_is_declined_or_withdrawn_with_words(
    company: Cast, at: Ticker, as_: As
) -> None:
    first, second = scenes.nominated(company, at), scenes.nominated(company, at)
    assert as_("custodian").act(first, "register.decline", note="已在论文中公开").status_code == 302
    page = text_of(as_("engineer").get(f"/secrets/{first.pk}"))
    assert "已在论文中公开" in page
    assert as_("custodian").act(second, "register.withdraw").status_code == 403
    assert as_("engineer").act(second, "register.withdraw").status_code == 302


def test_everybody_reads_the_grades_and_only_the_office_sets_them(company: Cast, as_: As) -> None:
    core = Grade.objects.get(code="core")
    page = text_of(as_("engineer").get("/secrets/grades"))
    assert "6 months" in page
    assert "Adopt a scheme" not in page
    assert as_("engineer").get(f"/secrets/grades/{core.pk}").status_code == 403
    office = as_("office")
    assert office.get("/secrets/grades/adopt").status_code == 200
    assert office.post("/secrets/grades/adopt", {"preset": "aaa"}).status_code == 302
    assert "AAA" in text_of(office.get("/secrets/grades"))


def test_the_office_amends_a_grade_and_never_with_a_states_word(company: Cast, as_: As) -> None:
    grade = Grade.objects.get(code="important")
    form = {
        "version": grade.version, "name": "重要商密", "name_en": "Important", "mark": "重要商密",
        "approvers": ["leader", "head", "office"], "extension_approvers": ["head", "chair"],
        "review_months": "9", "longest_grant_days": "90", "max_audience": "20",
        "default_term_kind": "long_term", "marking": ["cover"], "watermark": "visible",
        "export": "never", "sign_in": "password",
    }  # fmt: skip
    path = f"/secrets/grades/{grade.pk}"
    wrong = as_("office").post(path, {**form, "name": "机密"})
    assert wrong.status_code == 422
    assert "state secrets" in text_of(wrong)
    assert as_("office").post(path, {**form, "approvers": ["office"]}).status_code == 422
    assert as_("office").post(path, form).status_code == 302
    grade = Grade.objects.get(code="important")
    assert grade.approvers == ["head", "leader", "office"]
    assert (grade.review_months, grade.default_term) == (9, "long_term")
    assert as_("office").post(path, form).status_code == 409


def test_a_step_is_named_in_each_readers_language(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    assert "Head of department" in text_of(as_("custodian").get(f"/secrets/{secret.pk}"))
    assert "部门负责人" in text_of(as_("custodian", "zh-hans").get(f"/secrets/{secret.pk}"))
