"""A task whose lead has left, or whose unit was dissolved, gets another lead (3.2)."""

from datetime import timedelta

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.tasks.actions import pass_on
from shoumi.kernel.tasks.leads import NAME_LEAD
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.kernel.tasks.test_tasks import a_task


def leaves(person: Person, at: Ticker) -> None:
    end_person(Person.objects.get(pk=person.pk), on=local_day(at.now), by=HOUSE, at=at())


def test_the_office_names_another_lead_of_whatever_it_is(company: Cast, at: Ticker) -> None:
    task, asked = a_task(company, at), Task.objects.filter(duty=NAME_LEAD)
    turn(by=HOUSE, at=at())
    assert not asked.exists()
    leaves(company["engineer"], at)
    for _again in range(2):
        turn(by=HOUSE, at=at())
    one = asked.get()
    assert (one.lead, one.record_id) == (company["office_head"], task.record_id)
    assert one.due_on == local_day(at.now) + timedelta(days=7)
    pass_on(Task.objects.get(pk=task.pk), lead=company["chemist"], by=company["office"], at=at())
    turn(by=HOUSE, at=at())
    assert asked.get().state == Task.State.CLOSED


def test_where_the_office_leaves_too_the_next_of_it_is_asked(company: Cast, at: Ticker) -> None:
    task, asked = a_task(company, at), Task.objects.filter(duty=NAME_LEAD)
    leaves(company["engineer"], at)
    turn(by=HOUSE, at=at())
    at(days=1)
    leaves(company["office_head"], at)
    turn(by=HOUSE, at=at())
    assert {one.lead for one in asked} == {company["office_head"], company["office"]}
    pass_on(Task.objects.get(pk=task.pk), lead=company["chemist"], by=company["office"], at=at())
    turn(by=HOUSE, at=at())
    assert not asked.open().filter(record=task.record_id).exists()


def test_a_task_passes_on_for_a_unit_other_than_the_leads_own(company: Cast, at: Ticker) -> None:
    task, unit = a_task(company, at), company.units["MK"]
    lead = company["chemist"]
    passed = pass_on(task, lead=lead, unit=unit, by=company["office"], at=at())
    assert (passed.lead, passed.lead_unit) == (lead, unit)
