"""The calendar feed: dates and numbers for whoever knows its address, and nothing for others."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import close_feed, end_person, open_feed
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import fall_due
from shoumi.kernel.tasks.duties import Falling
from tests.kernel.ui.conftest import Browser
from tests.kernel.ui.test_screens import DUTY, memo

__all__ = ["memo"]


@pytest.fixture
def address(browser: Browser, house: Cast, at: Any) -> str:
    """The engineer's feed, opened in the own account."""
    browser("engineer")
    return reverse(
        "feed.dates", args=[open_feed(house["engineer"], by=house["engineer"], at=at()).secret]
    )


def events(answer: Any) -> list[Any]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_tells_the_day_and_the_number_of_a_task_and_no_title(
    address: str, memo: Record, house: Cast, at: Any, now: datetime
) -> None:
    due = now.date()
    task = fall_due(
        duty=DUTY, falling=Falling(memo, due, house["engineer"], house.units["RD"], due),
        by=HOUSE, at=at(),
    )  # fmt: skip
    answer = Client().get(address)
    (event,) = events(answer)
    assert event.decoded("dtstart") == due
    assert str(event["summary"]) == f"任务到期 · {memo.reference}"
    assert str(event["url"]).endswith(reverse("tasks.task", args=[task.pk]))
    for word in (memo.title, task.title, house["engineer"].name):
        assert word not in answer.content.decode()
    assert events(Client().get(address))[0]["uid"] == event["uid"]


def test_another_address_closing_and_leaving_end_it(
    address: str, house: Cast, at: Any, now: datetime
) -> None:
    engineer = house["engineer"]
    renewed = reverse("feed.dates", args=[open_feed(engineer, by=engineer, at=at()).secret])
    assert Client().get(address).status_code == 404
    assert events(Client().get(renewed)) == []
    close_feed(engineer, by=engineer, at=at())
    assert Client().get(renewed).status_code == 404
    last = reverse("feed.dates", args=[open_feed(engineer, by=engineer, at=at()).secret])
    end_person(engineer, on=now.date(), by=HOUSE, at=at())
    assert Client().get(last).status_code == 404


@pytest.mark.parametrize("secret", ["x", "..", "a" * 43, "%00"])
def test_whoever_guesses_finds_nothing(address: str, secret: str) -> None:
    assert Client().get(f"/feed/{secret}.ics").status_code == 404


def test_the_address_is_shown_once(browser: Browser) -> None:
    client = browser("engineer")
    page = reverse("feed.mine")
    assert "You have no calendar feed" in client.get(page).content.decode()
    assert ".ics" in client.post(page).content.decode()
    assert ".ics" not in client.get(page).content.decode()
    assert client.post(page, {"close": "1"}).status_code == 302
    assert "You have no calendar feed" in client.get(page).content.decode()
