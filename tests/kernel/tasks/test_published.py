"""The published holidays: what differs from its weekday, and what the law of the year said."""

from datetime import date

from shoumi.demo.cast import Cast
from shoumi.foundation.periods import CalendarDay, WorkCalendar
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.tasks import models
from shoumi.kernel.tasks.actions import set_calendar
from shoumi.kernel.tasks.published import enter_published, known_from
from tests.conftest import Ticker


def test_a_published_year_knows_its_holidays_and_the_weekends_that_are_worked() -> None:
    calendar = WorkCalendar.of(known_from(2025))
    assert not calendar.is_workday(date(2026, 10, 1))
    assert not calendar.is_workday(date(2026, 2, 17))
    assert calendar.is_workday(date(2026, 2, 14))
    assert calendar.is_workday(date(2026, 3, 2))
    assert {one.name for one in known_from(2026)} >= {"元旦", "春节", "国庆节"}


def test_each_day_differs_from_its_weekday_and_stands_once() -> None:
    days = known_from(2004)
    assert len({one.on for one in days}) == len(days)
    assert all(one.is_workday == (one.on.weekday() >= 5) for one in days)


def test_a_year_that_is_not_published_is_not_made_up() -> None:
    assert known_from(2100) == []


def test_what_the_office_entered_stays(cast: Cast, at: Ticker) -> None:
    own = CalendarDay(date(2026, 12, 31), is_workday=False, name="厂休")
    set_calendar(days=[own], by=cast["office"], at=at())
    for _ in range(2):
        enter_published(by=HOUSE, at=at())
    rows = list(models.CalendarDay.objects.filter(on__year=2026).values_list("name", flat=True))
    assert rows == ["厂休"]
    assert models.CalendarDay.objects.filter(on__year=2025).exists()
