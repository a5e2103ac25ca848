"""Experts asked about a record: opened to them for it, answered in signed words, shut again."""

import hashlib

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import Opinion
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.models import Task
from tests.conftest import Ticker
from tests.domains.committee import meetings, seats
from tests.domains.register import scenes
from tests.kernel.witness import codes


@pytest.fixture
def secret(company: Cast, at: Ticker) -> TradeSecret:
    return scenes.proposed(company, at)


def sees(cast: Cast, at: Ticker, who: str, record: Record) -> bool:
    return Record.objects.visible_to(cast[who], at.now).filter(pk=record.pk).exists()


def test_the_entry_opens_to_the_expert_until_he_has_answered(
    company: Cast, at: Ticker, secret: TradeSecret
) -> None:
    hr = seats.seat(company, "hr_head", "member")
    actions.tag_seat(hr, tags=["personnel"], by=company["office"], at=at())
    assert not sees(company, at, "hr_head", secret)
    opinion = seats.asked(company, at, secret, "hr_head", field="personnel")
    assert sees(company, at, "hr_head", secret)
    task = Task.objects.get(duty="committee.give_opinion_in_time")
    assert (task.lead_id, task.due_on) == (company["hr_head"].pk, opinion.due_on)
    text = "参数未公开。\n建议定为核心商密。"
    actions.give_opinion(opinion, text=text, method="password", by=company["hr_head"], at=at())
    opinion.refresh_from_db()
    assert opinion.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert opinion.paper is not None
    assert opinion.paper.number.startswith("密专〔2026〕")
    task.refresh_from_db()
    assert task.state == "closed"
    at(days=1)
    assert not sees(company, at, "hr_head", secret)
    assert sees(company, at, "hr_head", opinion)
    assert sees(company, at, "custodian", opinion)
    assert not sees(company, at, "marketer", opinion)


def test_an_expert_who_sees_it_already_keeps_his_sight(
    company: Cast, at: Ticker, secret: TradeSecret
) -> None:
    opinion = seats.asked(company, at, secret, "counsel", field="law")
    before = sees(company, at, "counsel", secret)
    actions.decline_opinion(opinion, note="与我有关", by=company["counsel"], at=at())
    at(days=1)
    assert sees(company, at, "counsel", secret) == (opinion.opened_id is None and before)


@pytest.mark.parametrize("who", ["engineer", "marketer", "sister_leader", "system_admin"])
def test_who_decides_nothing_asks_nobody(
    company: Cast, at: Ticker, secret: TradeSecret, who: str
) -> None:
    with pytest.raises(Refused):
        seats.asked(company, at, secret, by=who)


def test_office_counsel_and_head_ask(company: Cast, at: Ticker, secret: TradeSecret) -> None:
    for who in ("office", "head"):
        opinion = seats.asked(company, at, secret, by=who)
        actions.withdraw_question(opinion, note="不必", by=company[who], at=at())
    assert Opinion.objects.filter(state="withdrawn").count() == 2
    assert set(Task.objects.values_list("state", flat=True)) <= {"withdrawn", "open"}


def test_bad_questions(company: Cast, at: Ticker, secret: TradeSecret) -> None:
    with pytest.raises(Invalid):
        seats.asked(company, at, secret, "engineer")
    with pytest.raises(Invalid):
        seats.asked(company, at, secret, "chemist", field="law")
    with pytest.raises(Invalid):
        seats.asked(company, at, secret, days=0)
    seats.asked(company, at, secret)
    with pytest.raises(Refused) as refused:
        seats.asked(company, at, secret)
    assert codes(refused) == ["asked_already"]
    meeting = meetings.called(company, at)
    with pytest.raises(Refused) as refused:
        seats.asked(company, at, meeting)
    assert codes(refused) == ["no_matter"]


def test_only_the_expert_answers_once_with_his_password(
    company: Cast, at: Ticker, secret: TradeSecret
) -> None:
    opinion = seats.asked(company, at, secret)
    for who in ("office", "head", "chair"):
        with pytest.raises(Refused):
            actions.give_opinion(opinion, text="可以", method="password", by=company[who], at=at())
    for text, method in (("可以", ""), (" ", "password")):
        with pytest.raises(Invalid):
            actions.give_opinion(opinion, text=text, method=method, by=company["chemist"], at=at())
    stale = Opinion.objects.get()
    actions.give_opinion(opinion, text="可以", method="password", by=company["chemist"], at=at())
    with pytest.raises(Stale):
        actions.give_opinion(stale, text="改", method="password", by=company["chemist"], at=at())
    with pytest.raises(Refused):
        actions.give_opinion(opinion, text="改", method="password", by=company["chemist"], at=at())
    assert Opinion.objects.get().text == "可以"
    assert Opinion.objects.get().answered_on == local_day(at.now)


def test_a_question_is_taken_back_by_whoever_asked_or_the_office(
    company: Cast, at: Ticker, secret: TradeSecret
) -> None:
    opinion = seats.asked(company, at, secret, by="head")
    for who in ("chemist", "custodian"):
        with pytest.raises(Refused):
            actions.withdraw_question(opinion, note="不必", by=company[who], at=at())
    actions.withdraw_question(opinion, note="不必", by=company["office"], at=at())
    assert Opinion.objects.get().state == "withdrawn"
