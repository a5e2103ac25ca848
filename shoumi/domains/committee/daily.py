"""What the calendar does for seats: vacancies and departures noted, newcomers asked to sign, the
undertaking of a year that is over closed."""

from datetime import datetime

from shoumi.domains.committee.actions.appointing import note_departure
from shoumi.domains.committee.actions.undertakings import ask_newcomers, close_undertaking
from shoumi.domains.committee.actions.vacancies import fill_vacancy, note_vacancy
from shoumi.domains.committee.models import Nomination, Undertaking, Vacancy
from shoumi.domains.committee.pledges import not_asked_yet
from shoumi.domains.committee.rules.composition import Lack
from shoumi.domains.committee.seating import seating
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day


def go_on(*, by: Actor, at: datetime) -> int:
    """Do all that the day asks; answers how many acts there were. Twice in a day does nothing
    twice."""
    return _departures(by, at) + _vacancies(by, at) + _undertakings(by, at)


def _departures(by: Actor, at: datetime) -> int:
    over = Nomination.objects.filter(
        state="appointed", appointment__until_on__lte=local_day(at)
    ).order_by("pk")
    rows = list(over)
    for one in rows:
        note_departure(one, by=by, at=at)
    return len(rows)


def _vacancies(by: Actor, at: datetime) -> int:
    found = seating(local_day(at))
    if not found.held:
        return 0
    wanted = {
        (gap.unit, gap.role, gap.person) for gap in found.gaps if gap.lack != Lack.GENERAL_MANAGER
    }
    noted = {(one.org_unit_id, one.role, one.person_id): one for one in _open()}
    people = Person.objects.in_bulk([one[2] for one in wanted if one[2] is not None])
    new = sorted(wanted - noted.keys(), key=str)
    for unit, role, person in new:
        note_vacancy(
            unit=found.units[unit], role=role, person=people.get(person or 0), by=by, at=at
        )
    gone = [one for key, one in noted.items() if key not in wanted]
    for one in gone:
        fill_vacancy(one, by=by, at=at)
    return len(new) + len(gone)


def _open() -> list[Vacancy]:
    return list(Vacancy.objects.filter(state="vacant").order_by("pk"))


def _undertakings(by: Actor, at: datetime) -> int:
    day, done = local_day(at), 0
    for one in Undertaking.objects.filter(state="open").select_related("entity").order_by("pk"):
        if one.year < day.year:
            close_undertaking(one, by=by, at=at)
            done += 1
        elif not_asked_yet(one, day):
            ask_newcomers(one, by=by, at=at)
            done += 1
    return done
