"""What each sees and does on the screens of rules."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions
from shoumi.domains.policies.models import Edition, Question, Remark, Rule, Suspension
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.papers import PDF


def act(browser: Any, record: Any, action: str, **data: Any) -> Any:
    version = again(record).version
    return browser.post(f"/records/{record.pk}/do/{action}", {"version": version, **data})


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_every_screen_of_a_rule_opens(
    edition: Edition, company: Cast, at: Ticker, as_: As, lang: str
) -> None:
    following = story.next_draft(company, at, edition, c2="把手机和手表交会务保管。")
    story.consulted(company, at, following)
    asked = story.question(company, at, edition)
    paths = {
        "/rules": 22, f"/rules/{edition.rule_id}": 34, f"/rule-editions/{edition.pk}": 60,
        f"/rule-editions/{following.pk}": 60, f"/rule-editions/{following.pk}/difference": 26,
        f"/rule-editions/{following.pk}/consultation": 40,
        f"/rule-editions/{edition.pk}/confirmations": 34, "/rule-questions": 22,
        f"/rule-questions/{asked.pk}": 34, "/rules/new": 22, "/rules/from-text": 22,
    }  # fmt: skip
    office = as_("office", lang)
    for path, budget in paths.items():
        assert office.queries(path) <= budget, path
    shown = text_of(office.get(f"/rule-editions/{following.pk}/difference"))
    assert '<ins class="said-part">把手机和手表交会务保管。</ins>' in shown or "和手表" in shown


def test_a_rule_goes_its_way_on_the_screens(
    company: Cast, at: Ticker, as_: As, basis: Record
) -> None:
    office, units = as_("office"), company.units
    made = office.post(
        "/rules/from-text",
        {"version": "0", "starter": "printing", "unit": units["LG"].pk,
         "applies_to": units["YL"].pk},
    )  # fmt: skip
    edition = Edition.objects.get()
    assert made.headers["Location"] == f"/rule-editions/{edition.pk}"
    shown = text_of(office.get(f"/rule-editions/{edition.pk}/write?clause=2"))
    assert "核心商密每次打印" in shown
    version = again(edition).version
    sent = {"version": version, "ident": "2", "heading": "谁可以打印", "text": "只有授权的人。"}
    assert office.post(f"/rule-editions/{edition.pk}/write", sent).status_code == 302
    assert office.post(f"/rule-editions/{edition.pk}/write", sent).status_code == 409
    closes = (story.day(at) + timedelta(days=8)).isoformat()
    assert act(office, edition, "policies.open_consultation", closes_on=closes,
               how="公告栏").status_code == 302  # fmt: skip
    marketer = as_("marketer")
    assert "Begin from a ready text" not in text_of(marketer.get("/rules"))
    assert "Printing" in text_of(marketer.get("/")) or edition.title in text_of(marketer.get("/"))
    said = {"version": again(edition).version, "clause_ident": "2", "text": "打印机不够"}
    assert marketer.post(f"/rule-editions/{edition.pk}/say", said).status_code == 302
    remark = Remark.objects.get()
    assert marketer.get(f"/remarks/{remark.pk}/answer").status_code == 403
    answer = {"version": 0, "outcome": "taken_up", "answer": "增设两台"}
    assert office.post(f"/remarks/{remark.pk}/answer", answer).status_code == 302
    assert "增设两台" in text_of(marketer.get(f"/rule-editions/{edition.pk}/consultation"))
    at(days=9)
    office, marketer = as_("office"), as_("marketer")
    assert (
        act(office, edition, "policies.close_consultation", outcome="增设打印机").status_code == 302
    )
    assert again(edition).state == "consulted"
    # The laws that the ready text names are ticked already.
    laws = text_of(office.get(f"/records/{edition.pk}/do/policies.check_basis"))
    assert laws.count("checked>") + laws.count('checked=""') >= 2
    act(office, edition, "policies.check_basis", laws=story.LAWS)
    assert act(office, edition, "policies.submit_edition").status_code == 302
    act(as_("counsel"), edition, "policies.review_edition", verdict="agree")
    story.resolved(edition, at, basis)
    assert act(office, edition, "policies.publish_edition").status_code == 302
    assert again(edition).state == "in_force"
    assert "密制发" in text_of(marketer.get("/"))


def test_a_question_is_asked_beside_the_clause_and_answered_there(
    edition: Edition, company: Cast, at: Ticker, as_: As, basis: Record
) -> None:
    marketer, office = as_("marketer"), as_("office")
    page = f"/rule-editions/{edition.pk}"
    assert f"{page}/ask?clause=2" in text_of(marketer.get(page))
    sent = {
        "version": edition.version,
        "clause": story.clause(edition, "2").pk,
        "asked": "手表呢？",
    }
    assert marketer.post(f"{page}/ask?clause=2", sent).status_code == 302
    question = Question.objects.get()
    assert as_("engineer").get(f"/rule-questions/{question.pk}").status_code == 404
    act(office, question, "policies.draft_answer", answer="手表同样交存。")
    story.resolved(question, at, basis)
    act(office, question, "policies.publish_answer")
    assert "手表同样交存。" in text_of(as_("engineer").get(page))
    paper = IssuedDocument.objects.get(form="policies.interpretation")
    assert paper.number == "密解〔2026〕1 号"


def test_a_suspended_clause_says_so_to_everybody(
    edition: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    counsel, page = as_("counsel"), f"/rule-editions/{edition.pk}"
    act(counsel, edition, "policies.suspend_clause", clause=story.clause(edition, "2").pk,
        law="personal_information", because="未告知目的")  # fmt: skip
    assert "未告知目的" in text_of(as_("engineer").get(page))
    held = Suspension.objects.get()
    assert f"/suspensions/{held.pk}/lift" in text_of(counsel.get(page))
    assert f"/suspensions/{held.pk}/lift" not in text_of(as_("engineer").get(page))
    lifted = counsel.post(f"/suspensions/{held.pk}/lift", {"version": 0, "note": "已告知"})
    assert lifted.status_code == 302
    assert "未告知目的" not in text_of(as_("engineer").get(page))


def test_signatures_on_paper_stand_for_those_without_an_account(
    edition: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    office, page = as_("office"), f"/rule-editions/{edition.pk}"
    assert as_("engineer").get(f"{page}/confirmations").status_code == 404
    act(office, edition, "policies.issue_signature_sheet")
    assert IssuedDocument.objects.filter(form="policies.signature_sheet").count() == 1
    people = [company["chemist"].pk, company["sister_engineer"].pk]
    act(office, edition, "policies.enter_signatures", people=people,
        signed_on=story.day(at).isoformat(), scan=SimpleUploadedFile("a.pdf", PDF))  # fmt: skip
    shown = text_of(office.get(f"{page}/confirmations?state=done"))
    assert company["sister_engineer"].staff_number in shown


def test_a_repeal_is_the_committees_too(
    edition: Edition, company: Cast, at: Ticker, as_: As, basis: Record
) -> None:
    office, rule = as_("office"), story.rule_of(edition)
    act(office, rule, "policies.propose_repeal", note="并入新规定")
    assert story.rule_of(edition).state == "repealing"
    story.resolved(rule, at, basis)
    assert (story.rule_of(edition).state, again(edition).state) == ("repealed", "repealed")
    assert again(edition).ended_on == story.day(at)
    assert Rule.objects.get().state == "repealed"


def test_what_is_a_draft_is_not_there_for_others(
    draft: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    marketer = as_("marketer")
    for path in (f"/rules/{draft.rule_id}", f"/rule-editions/{draft.pk}",
                 f"/rule-editions/{draft.pk}/write", f"/rule-editions/{draft.pk}/say"):  # fmt: skip
        assert marketer.get(path).status_code == 404
    actions.withdraw_edition(again(draft), note="不做了", by=company["office"], at=at())
    actions.abandon_rule(story.rule_of(draft), note="不做了", by=company["office"], at=at())
    assert story.rule_of(draft).state == "abandoned"
