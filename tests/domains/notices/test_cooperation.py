"""Requests between departments: each asked answers for itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings

from shoumi.demo.cast import Cast
from shoumi.domains.notices import actions, duties
from shoumi.domains.notices.daily import go_on
from shoumi.domains.notices.models import CooperationAnswer, CooperationRequest
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.tasks.models import Reminder, Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.notices import story
from tests.domains.notices.story import again
from tests.kernel.witness import codes

WHO = ("office", "head", "custodian", "engineer", "marketing_head", "marketing_custodian",
       "marketer", "it_custodian", "system_admin")  # fmt: skip
ASKED, ASKER = {"marketing_head", "marketing_custodian"}, {"head", "custodian", "office"}
MATRIX: dict[str, set[str]] = {
    "accept_request": ASKED, "decline_request": ASKED, "reply_to_request": ASKED,
    "confirm_reply": ASKER, "return_reply": ASKER, "lapse_answer": set(),
}  # fmt: skip


@pytest.mark.parametrize("action", sorted(MATRIX))
def test_who_may_what(answer: CooperationAnswer, company: Cast, at: Ticker, action: str) -> None:
    allowed = {who for who in WHO if may(company[who], f"notices.{action}", answer, at())}
    assert allowed == MATRIX[action]


@pytest.mark.parametrize("action", ["withdraw_request", "issue_request"])
def test_who_may_what_with_the_request(
    answer: CooperationAnswer, company: Cast, at: Ticker, action: str
) -> None:
    request = answer.request
    assert {w for w in WHO if may(company[w], f"notices.{action}", request, at())} == ASKER


def test_one_asked_sees_no_others_answer(
    answer: CooperationAnswer, company: Cast, at: Ticker
) -> None:
    seen = CooperationAnswer.objects.visible_to(company["it_custodian"], at())
    assert [one.org_unit.code for one in seen] == ["IT"]
    assert CooperationRequest.objects.visible_to(company["it_custodian"], at()).exists()
    assert not CooperationRequest.objects.visible_to(company["marketer"], at()).exists()


def test_it_is_over_when_each_has_answered(
    answer: CooperationAnswer, company: Cast, at: Ticker
) -> None:
    other = story.again(CooperationAnswer.objects.get(org_unit=company.units["IT"]))
    with pytest.raises(Invalid):
        actions.decline_request(other, reason=" ", by=company["it_custodian"], at=at())
    actions.decline_request(other, reason="无此图纸", by=company["it_custodian"], at=at())
    story.done(company, at, answer, "marketing_custodian")
    actions.return_reply(again(answer), note="缺一份", by=company["custodian"], at=at())
    actions.reply_to_request(
        again(answer), reply="已补。", by=company["marketing_custodian"], at=at()
    )
    assert again(answer.request).state == "open"
    actions.confirm_reply(again(answer), by=company["custodian"], at=at())
    assert again(answer.request).state == "closed"


def test_nobody_confirms_his_own_reply(company: Cast, at: Ticker) -> None:
    answer = story.asked(company, at, "LG")["LG"]
    with pytest.raises(Refused):
        actions.accept_request(answer, by=company["custodian"], at=at())
    answer = story.done(company, at, answer, "legal_custodian")
    answer.replied_by = company["office"]
    reasons = [one.code for one in _against(company, at, "office", answer)]
    assert reasons == ["own_reply"]


def _against(company: Cast, at: Ticker, who: str, answer: CooperationAnswer) -> Any:

    return decide(company[who], "notices.confirm_reply", answer, at()).because


def test_a_stale_form_is_refused_at_every_step(
    answer: CooperationAnswer, company: Cast, at: Ticker
) -> None:
    steps: list[tuple[Any, dict[str, Any], str]] = [
        (actions.accept_request, {}, "marketing_custodian"),
        (actions.reply_to_request, {"reply": "好了"}, "marketing_custodian"),
        (actions.return_reply, {"note": "缺"}, "custodian"),
        (actions.reply_to_request, {"reply": "好了"}, "marketing_custodian"),
        (actions.confirm_reply, {}, "custodian"),
    ]
    for step, given, who in steps:
        stale = again(answer)
        stale.version -= 1
        with pytest.raises(Stale):
            step(stale, by=company[who], at=at(), **given)
        step(again(answer), by=company[who], at=at(), **given)


def test_it_is_withdrawn_with_what_is_open_of_it(
    answer: CooperationAnswer, company: Cast, at: Ticker
) -> None:
    request = answer.request
    issued = actions.issue_request(request, by=company["custodian"], at=at())
    assert issued.paper is not None
    assert issued.paper.number.startswith("密协")
    with pytest.raises(Invalid):
        actions.withdraw_request(request, note="", by=company["custodian"], at=at())
    actions.withdraw_request(request, note="不需要了", by=company["custodian"], at=at())
    assert {one.state for one in request.answers.all()} == {"withdrawn"}


def test_a_dissolved_department_owes_nothing(
    answer: CooperationAnswer, company: Cast, at: Ticker
) -> None:
    with pytest.raises(Refused):
        actions.lapse_answer(answer, by=HOUSE, at=at())
    story.dissolve(company, at, "MK")
    go_on(by=HOUSE, at=at())
    assert again(answer).state == "lapsed"
    assert again(answer.request).state == "open"


def test_it_is_the_departments_task_and_goes_upwards_when_late(
    answer: CooperationAnswer, company: Cast, at: Ticker
) -> None:
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty=duties.ANSWER, record=answer)
    assert (task.lead, task.due_on) == (company["marketing_custodian"], answer.answer_by)
    at(days=9)
    turn(by=HOUSE, at=at())
    told = set(Reminder.objects.filter(task=task, stage="head").values_list("person", flat=True))
    assert told == {company["marketing_head"].pk}
    actions.accept_request(again(answer), by=company["marketing_head"], at=at())
    turn(by=HOUSE, at=at())
    assert again(task).state == "closed"
    assert Task.objects.open().filter(duty=duties.DO, record=answer).exists()


@override_settings(ANSWER_WORKDAYS=1)
def test_the_company_sets_how_long_an_answer_takes(company: Cast, at: Ticker) -> None:
    # Friday: the next working day is Monday.
    answer = story.asked(company, at)["MK"]
    assert answer.answer_by == story.day(at) + timedelta(days=3)


def test_whom_one_can_ask_and_for_whom(company: Cast, at: Ticker) -> None:
    with pytest.raises(Invalid):
        story.asked(company, at, "RD")
    with pytest.raises(Invalid):
        story.asked(company, at, "MK", days=0)
    with pytest.raises(Refused) as refused:
        story.asked(company, at, "MK", who="it_custodian")
    assert codes(refused) == ["not_your_unit"]
    with pytest.raises(Refused):
        story.asked(company, at, "MK", who="engineer")
    gone = company.units["FN"]
    story.dissolve(company, at, "FN")
    company.units["FN"] = again(gone)
    with pytest.raises(Invalid):
        story.asked(company, at, "FN")
