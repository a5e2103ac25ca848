"""Members' records and lists of seats on paper: who issues and reads them, and what they say."""

from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.actions.extracts import THERE
from shoumi.domains.committee.models import Extract
from shoumi.domains.committee.sheets import facts_of
from shoumi.kernel.accounts.models import Appointment, Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.committee import meetings, seats
from tests.domains.committee.test_service import a_year, numbers
from tests.domains.committee.test_slips import says
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.witness import codes, nothing_changes

BUDGET = 20


def sheet(company: Cast, at: Ticker, who: str = "head", by: str = "office") -> Extract:
    year = local_day(at.now).year
    return actions.issue_service(person=company[who], year=year, by=company[by], at=at())


def seat_list(company: Cast, at: Ticker, days: int = 0, by: str = "office") -> Extract:
    on = local_day(at.now) + timedelta(days=days)
    return actions.issue_seats(entity=company.units["YL"], on=on, by=company[by], at=at())


def sees(company: Cast, at: Ticker, who: str, row: Extract) -> bool:
    return Record.objects.visible_to(company[who], at.now).filter(pk=row.pk).exists()


def test_a_members_sheet_says_what_his_page_says(company: Cast, at: Ticker) -> None:
    a_year(company, at)
    row = sheet(company, at)
    assert row.paper is not None
    assert row.paper.number.startswith("密履")
    assert row.paper.mark == "内部"
    text = says(company, at, row.paper)
    for part in (
        company["head"].name, str(company["head"].staff_number), row.paper.number,
        row.paper.values_sha256, "出席会议", "回避议题", "落实议定事项",
    ):  # fmt: skip
        assert part in text
    for _name, value in facts_of(numbers(company, "head", at)):
        if isinstance(value, int):
            assert str(value) in text
    assert Entry.objects.filter(verb="committee.issue_service", outcome="done").count() == 1


def test_keeping_out_of_a_point_is_counted(company: Cast, at: Ticker) -> None:
    item = meetings.in_session(company, at, meetings.with_item(company, at))
    actions.recuse(item, person=company["head"], reason="本人", by=company["office"], at=at())
    assert (numbers(company, "head", at).recusals, numbers(company, "chemist", at).recusals) == (
        1,
        0,
    )


@pytest.mark.parametrize(
    ("who", "seen"),
    [("head", True), ("office", True), ("chair", True), ("chemist", False), ("leader", False),
     ("sister_leader", False), ("secrecy_admin", False)],
)  # fmt: skip
def test_the_member_the_office_and_the_director_read_his_sheet(
    company: Cast, at: Ticker, as_: As, who: str, seen: bool
) -> None:
    row = sheet(company, at)
    assert sees(company, at, who, row) == seen
    page = as_(who).get(f"/committee/extracts/{row.pk}")
    assert page.status_code == (200 if seen else 404)
    if seen:
        opened = as_(who).post(f"/papers/{row.paper_id}/open/pdf")
        assert opened.status_code == 200


def test_a_member_and_year_have_one_sheet_which_is_issued_anew(company: Cast, at: Ticker) -> None:
    row = sheet(company, at)
    first = row.paper
    with nothing_changes("committee.extract"), pytest.raises(Refused) as refused:
        sheet(company, at)
    assert codes(refused) == [THERE.code]
    a_year(company, at)
    stale = Extract.objects.get(pk=row.pk)
    row = actions.reissue_extract(row, by=company["office"], at=at())
    assert first is not None
    assert row.paper is not None
    assert row.paper.supersedes_id == first.pk
    assert row.on == local_day(at.now)
    first.refresh_from_db()
    assert first.state == "superseded"
    with nothing_changes("documents.issueddocument"), pytest.raises(Stale):
        actions.reissue_extract(stale, by=company["office"], at=at())


