"""The holidays and make-up working days that the State Council has published, as far as the library
at hand knows them; later years are entered by the office."""

from datetime import datetime

from chinese_calendar.constants import holidays, workdays

from shoumi.foundation.periods import CalendarDay as Day
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.tasks.actions import set_calendar
from shoumi.kernel.tasks.models import CalendarDay

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def known_from(year: int) -> list[Day]:
    """Days that differ from their weekday, of that year and those after it, in order."""
    free = [Day(on, False, NAMES.get(name, name)) for on, name in holidays.items()]
    worked = [Day(on, True, NAMES.get(name, name)) for on, name in workdays.items()]
    differing = [one for one in (*free, *worked) if one.is_workday == (one.on.weekday() >= 5)]
    return sorted((one for one in differing if one.on.year >= year), key=lambda one: one.on)


def enter_published(*, by: Actor, at: datetime) -> None:
    """The days of every published year of which none is entered yet, from last year's on."""
    entered = {on.year for on in CalendarDay.objects.values_list("on", flat=True)}
    days = [one for one in known_from(local_day(at).year - 1) if one.on.year not in entered]
    if days:
        set_calendar(days=days, by=by, at=at)
