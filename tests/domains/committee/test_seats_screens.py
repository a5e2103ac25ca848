"""Seats, undertakings, interests and opinions as their people see them."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee.models import (
    Interest,
    Nomination,
    Opinion,
    SeatField,
    Undertaking,
)
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.delivery.models import Receipt
from tests.conftest import Ticker
from tests.domains.committee import meetings, seats
from tests.domains.register import scenes
from tests.domains.register.browsing import PASSWORD, Browser, text_of
from tests.domains.register.conftest import As

PAGES = (
    "/committee/seats", "/nominations", "/undertakings", "/interests", "/opinions",
)  # fmt: skip


def act_on(browser: Browser, record: Any, action: str, **data: Any) -> Any:
    version = type(record).objects.get(pk=record.pk).version
    return browser.post(f"/records/{record.pk}/do/{action}", {"version": version, **data})


def test_the_office_nominates_and_the_director_appoints(company: Cast, as_: As) -> None:
    office, chair = as_("office"), as_("chair")
    unit = OrgUnit.objects.get(code="YL")
    form = text_of(office.get(f"/nominations/new?unit={unit.pk}&role=member"))
    assert "Propose to the director" in form
    done = office.post(
        "/nominations/new",
        {
            "version": "0", "person_for": "0203", "role": "member", "unit": str(unit.pk),
            "tags": ["security"], "from_on": "2026-11-20", "until_on": "", "because": "懂安全",
        },
    )  # fmt: skip
    assert done.status_code == 302, text_of(done)
    nomination = Nomination.objects.get()
    assert "To appoint" in text_of(chair.get("/"))
    assert "To appoint" not in text_of(office.get("/"))
    page = text_of(chair.get(f"/nominations/{nomination.pk}"))
    assert "懂安全" in page
    assert "Appoint" in page
    assert act_on(chair, nomination, "committee.appoint").status_code == 302
    assert "密任〔2026〕" in text_of(office.get("/committee/seats"))
    own = as_("engineer")
    assert own.get(f"/nominations/{nomination.pk}").status_code == 200
    assert "密任〔2026〕" in text_of(own.get("/"))


def test_a_seat_of_one_asks_whether_it_passes_on(company: Cast, at: Ticker, as_: As) -> None:
    nomination = seats.nominated(company, at, role="custodian", unit="RD", by="head")
    chair = as_("chair")
    refused = act_on(chair, nomination, "committee.appoint")
    assert refused.status_code == 409
    assert "Tick that it passes on" in text_of(refused)
    assert act_on(chair, nomination, "committee.appoint", passes_on="on").status_code == 302


def test_the_page_says_what_is_missing_and_leads_to_it(company: Cast, as_: As, at: Ticker) -> None:
    office = as_("office")
    page = text_of(office.get("/committee/seats"))
    assert "Nobody on the committee stands for this: Human resources." in page
    seat = seats.seat(company, "hr_head", "member")
    ended = office.post(
        f"/committee/seats/{seat.pk}/do/committee.end_seat",
        {"version": seat.version, "on": "2026-11-20", "because": "任满"},
    )
    assert ended.status_code == 302, text_of(ended)
    page = text_of(office.get("/committee/seats"))
    assert "has no seat" in page
    assert f"person={company['hr_head'].pk}" in page
    past = text_of(office.get("/committee/seats?on=2026-11-19"))
    assert "has no seat" not in past
    assert "Nominate</a>" not in past
    mine = text_of(as_("chemist").get("/committee/seats"))
    assert "Nominate</a>" not in mine


def test_fields_are_named_on_the_screen(company: Cast, as_: As) -> None:
    seat = seats.seat(company, "hr_head", "member")
    path = f"/committee/seats/{seat.pk}/do/committee.tag_seat"
    done = as_("office").post(path, {"version": seat.version, "tags": ["personnel"]})
    assert done.status_code == 302, text_of(done)
    assert SeatField.objects.get().field == "personnel"
    assert as_("chemist").get(path).status_code == 403
    assert as_("sister_leader").get(path).status_code == 404
    assert as_("office").get(f"/committee/seats/{seat.pk}/do/accounts.appoint").status_code == 404


def test_an_undertaking_from_the_text_to_the_signature(company: Cast, at: Ticker, as_: As) -> None:
    office = as_("office")
    assert "Word for word" in text_of(office.get("/undertakings/new"))
    unit = OrgUnit.objects.get(code="YL")
    done = office.post(
        "/undertakings/new", {"version": "0", "entity": str(unit.pk), "text": seats.TEXT}
    )
    assert done.status_code == 302, text_of(done)
    one = Undertaking.objects.get()
    member = as_("chemist")
    assert "Read and sign" in text_of(member.get("/undertakings"))
    assert "Signed: 0 of" not in text_of(member.get(f"/undertakings/{one.pk}"))
    assert "Signed: 0 of" in text_of(office.get(f"/undertakings/{one.pk}"))
    receipt = Receipt.objects.get(person=company["chemist"])
    path = f"/receipts/{receipt.pk}/do/"
    opened = member.post(f"{path}delivery.open_receipt", {"version": receipt.version})
    assert opened.status_code == 302
    receipt.refresh_from_db()
    signed = member.post(
        f"{path}delivery.acknowledge",
        {"version": receipt.version, "answer": "", "password": PASSWORD},
    )
    assert signed.status_code == 302, text_of(signed)
    assert "You have signed" in text_of(member.get("/undertakings"))
    assert "Signed: 1 of" in text_of(office.get(f"/undertakings/{one.pk}"))


def test_an_interest_stands_beside_the_agenda_for_the_office(
    company: Cast, at: Ticker, as_: As
) -> None:
    member = as_("chemist")
    done = member.post(
        "/interests/new",
        {"version": "0", "text": "配偶在供应商任职", "from_on": "2026-11-20", "until_on": ""},
    )
    assert done.status_code == 302, text_of(done)
    interest = Interest.objects.get()
    item = meetings.notified(company, at, meetings.with_item(company, at))
    page = f"/meetings/{item.meeting_id}"
    assert "配偶在供应商任职" in text_of(as_("office").get(page))
    assert "配偶在供应商任职" in text_of(as_("chair").get(page))
    for who in ("head", "counsel", "leader"):
        assert "配偶在供应商任职" not in text_of(as_(who).get(page)), who
        assert as_(who).get(f"/interests/{interest.pk}").status_code == 404
        assert "配偶在供应商任职" not in text_of(as_(who).get("/interests"))
    ended = act_on(member, interest, "committee.end_interest", on="2026-11-20")
    assert ended.status_code == 302
    assert "配偶在供应商任职" not in text_of(as_("office").get(page))


def test_an_opinion_is_asked_and_given_on_the_screen(company: Cast, at: Ticker, as_: As) -> None:
    secret = scenes.proposed(company, at)
    office, expert = as_("office"), as_("chemist")
    assert "Ask experts for their opinion" in text_of(office.get(f"/secrets/{secret.pk}"))
    path = f"/opinions/about/{secret.pk}"
    assert "Technology" in text_of(office.get(path))
    chosen = f"technology:{company['chemist'].pk}"
    data = {"version": secret.version, "asked": "是否公开？", "due_on": "2026-12-01"}
    mixed = [chosen, f"law:{company['counsel'].pk}"]
    refused = office.post(path, {**data, "whom": mixed})
    assert refused.status_code == 422
    done = office.post(path, {**data, "whom": [chosen]})
    assert done.status_code == 302, text_of(done)
    opinion = Opinion.objects.get()
    wrong = act_on(expert, opinion, "committee.give_opinion", text="未公开", password="no")
    assert wrong.status_code == 422
    given = act_on(expert, opinion, "committee.give_opinion", text="未公开", password=PASSWORD)
    assert given.status_code == 302, text_of(given)
    assert "未公开" in text_of(as_("head").get(f"/secrets/{secret.pk}"))
    assert as_("marketer").get(path).status_code == 404
    assert as_("marketer").get(f"/opinions/{opinion.pk}").status_code == 404
    assert as_("marketer").get("/opinions").status_code == 200
    assert as_("engineer").get(path).status_code in {403, 404}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_the_pages_open_for_all_who_take_part(
    company: Cast, at: Ticker, as_: As, path: str, lang: str
) -> None:
    seats.appointed(company, at)
    seats.undertaking(company, at)
    seats.declared(company, at)
    seats.asked(company, at, scenes.proposed(company, at))
    for who in ("chair", "office", "engineer", "sister_leader"):
        assert as_(who, lang).get(path).status_code == 200, who


def test_an_administrator_takes_no_part(company: Cast, as_: As) -> None:
    assert as_("system_admin").get("/committee/seats").status_code == 404


@pytest.mark.parametrize("who", ["office", "chemist"])
def test_the_pages_keep_to_their_budget(company: Cast, at: Ticker, as_: As, who: str) -> None:
    seats.appointed(company, at)
    seats.undertaking(company, at)
    browser = as_(who)
    few = {path: browser.queries(path) for path in PAGES}
    assert max(few.values()) <= 34, few
    for key in ("marketer", "chemist"):
        seats.nominated(company, at, key, role="office")
        seats.declared(company, at, "chemist", text=key)
    seats.appointed(company, at, "marketer", role="expert")
    for path in PAGES:
        assert browser.queries(path) <= few[path] + 1, path
