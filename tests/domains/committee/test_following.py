"""A resolution followed to its end: others who answer, word to who proposed it, another lead."""

from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import Resolution
from shoumi.domains.committee.piles_proposed import proposed
from shoumi.journeys import deciding
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import ask_extension, extend, pass_on, withdraw
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.witness import codes


def resolved(company: Cast, at: Ticker, *others: str, lead: str = "head") -> Resolution:
    """On a point without a matter: led, by a day in three weeks, these others called in."""
    item = meetings.in_session(company, at, meetings.with_item(company, at))
    meetings.carried(company, at, item, text="由研发中心完成整改。")
    return actions.adopt_resolution(
        meetings.again(item),
        followed=actions.Followed(
            company[lead], local_day(at.now) + timedelta(days=21),
            others=[company[one] for one in others],
        ),
        by=company["office"], at=at(),
    )  # fmt: skip


def meanwhile(company: Cast, at: Ticker) -> Resolution:
    """On a secret that somebody proposed, by the director, with a lead."""
    secret = meetings.waiting_secret(company, at)
    return deciding.decide_meanwhile(
        entity=company.units["YL"], text="先行定为核心商密。", matter=secret, verdict="agree",
        followed=actions.Followed(company["head"], local_day(at.now) + timedelta(days=20)),
        by=company["chair"], at=at(),
    )  # fmt: skip


def task_of(resolution: Resolution) -> Task:
    return Task.objects.get(record_id=resolution.pk, duty="committee.carry_out_resolution")


def sees(company: Cast, at: Ticker, who: str, record: Record) -> bool:
    return Record.objects.visible_to(company[who], at.now).filter(pk=record.pk).exists()


def test_others_are_called_in_as_it_is_adopted(company: Cast, at: Ticker) -> None:
    resolution = resolved(company, at, "engineer", "marketer")
    people = {one.person_id for one in task_of(resolution).parties.all()}
    assert people == {company["engineer"].pk, company["marketer"].pk}
    assert sees(company, at, "marketer", resolution)


@pytest.mark.parametrize("others", [("head",), ("left",)])
def test_who_can_not_be_called_in_stops_the_adoption(
    company: Cast, at: Ticker, others: tuple[str, ...]
) -> None:
    if others == ("left",):
        end_person(company["engineer"], on=local_day(at.now), by=HOUSE, at=at())
        others = ("engineer",)
    with pytest.raises(Invalid):
        resolved(company, at, *others)
    assert not Resolution.objects.exists()


def test_others_without_a_lead_are_refused(company: Cast, at: Ticker) -> None:
    item = meetings.in_session(company, at, meetings.with_item(company, at))
    meetings.carried(company, at, item)
    with pytest.raises(Invalid):
        actions.adopt_resolution(
            meetings.again(item), followed=actions.Followed(others=[company["engineer"]]),
            by=company["office"], at=at(),
        )  # fmt: skip


def told(company: Cast, who: str, resolution: Resolution) -> int:
    rows = Receipt.objects.filter(dispatch__record_id=resolution.pk, person=company[who])
    return rows.count()


def test_who_proposed_it_is_told_on_adoption_on_sign_off_and_on_lapse(
    company: Cast, at: Ticker
) -> None:
    resolution = meanwhile(company, at)
    proposer = resolution.proposer
    assert proposer is not None
    who = next(key for key, one in company.persons.items() if one.pk == proposer.pk)
    assert sees(company, at, who, resolution)
    assert told(company, who, resolution) == 1
    assert [one.title for one in proposed(company[who], at.now)] == [resolution.title]
    actions.report_carried_out(resolution, result="完成。", by=company["head"], at=at())
    assert len(proposed(company[who], at.now)) == 1
    actions.close_resolution(resolution, by=company["office"], at=at())
    assert told(company, who, resolution) == 2
    assert not proposed(company[who], at.now)


def test_a_lapse_is_told_and_who_has_left_holds_nothing_up(company: Cast, at: Ticker) -> None:
    resolution = meanwhile(company, at)
    proposer = resolution.proposer
    assert proposer is not None
    who = next(key for key, one in company.persons.items() if one.pk == proposer.pk)
    end_person(company[who], on=local_day(at.now), by=HOUSE, at=at())
    actions.lapse(resolution, note="不再需要", by=company["office"], at=at())
    assert told(company, who, resolution) == 1


@pytest.mark.parametrize("who", ["chair", "head", "engineer", "custodian", "sister_leader"])
def test_only_the_office_names_another_lead(company: Cast, at: Ticker, who: str) -> None:
    resolution = resolved(company, at)
    with pytest.raises(Refused):
        actions.name_lead(resolution, lead=company["chemist"], by=company[who], at=at())
    assert task_of(resolution).lead == company["head"]


