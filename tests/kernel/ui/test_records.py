"""The record page: what it shows to whom, what it offers, and how it answers a no."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.models import Decision
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Record
from tests.kernel.papers import PDF
from tests.kernel.ui.conftest import Browser
from tests.kernel.ui.memos import act, page


def test_the_page_shows_head_body_and_history(browser: Browser, memo: Record) -> None:
    shown = page(browser("engineer"), memo)
    assert "&lt;b&gt;石墨&lt;/b&gt;负极配方" in shown
    assert "<b>石墨" not in shown
    assert "No number yet" in shown
    assert "Important" in shown
    assert "Draft" in shown
    assert "for Zhou Yi" in shown
    assert "Write a memo" in shown
    assert "in the log, not yet placed" in shown


def test_what_one_may_not_see_does_not_exist(browser: Browser, memo: Record) -> None:
    stranger = browser("marketer")
    for address in (
        reverse("records.record", args=[memo.pk]),
        reverse("records.act", args=[memo.pk, "memos.rename"]),
        reverse("records.record", args=[memo.pk + 999]),
    ):
        response = stranger.get(address)
        assert response.status_code == 404
        assert "石墨" not in response.content.decode()


def test_only_what_one_may_do_now_is_offered(browser: Browser, asked: Record) -> None:
    author, head, reader = (
        page(browser(name), asked) for name in ("engineer", "head", "custodian")
    )
    assert "memos.void" in author
    assert "memos.approve" not in author
    assert "memos.rename" not in author + head
    assert "memos.approve" in head
    assert "memos." not in reader


@pytest.mark.parametrize("who", ["engineer", "head", "custodian"])
def test_the_page_keeps_to_its_query_budget(browser: Browser, asked: Record, who: str) -> None:
    client = browser(who)
    with CaptureQueriesContext(connection) as queries:
        page(client, asked)
    assert len(queries) <= 25, "\n".join(query["sql"][:140] for query in queries)


def test_an_act_is_done_from_its_form(browser: Browser, memo: Record) -> None:
    author = browser("engineer")
    form = author.get(reverse("records.act", args=[memo.pk, "memos.rename"]))
    assert f'name="version" value="{memo.version}"' in form.content.decode()
    response = act(author, memo, "memos.rename", title="负极")
    assert response.headers["Location"] == reverse("records.record", args=[memo.pk])
    memo.refresh_from_db()
    assert memo.title == "负极"
    assert "Done: Rename." in page(author, memo)


def test_a_stale_form_is_refused_and_keeps_what_was_typed(browser: Browser, memo: Record) -> None:
    author = browser("engineer")
    seen = memo.version
    act(author, memo, "memos.rename", title="first")
    response = act(author, memo, "memos.rename", title="typed & kept", version=seen)
    assert response.status_code == 409
    shown = response.content.decode()
    assert "typed &amp; kept" in shown
    assert "Somebody else has changed this" in shown
    memo.refresh_from_db()
    assert memo.title == "first"
    assert f'name="version" value="{memo.version}"' in shown


def test_a_second_click_does_nothing_twice(browser: Browser, asked: Record) -> None:
    head, seen = browser("head"), asked.version
    first = act(head, asked, "memos.approve", verdict="agree", version=seen)
    second = act(head, asked, "memos.approve", verdict="agree", version=seen)
    assert (first.status_code, second.status_code) == (302, 409)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "1e3", "9" * 30, "²"])
def test_a_version_that_is_no_number_is_not_understood(
    browser: Browser, memo: Record, version: str
) -> None:
    response = act(browser("engineer"), memo, "memos.rename", title="x", version=version)
    assert response.status_code == 400


def test_what_cannot_be_taken_is_said_at_its_field(browser: Browser, memo: Record) -> None:
    response = act(browser("engineer"), memo, "memos.rename", title="forbidden")
    assert response.status_code == 422
    assert response.context["form"].errors == {"title": ["Not this title."]}
    assert act(browser("engineer"), memo, "memos.rename", title="").status_code == 422
    assert act(browser("engineer"), memo, "memos.rename", title="a\x00b").status_code == 422


def test_who_may_not_is_refused_in_words_and_logged(browser: Browser, memo: Record) -> None:
    reader = browser("custodian")
    response = act(reader, memo, "memos.rename", title="mine")
    assert response.status_code == 403
    assert "Only its author does this." in response.content.decode()
    assert Entry.objects.filter(verb="memos.rename", outcome="refused").count() == 1
    assert reader.get(reverse("records.act", args=[memo.pk, "memos.rename"])).status_code == 403


def test_what_the_state_forbids_is_said_with_the_state(browser: Browser, asked: Record) -> None:
    author = browser("engineer")
    response = author.get(reverse("records.act", args=[asked.pk, "memos.rename"]))
    assert response.status_code == 409
    assert "“Asked”" in response.content.decode()
    act(author, asked, "memos.void", note="not needed")
    again = act(author, asked, "memos.void", note="kept words")
    assert again.status_code == 409
    assert "kept words" in again.content.decode()


@pytest.mark.parametrize("name", ["memos.ask", "accounts.add_person", "nothing.at_all"])
def test_an_act_that_the_kind_does_not_offer_is_no_page(
    browser: Browser, memo: Record, name: str
) -> None:
    assert act(browser("engineer"), memo, name).status_code == 404


def test_titles_never_stand_in_an_address(browser: Browser, asked: Record) -> None:
    shown = page(browser("head"), asked) + browser("head").get("/").content.decode()
    addresses = re.findall(r'(?:href|action|formaction)="([^"]*)"', shown)
    assert addresses
    assert not [address for address in addresses if "石墨" in address or "%E7%9F%B3" in address]


@pytest.mark.django_db(databases=["default", "keystore"])
def test_evidence_is_added_opened_and_the_opening_kept(
    sealing: None, browser: Browser, memo: Record
) -> None:
    author = browser("engineer")
    file = BytesIO(PDF)
    file.name = "scan.pdf"
    response = act(
        author, memo, "documents.add_evidence", file=file, description="signed sheet",
        signed_on="2026-11-20", source="scan",
    )  # fmt: skip
    assert response.status_code == 302
    assert "signed sheet" in page(author, memo)
    evidence = Evidence.objects.get()
    opened: Any = author.post(reverse("papers.open_evidence", args=[evidence.pk]))
    assert b"".join(opened.streaming_content) == PDF
    assert "attachment" in opened["Content-Disposition"]
    entry = Entry.objects.get(verb="documents.read_evidence", outcome="done")
    assert entry.subject == f"documents.evidence/{evidence.pk}"
    stranger = browser("marketer")
    assert stranger.post(reverse("papers.open_evidence", args=[evidence.pk])).status_code == 404


def test_what_was_sent_is_opened_and_confirmed(
    browser: Browser, memo: Record, house: Cast, at: Any
) -> None:
    dispatch = send(
        memo, people=[house["custodian"]], act="acknowledge", by=house["engineer"], at=at()
    )
    receipt = dispatch.receipts.get()
    reader = browser("custodian")
    address = reverse("receipts.receipt", args=[receipt.pk])
    assert address in reader.get("/").content.decode()
    assert browser("engineer").get(address).status_code == 404
    for name in ("delivery.open_receipt", "delivery.acknowledge"):
        receipt.refresh_from_db()
        done = reader.post(
            reverse("receipts.act", args=[receipt.pk, name]), {"version": receipt.version}
        )
        assert done.headers["Location"] == address
    receipt.refresh_from_db()
    assert receipt.state == "done"
    assert address not in reader.get("/").content.decode()
    assert "1 of 1 done" in page(browser("engineer"), memo)
