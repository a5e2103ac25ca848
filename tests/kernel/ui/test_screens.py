"""My work and tasks on screens, and the query budget that each screen keeps to."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import standing
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import fall_due, remind
from shoumi.kernel.tasks.duties import Duty, Falling
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.work import heads, piles
from shoumi.kernel.ui.work.by_department import behind
from shoumi.kernel.ui.work.waiting import count, delays
from tests.kernel.ui import memos
from tests.kernel.ui.conftest import Browser

DUTY = Duty("memos.review", "Review the memo", ("4.2",), lambda day: [], needs_evidence=False)

# Who asks, his standing, the sidebar and the bell.
FRAME = 5


@pytest.fixture
def memo(house: Cast, at: Any) -> Record:
    return memos.write(title="负极配方", readers=[house["head"]], by=house["engineer"], at=at())


@pytest.fixture
def task(memo: Record, house: Cast, at: Any, now: datetime) -> Task:
    due = now.date() + timedelta(days=2)
    falling = Falling(memo, due, house["engineer"], house.units["RD"], due)
    return fall_due(duty=DUTY, falling=falling, by=HOUSE, at=at())


def post(client: Client, task: Task, name: str, **fields: Any) -> Any:
    task.refresh_from_db()
    address = reverse("tasks.act", args=[task.pk, name])
    return client.post(address, {"version": task.version, **fields})


@pytest.mark.parametrize(
    ("who", "address", "budget"),
    [
        ("engineer", "/people", 12),
        ("office", "/people?q=an&sort=-unit", 12),
        ("engineer", "/organisation", 12),
        ("office", "/organisation", 12),
        ("audit_admin", "/log", 25),
        ("audit_admin", "/log?verb=accounts.appoint&q=0202&recorded_from=2026-01-01", 25),
        ("engineer", "/account/sessions", 10),
        ("engineer", "/account/password", 10),
        ("office", "/people/new/accounts.add_person", 12),
        ("office", "/people/new/accounts.appoint", 12),
    ],
)
def test_a_screen_keeps_to_its_query_budget(
    browser: Browser, task: Task, who: str, address: str, budget: int
) -> None:
    client = browser(who)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    assert len(queries) <= budget, "\n".join(query["sql"][:140] for query in queries)


@pytest.mark.parametrize("who", ["engineer", "office", "head", "sister_custodian"])
def test_the_home_page_asks_a_query_a_pile_and_a_head(
    browser: Browser, task: Task, who: str
) -> None:
    client = browser(who)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    most = FRAME + len(piles.declared()) + heads.most_queries()
    assert len(queries) <= most, "\n".join(query["sql"][:140] for query in queries)


def test_who_holds_no_post_is_shown_no_head(task: Task, house: Cast, now: datetime) -> None:
    person = house["engineer"]
    standing(person, now)
    with CaptureQueriesContext(connection) as queries:
        assert heads.figures(person, now) == []
        assert heads.cards(person, now) == []
    assert len(queries) == 0


def test_overdue_tasks_are_counted_by_department_for_those_above(
    task: Task, house: Cast, now: datetime
) -> None:
    late = now + timedelta(days=400)
    unit = task.lead_unit
    for key in ("head", "leader", "chair", "office"):
        (one,) = behind(house[key], late)
        assert (one.unit, one.late) == (unit.display_name, 1)
        assert behind(house[key], now) == []
    assert behind(house["marketing_head"], late) == []
    assert behind(house["engineer"], late) == []


def test_the_bell_costs_two_queries(task: Task, house: Cast, now: datetime) -> None:
    person = house["engineer"]
    count(person, now)
    with CaptureQueriesContext(connection) as queries:
        assert count(person, now) == 1
    assert len(queries) <= 2


def test_nothing_to_do_says_so(browser: Browser) -> None:
    assert "Nothing waits for you" in browser("marketer").get("/").content.decode()


def test_a_task_goes_from_its_lead_to_whoever_signs_it_off(browser: Browser, task: Task) -> None:
    lead, head = browser("engineer"), browser("head")
    address = reverse("tasks.task", args=[task.pk])
    assert address in lead.get("/").content.decode()
    assert post(lead, task, "tasks.report", result="").status_code == 422
    assert post(lead, task, "tasks.report", result="done & seen").status_code == 302
    assert post(lead, task, "tasks.sign_off").status_code == 403
    assert address in head.get("/").content.decode()
    assert "done &amp; seen" in head.get(address).content.decode()
    assert post(head, task, "tasks.send_back", note="what of page 2?").status_code == 302
    assert post(lead, task, "tasks.report", result="page 2 as well").status_code == 302
    assert post(head, task, "tasks.sign_off").status_code == 302
    task.refresh_from_db()
    assert task.state == Task.State.CLOSED
    assert post(head, task, "tasks.withdraw", note="too late").status_code == 409


def test_more_time_is_asked_for_and_given(browser: Browser, task: Task) -> None:
    lead, head = browser("engineer"), browser("head")
    later = (task.due_on + timedelta(days=9)).isoformat()
    first = task.due_on
    assert post(lead, task, "tasks.ask_extension", to=later, note="illness").status_code == 302
    assert later in head.get(reverse("tasks.task", args=[task.pk])).content.decode()
    assert post(head, task, "tasks.extend", to=later).status_code == 302
    shown = lead.get(reverse("tasks.task", args=[task.pk])).content.decode()
    assert f"(first set for {first.isoformat()})" in shown


def test_a_task_gets_another_lead(browser: Browser, task: Task, house: Cast) -> None:
    assert post(browser("head"), task, "tasks.pass_on", lead="0204").status_code == 302
    task.refresh_from_db()
    assert task.lead == house["chemist"]


def test_a_task_is_hidden_from_others(browser: Browser, task: Task) -> None:
    for who in ("marketer", "sister_custodian", "system_admin"):
        address = reverse("tasks.task", args=[task.pk])
        assert browser(who).get(address).status_code == 404
        assert post(browser(who), task, "tasks.report", result="x").status_code == 404


def test_word_of_a_delay_reaches_the_head_without_the_title(
    browser: Browser, task: Task, now: datetime
) -> None:
    remind(tasks=[task], by=HOUSE, at=now + timedelta(days=10))
    shown = browser("head").get(reverse("tasks.task", args=[task.pk])).content.decode()
    assert "Overdue: department head told" in shown


def test_a_task_names_its_record_to_who_may_read_it(browser: Browser, task: Task) -> None:
    home = browser("engineer").get("/").content.decode()
    assert "负极配方" in home
    page = browser("engineer").get(reverse("tasks.task", args=[task.pk])).content.decode()
    assert "Go to the record" in page


def test_word_of_a_delay_names_the_record_only_to_who_may_read_it(
    task: Task, house: Cast, now: datetime
) -> None:
    late = now + timedelta(days=40)
    remind(tasks=[task], by=HOUSE, at=late)
    assert [one.note for one in delays(house["head"], late)] == [f"负极配方 · {task.lead}"]
    [told] = delays(house["leader"], late)
    assert told.note == f"Memo · {task.lead}"


def test_word_of_a_delay_is_for_others_than_its_lead(
    memo: Record, house: Cast, at: Any, now: datetime
) -> None:
    late, head = now + timedelta(days=10), house["head"]
    tasks = [
        fall_due(
            duty=DUTY,
            falling=Falling(memo, now.date() + timedelta(n), lead, house.units["RD"], now.date()),
            by=HOUSE,
            at=at(),
        )
        for n, lead in enumerate((house["engineer"], head))
    ]
    remind(tasks=tasks, by=HOUSE, at=late)
    assert [one.url for one in delays(head, late)] == [
        reverse("tasks.task", args=[tasks[0].pk]),
    ]
