"""Others beside the lead: called in, reminded, each answering for himself, let go."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import (
    answer_part,
    ask_extension,
    call_in,
    extend,
    let_go,
    pass_on,
    refuse_extension,
    remind,
    report,
    sign_off,
)
from shoumi.kernel.tasks.models import Party, Reminder, Task
from shoumi.kernel.tasks.reminding import awaiting_word
from tests.conftest import Ticker
from tests.kernel.tasks.test_tasks import a_task
from tests.kernel.witness import codes

WHO_SEES = "custodian"
"""Who sees the secret of the sample task beside its lead."""


@pytest.fixture
def task(company: Cast, at: Ticker) -> Task:
    return a_task(company, at, due_in=3)


def called(company: Cast, at: Ticker, task: Task, by: str = "engineer") -> Task:
    people = [company[WHO_SEES]]
    return call_in(task, people=people, wanted="核对数据", by=company[by], at=at())


def test_each_answers_for_himself_and_puts_it_right_until_the_sign_off(
    company: Cast, at: Ticker, task: Task
) -> None:
    task = called(company, at, task)
    assert list(Task.objects.asked_of(company[WHO_SEES])) == [task]
    with pytest.raises(Invalid):
        answer_part(task, reply=" ", by=company[WHO_SEES], at=at())
    task = answer_part(task, reply="已核对。", by=company[WHO_SEES], at=at())
    assert not Task.objects.asked_of(company[WHO_SEES]).exists()
    task = report(task, result="完成。", by=company["engineer"], at=at())
    task = answer_part(task, reply="已核对，共三项。", by=company[WHO_SEES], at=at())
    assert Party.objects.get().reply == "已核对，共三项。"
    task = sign_off(task, by=company["head"], at=at())
    with pytest.raises(Refused) as refused:
        answer_part(task, reply="再改。", by=company[WHO_SEES], at=at())
    assert codes(refused) == ["state"]


@pytest.mark.parametrize("who", ["engineer", "head", "office", "chemist", "sister_leader"])
def test_only_who_was_called_in_answers(company: Cast, at: Ticker, task: Task, who: str) -> None:
    task = called(company, at, task)
    with pytest.raises(Refused) as refused:
        answer_part(task, reply="完成。", by=company[who], at=at())
    assert "not_party" in codes(refused)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("engineer", True), ("head", True), ("office", True), ("custodian", False),
        ("marketing_head", False), ("sister_leader", False), ("system_admin", False),
    ],
)  # fmt: skip
def test_the_lead_or_who_signs_off_calls_in(
    company: Cast, at: Ticker, task: Task, who: str, may: bool
) -> None:
    if may:
        assert called(company, at, task, who).parties.count() == 1
        return
    with pytest.raises(Refused) as refused:
        called(company, at, task, who)
    assert codes(refused) == ["not_leading"]
    assert not Party.objects.exists()


@pytest.mark.parametrize("whom", ["engineer", "marketer", "left"])
def test_who_leads_sees_nothing_of_it_or_has_left_is_not_called_in(
    company: Cast, at: Ticker, task: Task, whom: str
) -> None:
    if whom == "left":
        end_person(company[WHO_SEES], on=at.now.date(), by=HOUSE, at=at())
    people = [company[WHO_SEES if whom == "left" else whom]]
    with pytest.raises(Invalid):
        call_in(task, people=people, by=company["head"], at=at())
    assert not Party.objects.exists()
    if whom == "marketer":
        seen = Record.objects.visible_to(company["marketer"], at.now)
        assert not seen.filter(pk=task.record_id).exists()


def test_nobody_is_called_in_twice_and_all_or_none(company: Cast, at: Ticker, task: Task) -> None:
    task = called(company, at, task)
    with pytest.raises(Invalid):
        called(company, at, task)
    with pytest.raises(Invalid):
        call_in(
            task, people=[company["head"], company["marketer"]],
            by=company["engineer"], at=at(),
        )  # fmt: skip
    with pytest.raises(Invalid):
        call_in(task, people=[], by=company["engineer"], at=at())
    assert Party.objects.count() == 1


def test_who_is_let_go_may_be_called_in_again(company: Cast, at: Ticker, task: Task) -> None:
    task = called(company, at, task)
    with pytest.raises(Refused):
        let_go(task, person=company[WHO_SEES], note="不用了", by=company[WHO_SEES], at=at())
    with pytest.raises(Invalid):
        let_go(task, person=company[WHO_SEES], note="", by=company["engineer"], at=at())
    task = let_go(task, person=company[WHO_SEES], note="不用了", by=company["engineer"], at=at())
    assert not Task.objects.asked_of(company[WHO_SEES]).exists()
    with pytest.raises(Invalid):
        let_go(task, person=company[WHO_SEES], note="不用了", by=company["engineer"], at=at())
    called(company, at, task)
    assert Party.objects.count() == 2
    assert Party.objects.waiting().count() == 1


def test_who_takes_the_lead_has_no_part_beside_it(company: Cast, at: Ticker, task: Task) -> None:
    task = called(company, at, task)
    task = pass_on(task, lead=company[WHO_SEES], by=company["head"], at=at())
    assert not Party.objects.waiting().exists()


def test_a_stale_form_is_refused_and_each_act_is_logged_once(
    company: Cast, at: Ticker, task: Task
) -> None:
    stale = Task.objects.get(pk=task.pk)
    before = Entry.objects.count()
    task = called(company, at, task)
    assert Entry.objects.count() == before + 1
    with pytest.raises(Stale):
        answer_part(stale, reply="完成。", by=company[WHO_SEES], at=at())
    answer_part(task, reply="完成。", by=company[WHO_SEES], at=at())
    assert Entry.objects.latest("id").verb == "tasks.answer_part"


def told(stage: str) -> set[Any]:
    rows = Reminder.objects.filter(stage=stage)
    return set(rows.values_list("person__staff_number", flat=True))


def test_a_party_is_reminded_until_he_answers_and_nobody_above_him(
    company: Cast, at: Ticker, task: Task
) -> None:
    remind(tasks=[task], by=HOUSE, at=at())
    task = called(company, at, task)
    assert awaiting_word(at.now) == [task]
    remind(tasks=awaiting_word(at.now), by=HOUSE, at=at())
    assert told("days") == {"0203", "0202"}
    assert awaiting_word(at.now) == []
    answer_part(task, reply="完成。", by=company[WHO_SEES], at=at())
    at(days=30)
    remind(tasks=awaiting_word(at.now), by=HOUSE, at=at())
    assert told("head") == {"0201"}
    assert awaiting_word(at.now) == []


def test_more_time_is_refused_with_a_reason_and_asked_for_anew(
    company: Cast, at: Ticker, task: Task
) -> None:
    later = task.due_on.replace(day=28)
    with pytest.raises(Refused) as refused:
        refuse_extension(task, note="不行", by=company["head"], at=at())
    assert codes(refused) == ["not_asked"]
    task = ask_extension(task, to=later, note="等检测", by=company["engineer"], at=at())
    for who in ("engineer", "chemist", "sister_leader"):
        with pytest.raises(Refused):
            refuse_extension(task, note="不行", by=company[who], at=at())
    with pytest.raises(Invalid):
        refuse_extension(task, note=" ", by=company["head"], at=at())
    stale = Task.objects.get(pk=task.pk)
    task = refuse_extension(task, note="客户等着", by=company["office"], at=at())
    assert (task.extension_asked_to, task.extension_refused) == (None, "客户等着")
    assert task.due_on == task.original_due_on
    with pytest.raises(Stale):
        extend(stale, to=later, by=company["head"], at=at())
    task = ask_extension(task, to=later, note="再申请", by=company["engineer"], at=at())
    assert task.extension_refused == ""