@pytest.mark.parametrize(
    "who", ["chair", "head", "leader", "custodian", "secrecy_admin", "sister_leader"]
)
def test_only_the_office_issues_them(company: Cast, at: Ticker, who: str) -> None:
    with nothing_changes("committee.extract"):
        with pytest.raises(Refused):
            sheet(company, at, by=who)
        with pytest.raises(Refused):
            seat_list(company, at, by=who)
    row = sheet(company, at)
    with nothing_changes("documents.issueddocument"), pytest.raises(Refused):
        actions.reissue_extract(row, by=company[who], at=at())


def test_who_held_no_seat_has_no_sheet(company: Cast, at: Ticker) -> None:
    with nothing_changes("committee.extract"), pytest.raises(Refused) as refused:
        sheet(company, at, who="engineer")
    assert codes(refused) == ["no_seat"]


def test_the_list_names_seats_letters_fields_and_what_is_vacant(company: Cast, at: Ticker) -> None:
    seat = Appointment.objects.get(person=company["hr_head"], post__role=Role.MEMBER)
    actions.tag_seat(seat, tags=["personnel"], by=company["office"], at=at())
    head = Appointment.objects.get(person=company["head"], post__role=Role.MEMBER)
    actions.end_seat(head, on=local_day(at.now), because="调整", by=company["office"], at=at())
    row = seat_list(company, at)
    assert row.paper is not None
    assert row.paper.number.startswith("密席")
    text = says(company, at, row.paper)
    for part in (
        company["chair"].name, company["hr_head"].name, "人力资源", "技术", "主任", "空缺",
        f"空缺（应由{company['head'].name}担任）", row.on.isoformat(),
    ):  # fmt: skip
        assert part in text
    before = seat_list(company, at, days=-1)
    assert before.paper is not None
    assert f"空缺（应由{company['head'].name}担任）" not in says(company, at, before.paper)
    for who in ("head", "chemist", "custodian", "chair", "office"):
        assert sees(company, at, who, row) == (who != "head"), who


def test_a_day_to_come_another_committee_and_a_second_list_are_refused(
    company: Cast, at: Ticker
) -> None:
    seat_list(company, at)
    with nothing_changes("committee.extract"):
        with pytest.raises(Invalid):
            seat_list(company, at, days=1)
        with pytest.raises(Refused) as refused:
            seat_list(company, at)
        assert codes(refused) == ["there"]
        with pytest.raises(Refused):
            actions.issue_seats(
                entity=company.units["RD"], on=local_day(at.now), by=company["office"], at=at()
            )


def test_they_are_issued_on_the_screen(company: Cast, at: Ticker, as_: As) -> None:
    office, head = as_("office"), company["head"]
    year = local_day(at.now).year
    address = f"/committee/service/{head.pk}/issue?year={year}"
    assert address in text_of(office.get(f"/committee/service/{head.pk}"))
    assert address not in text_of(as_("head").get(f"/committee/service/{head.pk}"))
    assert as_("head").get(address).status_code == 404
    assert office.get(address).status_code == 200
    assert office.post(address, {"version": "0"}).status_code == 302
    row = Extract.objects.get()
    assert row.paper is not None
    assert row.paper.number in text_of(as_("head").get(f"/committee/service/{head.pk}"))
    assert office.get("/committee/seats/issue?on=rubbish").status_code == 200
    fields = {"entity": str(company.units["YL"].pk), "on": local_day(at.now).isoformat()}
    assert office.post("/committee/seats/issue", {"version": "0", **fields}).status_code == 302
    assert as_("head").get("/committee/seats/issue").status_code == 403
    listed = text_of(office.get("/committee/extracts"))
    for one in Extract.objects.all():
        assert str(one.number) in listed
    assert str(row.number) not in text_of(as_("chemist").get("/committee/extracts"))


@pytest.mark.parametrize("who", ["office", "head"])
def test_the_screens_keep_to_their_budget(company: Cast, at: Ticker, as_: As, who: str) -> None:
    row: Any = sheet(company, at)
    seat_list(company, at)
    seats.undertaking(company, at)
    browser = as_(who)
    for address in ("/committee/extracts", f"/committee/extracts/{row.pk}"):
        assert browser.queries(address) <= BUDGET, address