def test_another_lead_takes_over_and_reports(company: Cast, at: Ticker) -> None:
    resolution = resolved(company, at, "chemist")
    stale = Resolution.objects.get(pk=resolution.pk)
    task = task_of(resolution)
    with pytest.raises(Refused) as refused:
        pass_on(task, lead=company["chemist"], by=company["office"], at=at())
    assert codes(refused) == ["held_lead"]
    with pytest.raises(Refused):
        withdraw(task, note="不需要", by=company["office"], at=at())
    for whom in ("head", "chemist"):
        if whom == "head":
            with pytest.raises(Refused) as refused:
                actions.name_lead(resolution, lead=company[whom], by=company["office"], at=at())
            assert codes(refused) == ["same_lead"]
            resolution = Resolution.objects.get(pk=resolution.pk)
    before = Entry.objects.filter(verb="committee.name_lead", outcome="done").count()
    resolution = actions.name_lead(
        resolution, lead=company["chemist"], by=company["office"], at=at()
    )
    assert Entry.objects.filter(verb="committee.name_lead", outcome="done").count() == before + 1
    assert task_of(resolution).lead == resolution.lead == company["chemist"]
    assert not task_of(resolution).parties.waiting().exists()
    with pytest.raises(Stale):
        actions.name_lead(stale, lead=company["engineer"], by=company["office"], at=at())
    with pytest.raises(Refused):
        actions.report_carried_out(resolution, result="完成。", by=company["head"], at=at())
    resolution = Resolution.objects.get(pk=resolution.pk)
    actions.report_carried_out(resolution, result="完成。", by=company["chemist"], at=at())


def test_when_the_lead_leaves_the_office_names_another(company: Cast, at: Ticker) -> None:
    resolution = resolved(company, at)
    turn(by=HOUSE, at=at())
    known = Task.objects.filter(duty="tasks.name_another_lead")
    assert not known.exists()
    end_person(company["head"], on=local_day(at.now), by=HOUSE, at=at())
    for _again in range(2):
        turn(by=HOUSE, at=at())
    task = known.get()
    assert (task.lead, task.state) == (company["office_head"], "open")
    resolution = Resolution.objects.get(pk=resolution.pk)
    actions.name_lead(resolution, lead=company["chemist"], by=company["office"], at=at())
    turn(by=HOUSE, at=at())
    assert known.get().state == "closed"


def test_more_time_moves_the_day_of_the_resolution(company: Cast, at: Ticker) -> None:
    resolution = resolved(company, at)
    later: date = task_of(resolution).due_on + timedelta(days=10)
    ask_extension(task_of(resolution), to=later, note="等检测", by=company["head"], at=at())
    extend(task_of(resolution), to=later, by=company["office"], at=at())
    resolution.refresh_from_db()
    assert resolution.due_on == task_of(resolution).due_on == later


def act_on(browser: Any, task: Task, name: str, **fields: str) -> Any:
    version = Task.objects.get(pk=task.pk).version
    return browser.post(f"/tasks/{task.pk}/do/{name}", {"version": version, **fields})


def test_a_part_is_asked_for_and_answered_on_the_screen(company: Cast, at: Ticker, as_: As) -> None:
    resolution = resolved(company, at)
    task = task_of(resolution)
    lead, other = as_("head"), as_("marketer")
    assert other.get(f"/tasks/{task.pk}").status_code == 404
    wrong = act_on(lead, task, "tasks.call_in", people="0303\nnobody", wanted="客户名单")
    assert wrong.status_code == 422
    assert act_on(lead, task, "tasks.call_in", people="0303", wanted="客户名单").status_code == 302
    home = text_of(other.get("/"))
    assert "Your part" in home
    page = text_of(other.get(f"/tasks/{task.pk}"))
    assert "客户名单" in page
    assert "Answer for your part" in page
    assert act_on(other, task, "tasks.answer_part", reply="已交。").status_code == 302
    assert "Your part" not in text_of(other.get("/"))
    for who in ("head", "office", "chair"):
        assert "已交。" in text_of(as_(who).get(f"/tasks/{task.pk}"))
    assert as_("engineer").get(f"/tasks/{task.pk}").status_code == 404
    assert other.get(f"/resolutions/{resolution.pk}").status_code == 200
    assert "Call others in" not in page


def test_the_office_refuses_more_time_and_the_lead_reads_why(
    company: Cast, at: Ticker, as_: As
) -> None:
    resolution = resolved(company, at)
    task = task_of(resolution)
    later = (task.due_on + timedelta(days=5)).isoformat()
    ask_extension(
        task, to=task.due_on + timedelta(days=5), note="等检测", by=company["head"], at=at()
    )
    assert later in text_of(as_("office").get(f"/resolutions/{resolution.pk}"))
    refused = act_on(as_("office"), task, "tasks.refuse_extension", note="客户等着")
    assert refused.status_code == 302
    assert "客户等着" in text_of(as_("head").get(f"/resolutions/{resolution.pk}"))
