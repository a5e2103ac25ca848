"""The board of all that is open: what each sees of it, its colours, its budget, its file."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import fall_due, report, take_list, withdraw
from shoumi.kernel.tasks.duties import Falling
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.work.board import overseen
from tests.kernel.acting import acting
from tests.kernel.ui import memos
from tests.kernel.ui.conftest import WHO, Browser
from tests.kernel.ui.test_screens import DUTY

BOARD = "/follow-up"
BUDGET = 14


@pytest.fixture
def memo(house: Cast, at: Any) -> Record:
    return memos.write(title="负极配方", readers=[house["chair"]], by=house["engineer"], at=at())


def due_in(memo: Record, house: Cast, at: Any, days: int, unit: str = "RD") -> Task:
    due = local_day(timezone.now()) + timedelta(days=days)
    lead = {"RD": "engineer", "MK": "marketer"}[unit]
    falling = Falling(memo, due, house[lead], house.units[unit], due)
    return fall_due(duty=DUTY, falling=falling, by=HOUSE, at=at())


def test_each_sees_the_tasks_that_he_may_open(
    house: Cast, at: Any, memo: Record, browser: Browser
) -> None:
    ours, theirs = due_in(memo, house, at, 5), due_in(memo, house, at, 6, "MK")
    expected = {
        "chair": {ours, theirs}, "office": {ours, theirs}, "head": {ours},
        "marketing_head": {theirs}, "leader_business": set(), "finance_head": set(),
        "sister_leader": set(), "system_admin": set(), "custodian": set(),
    }  # fmt: skip
    for who, tasks in expected.items():
        assert set(overseen(house[who], at.now)) == tasks, who
        if who not in WHO:
            continue
        page = browser(who).get(BOARD).content.decode()
        for task in (ours, theirs):
            address = reverse("tasks.task", args=[task.pk])
            assert (address in page) == (task in tasks), who
            assert (browser(who).get(address).status_code == 200) >= (task in tasks)
    assert "负极配方" not in browser("head").get(BOARD).content.decode()


def test_what_is_over_is_not_on_it(house: Cast, at: Any, memo: Record) -> None:
    done, gone = due_in(memo, house, at, 5), due_in(memo, house, at, 6)
    report(done, result="完成", by=house["engineer"], at=at())
    withdraw(gone, note="不需要", by=house["office"], at=at())
    assert list(overseen(house["chair"], at.now)) == [done]


@pytest.mark.parametrize(
    ("colour", "days"), [
        ("red", {-1}), ("yellow", {0, 3}), ("blue", {4, 7}), ("", {-1, 0, 3, 4, 7, 8}),
    ],
)  # fmt: skip
def test_it_is_narrowed_by_colour(
    house: Cast, at: Any, memo: Record, browser: Browser, colour: str, days: set[int]
) -> None:
    tasks = {n: due_in(memo, house, at, n) for n in (-1, 0, 3, 4, 7, 8)}
    page = browser("office").get(f"{BOARD}?colour={colour}").content.decode()
    shown = {n for n, one in tasks.items() if reverse("tasks.task", args=[one.pk]) in page}
    assert shown == days


def test_it_is_narrowed_by_department_and_says_what_it_can_not_read(
    house: Cast, at: Any, memo: Record, browser: Browser
) -> None:
    ours, theirs = due_in(memo, house, at, 5), due_in(memo, house, at, 6, "MK")
    page = browser("office").get(f"{BOARD}?unit={house.units['MK'].pk}").content.decode()
    assert reverse("tasks.task", args=[theirs.pk]) in page
    assert reverse("tasks.task", args=[ours.pk]) not in page
    wrong = browser("office").get(f"{BOARD}?colour=green").content.decode()
    assert "could not be read" in wrong


def test_a_file_of_it_leaves_an_entry_and_is_for_who_oversees(
    house: Cast, at: Any, memo: Record, browser: Browser
) -> None:
    due_in(memo, house, at, 5)
    with pytest.raises(Refused):
        take_list(form="csv", narrowed_by="", by=house["engineer"], at=at())
    taken = browser("office").get(f"{BOARD}?export=xlsx")
    assert taken.status_code == 200
    assert taken.content[:2] == b"PK"
    assert Entry.objects.filter(verb="tasks.take_list", outcome="done").count() == 1
    assert browser("engineer").get(f"{BOARD}?export=xlsx").status_code == 403
    assert browser("engineer").get(BOARD).status_code == 200


def test_ten_thousand_tasks_keep_to_the_budget(
    house: Cast, at: Any, memo: Record, browser: Browser
) -> None:
    first = due_in(memo, house, at, 5)
    with acting(at):
        Task.objects.bulk_create([_like(first, n) for n in range(10_000)], batch_size=500)
    for who in ("office", "head", "engineer"):
        client = browser(who)
        client.get(BOARD)
        with CaptureQueriesContext(connection) as queries:
            client.get(BOARD)
        assert len(queries) <= BUDGET, who


def _like(task: Task, n: int) -> Task:
    due = task.due_on + timedelta(days=n % 60)
    return Task(
        record_id=task.record_id, duty=task.duty, title=task.title, lead=task.lead,
        lead_unit=task.lead_unit, due_on=due, original_due_on=due, opened_at=task.opened_at,
    )  # fmt: skip
