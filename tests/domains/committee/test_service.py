"""The record of service: what is counted of a member's year, who reads it, what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import Attendance, Meeting
from shoumi.domains.committee.service import overseen, seated_in, served
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.tasks.actions import answer_part, call_in
from shoumi.kernel.tasks.models import Task
from tests.conftest import Ticker
from tests.domains.committee import meetings, seats
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As

BUDGET = 14


def numbers(company: Cast, who: str, at: Ticker, year: int | None = None) -> Any:
    day = local_day(at.now)
    people = seated_in(year or day.year, OrgUnit.objects.all())
    return served(people, year or day.year, day).get(pk=company[who].pk)


def a_year(company: Cast, at: Ticker) -> None:
    """One meeting, two away, one vote, a resolution led by the head with the chemist called in."""
    there = [who for who in meetings.SEATED if who not in {"counsel", "it_head"}]
    item = meetings.in_session(company, at, meetings.with_item(company, at), *there)
    row = Attendance.objects.get(meeting=item.meeting, person=company["counsel"])
    actions.record_attendance(row, state="leave", by=company["office"], at=at())
    meetings.carried(company, at, item, text="完成整改。")
    due = local_day(at.now) + timedelta(days=10)
    actions.adopt_resolution(
        meetings.again(item), followed=actions.Followed(company["head"], due),
        by=company["office"], at=at(),
    )  # fmt: skip
    actions.close_session(Meeting.objects.get(pk=item.meeting_id), by=company["office"], at=at())
    task = call_in(lead_task(), people=[company["chemist"]], by=company["head"], at=at())
    answer_part(task, reply="已交。", by=company["chemist"], at=at())


def lead_task() -> Task:
    return Task.objects.get(duty="committee.carry_out_resolution")


def test_what_is_counted_of_a_year(company: Cast, at: Ticker) -> None:
    a_year(company, at)
    head = numbers(company, "head", at)
    assert (head.called, head.present, head.on_leave, head.absent, head.votes) == (1, 1, 0, 0, 1)
    assert (head.in_time, head.late, head.still_open) == (0, 0, 1)
    assert numbers(company, "counsel", at).on_leave == 1
    away = numbers(company, "it_head", at)
    assert (away.absent, away.votes) == (1, 0)
    chemist = numbers(company, "chemist", at)
    assert (chemist.parts_asked, chemist.parts_answered) == (1, 1)
    nothing = numbers(company, "head", at, local_day(at.now).year + 1)
    assert (nothing.called, nothing.votes, nothing.still_open) == (0, 0, 0)


def test_a_task_is_late_from_the_day_after_and_stays_so_when_it_is_done(
    company: Cast, at: Ticker
) -> None:
    a_year(company, at)
    people = seated_in(lead_task().due_on.year, OrgUnit.objects.all())
    for days, expected in ((0, (0, 1)), (1, (1, 0))):
        day = lead_task().due_on + timedelta(days=days)
        row = served(people, lead_task().due_on.year, day).get(pk=company["head"].pk)
        assert (row.late, row.still_open) == expected
    at(days=12)
    resolution = lead_task().record.resolution
    actions.report_carried_out(resolution, result="完成。", by=company["head"], at=at())
    actions.close_resolution(resolution, by=company["office"], at=at())
    row = served(people, lead_task().due_on.year, local_day(at.now)).get(pk=company["head"].pk)
    assert (row.in_time, row.late, row.still_open) == (0, 1, 0)


def test_a_signed_undertaking_counts_for_its_year(company: Cast, at: Ticker) -> None:
    asked = seats.undertaking(company, at)
    assert numbers(company, "head", at, asked.year).signed == 0
    seats.sign(company, at, asked, "head")
    assert numbers(company, "head", at, asked.year).signed == 1
    assert numbers(company, "head", at, asked.year + 1).signed == 0


def test_who_never_held_a_seat_has_no_record(company: Cast, at: Ticker) -> None:
    year = local_day(at.now).year
    people = seated_in(year, OrgUnit.objects.all())
    assert not people.filter(pk=company["engineer"].pk).exists()
    assert people.filter(pk=company["head"].pk).exists()


@pytest.mark.parametrize(
    ("who", "all_of_them"),
    [("office", True), ("chair", True), ("leader", False), ("head", False), ("engineer", False)],
)
def test_office_and_director_oversee_the_others_do_not(
    company: Cast, at: Ticker, who: str, all_of_them: bool
) -> None:
    assert overseen(company[who], at.now).filter(code="YL").exists() == all_of_them


def test_each_reads_his_own_sheet_office_and_director_all(
    company: Cast, at: Ticker, as_: As
) -> None:
    a_year(company, at)
    head, chemist = company["head"], company["chemist"]
    for who, seen in (
        ("head", {head}), ("chemist", {chemist}), ("leader", set()), ("engineer", set()),
        ("office", {head, chemist}), ("chair", {head, chemist}), ("sister_leader", set()),
    ):  # fmt: skip
        browser = as_(who)
        page = text_of(browser.get("/committee/service"))
        for person in (head, chemist):
            sheet = browser.get(f"/committee/service/{person.pk}")
            assert (sheet.status_code == 200) == (person in seen), who
            if person in seen:
                assert str(person.staff_number) in page
    assert as_("office").get("/committee/service/999999").status_code == 404


def test_a_strange_year_is_said_to_be_unreadable(company: Cast, as_: As) -> None:
    for year in ("1066", "x", "-1"):
        page = as_("office").get(f"/committee/service?year={year}")
        assert page.status_code == 200
        assert "could not be read" in text_of(page)


def test_the_list_as_a_file_leaves_an_entry_and_is_for_office_and_director(
    company: Cast, at: Ticker, as_: As
) -> None:
    with pytest.raises(Refused):
        actions.take_service(form="xlsx", narrowed_by="", by=company["head"], at=at())
    taken = as_("office").get("/committee/service?export=xlsx")
    assert taken.status_code == 200
    assert Entry.objects.filter(verb="committee.take_service", outcome="done").count() == 1
    assert as_("head").get("/committee/service?export=xlsx").status_code == 403


@pytest.mark.parametrize("who", ["office", "head"])
def test_the_screens_keep_to_their_budget(company: Cast, at: Ticker, as_: As, who: str) -> None:
    a_year(company, at)
    browser = as_(who)
    for address in ("/committee/service", f"/committee/service/{company['head'].pk}"):
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        assert len(queries) <= BUDGET, "\n".join(one["sql"][:120] for one in queries)
