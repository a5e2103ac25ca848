"""The working calendar: entered as lines, shown by year, with what is assumed until then."""

from datetime import date

import pytest

from shoumi.demo.cast import Cast
from shoumi.foundation.periods import CalendarDay as Day
from shoumi.kernel.actions import Invalid
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import open_to
from shoumi.kernel.tasks.models import CalendarDay
from shoumi.kernel.ui.calendar.lines import read
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As, as_, clock
from tests.kernel.acting import acting
from tests.kernel.tasks.test_tasks import a_task

__all__ = ["as_", "clock"]

TEXT = "2027-01-01至2027-01-03 假 元旦\n\n2027-01-09，班，补元旦\n2027-1-20 holiday\n"


def test_an_announcement_is_read_as_days() -> None:
    assert read(TEXT) == [
        Day(date(2027, 1, 1), is_workday=False, name="元旦"),
        Day(date(2027, 1, 2), is_workday=False, name="元旦"),
        Day(date(2027, 1, 3), is_workday=False, name="元旦"),
        Day(date(2027, 1, 9), is_workday=True, name="补元旦"),
        Day(date(2027, 1, 20), is_workday=False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", "  \n", "元旦", "2027-02-30 假", "2027-01-01 也许", "2027-01-03至2027-01-01 假",
        "2027-01-01至2027-12-31 假", "1027-01-01 假", "2027-01-01 假 " + "长" * 61,
        "2027-01-01 假\n2027-01-01 班",
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_said(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(text)
    assert refused.value.field == "lines"


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_the_page_shows_years_and_what_is_assumed(company: Cast, as_: As, lang: str) -> None:
    assert as_("office", lang).queries("/calendar") <= 20
    if lang == "en":
        assert "Not entered yet" in text_of(as_("office").get("/calendar"))


def test_the_office_enters_and_corrects(company: Cast, as_: As) -> None:
    office = as_("office")
    assert office.post("/calendar/enter", {"version": 0, "lines": "x"}).status_code == 422
    assert not CalendarDay.objects.filter(on__year=2027).exists()
    done = office.post("/calendar/enter", {"version": 0, "lines": TEXT})
    assert done.headers["Location"] == "/calendar"
    assert CalendarDay.objects.filter(on__year=2027).count() == 5
    assert "补元旦" in text_of(office.get("/calendar"))
    office.post("/calendar/enter", {"version": 0, "lines": "2027-01-09 假 更正"})
    assert CalendarDay.objects.get(on=date(2027, 1, 9)).name == "更正"


def test_what_is_due_on_a_new_holiday_is_told(company: Cast, as_: As, at: Ticker) -> None:
    task = a_task(company, at)
    with acting(at):
        open_to(task.record, company["office"], Capacity.KNOWS, because="t", at=at())
    office = as_("office")
    assert f"/tasks/{task.pk}" not in text_of(office.get("/calendar"))
    lines = f"{task.due_on.isoformat()} 假 临时"
    office.post("/calendar/enter", {"version": 0, "lines": lines})
    assert f"/tasks/{task.pk}" in text_of(office.get("/calendar"))


@pytest.mark.parametrize("who", ["engineer", "custodian", "system_admin"])
def test_nobody_else_does(company: Cast, as_: As, who: str) -> None:
    browser = as_(who)
    assert browser.get("/calendar").status_code == 403
    assert browser.get("/calendar/enter").status_code == 403
