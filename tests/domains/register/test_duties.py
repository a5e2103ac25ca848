"""What of the register falls due, for whom, and only once."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.register import duties
from shoumi.domains.register.actions import Existing, enter_existing
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.actions import end_appointment, end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.register.scenes import in_force, nominated

TODAY = date(2026, 11, 20)


def entered(company: Cast, at: Ticker, **changes: object) -> TradeSecret:
    values = {
        "title": "底漆配方",
        "org_unit": company.units["RD"],
        "owner": company["chemist"],
        "category": "product_formula",
        "grade": "important",
        "term": "2027-01-31",
        "approved_on": date(2025, 12, 1),
        **changes,
    }
    existing = Existing(**values)  # type: ignore[arg-type]
    return enter_existing(existing=existing, by=company["office"], at=at())


def test_a_nomination_is_on_the_custodians_list_from_its_first_day(
    company: Cast, at: Ticker
) -> None:
    secret = nominated(company, at)
    (falling,) = duties.decide_nomination(TODAY)
    assert falling.record.pk == secret.pk
    assert falling.lead == company["custodian"]
    assert falling.due_on == TODAY + timedelta(days=30)


def test_where_no_custodian_is_in_office_the_head_leads(company: Cast, at: Ticker) -> None:
    nominated(company, at)
    appointment = Appointment.objects.get(person=company.persons["custodian"])
    end_appointment(appointment, on=TODAY, by=HOUSE, at=at())
    (falling,) = duties.decide_nomination(TODAY)
    assert falling.lead == company["head"]


def test_a_review_is_announced_a_month_ahead_to_the_owner(company: Cast, at: Ticker) -> None:
    secret = entered(company, at)
    assert not list(duties.yearly_review(date(2026, 10, 31)))
    (falling,) = duties.yearly_review(date(2026, 11, 1))
    assert (falling.lead, falling.due_on) == (company["chemist"], date(2026, 12, 1))
    assert falling.record.pk == secret.pk


def test_the_department_reviews_what_an_owner_left_behind(company: Cast, at: Ticker) -> None:
    entered(company, at)
    end_person(company["chemist"], on=TODAY, by=HOUSE, at=at())
    (falling,) = duties.yearly_review(TODAY)
    assert falling.lead == company["custodian"]


def test_the_end_of_a_term_is_the_custodians_task_ninety_days_ahead(
    company: Cast, at: Ticker
) -> None:
    entered(company, at)
    assert not list(duties.term_ending(date(2026, 11, 1)))
    (falling,) = duties.term_ending(date(2026, 11, 2))
    assert (falling.lead, falling.due_on) == (company["custodian"], date(2027, 1, 31))


def test_the_calendar_makes_each_task_once(company: Cast, at: Ticker) -> None:
    entered(company, at)
    nominated(company, at)
    turn(by=HOUSE, at=at())
    made = Task.objects.filter(duty__startswith="register.").count()
    turn(by=HOUSE, at=at())
    assert made == 3
    assert Task.objects.filter(duty__startswith="register.").count() == made
    assert not list(duties.yearly_review(TODAY))


def test_many_secrets_cost_few_queries(company: Cast, at: Ticker) -> None:
    for _ in range(5):
        entered(company, at)
    in_force(company, at)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(duties.term_ending(TODAY))) == 5
    assert len(queries) <= 6
