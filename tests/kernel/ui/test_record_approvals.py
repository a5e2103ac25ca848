"""Approvals on the record page: asked, decided, on paper, for another, passed on."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import declare_absence, end_appointment
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.approvals.models import Approval, Seat
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.kernel.papers import PDF
from tests.kernel.ui.conftest import Browser
from tests.kernel.ui.memos import act, page


def test_approvals_show_who_is_asked_and_what_was_decided(
    browser: Browser, asked: Record, house: Cast
) -> None:
    assert page(browser("custodian"), asked).count("is asked now") == 2
    act(browser("head"), asked, "memos.approve", verdict="agree", note="good")
    shown = page(browser("custodian"), asked)
    assert "Agree" in shown
    assert "good" in shown


@pytest.mark.django_db(databases=["default", "keystore"])
def test_a_decision_on_paper_shows_both_dates_and_the_paper(
    sealing: None, browser: Browser, asked: Record
) -> None:
    signed = date(2026, 11, 20)
    response = act(
        browser("chemist"), asked, "memos.enter_paper", verdict="agree",
        signed_on=signed.isoformat(), signer=Seat.objects.earliest("pk").person_id,
        scan=SimpleUploadedFile("签字.pdf", PDF),
    )  # fmt: skip
    assert response.status_code == 302
    shown = page(browser("custodian"), asked)
    assert "signed on paper 2026-11-20" in shown
    assert "The signed paper" in shown
    scan = reverse("papers.open_evidence", args=[Evidence.objects.get().pk])
    assert f'action="{scan}"' in shown
    opened = browser("custodian").post(scan)
    assert b"".join(opened.streaming_content) == PDF  # type: ignore[attr-defined]
    assert "entered" in shown


def test_a_deputy_decides_for_who_is_away(
    browser: Browser, asked: Record, house: Cast, now: datetime
) -> None:
    day = now.date()
    declare_absence(
        house["head"], deputy=house["custodian"], from_on=day - timedelta(days=1),
        until_on=day + timedelta(days=2), by=house["head"], at=now,
    )  # fmt: skip
    deputy = browser("custodian")
    assert "for Chen Zhe" in deputy.get("/").content.decode()
    act(deputy, asked, "memos.approve", verdict="agree")
    assert "for Chen Zhe" in page(browser("engineer"), asked)


def test_a_seat_is_passed_on(browser: Browser, asked: Record, house: Cast) -> None:
    head, approval = browser("head"), Approval.objects.get()
    address = reverse("approvals.act", args=[approval.pk, "approvals.transfer"])
    assert (
        "李玥 · 0202" in head.get(address, headers={"accept-language": "zh-hans"}).content.decode()
    )
    fields = {"to": "Li Yue", "note": "on leave", "version": approval.version}
    assert head.post(address, fields).status_code == 302
    assert "memos.approve" in page(browser("custodian"), asked)
    assert "passed on" in page(head, asked)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nobody at all", "Nobody here has this name"),
        ("曹北辰", "Nobody here has this name"),
        ("", "required"),
        ("' OR 1=1 --", "Nobody here has this name"),
    ],
)
def test_a_person_out_of_reach_cannot_be_named(
    browser: Browser, asked: Record, house: Cast, at: Ticker, typed: str, words: str
) -> None:
    seat = Appointment.objects.get(person=house["head"], post__role="member")
    end_appointment(seat, on=date(2026, 1, 6), by=HOUSE, at=at())
    approval = Approval.objects.get()
    address = reverse("approvals.act", args=[approval.pk, "approvals.transfer"])
    response = browser("head").post(
        address, {"to": typed, "note": "x", "version": approval.version}
    )
    assert response.status_code == 422
    assert words in response.content.decode()
