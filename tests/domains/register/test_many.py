"""One act on many secrets of the list: each decided and logged by itself, none by force."""

import re

import pypdfium2
import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import Existing, enter_existing
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.documents.models import IssuedDocument
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.acts import existing
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.witness import entries_after, last_entry

LABELS = "/records/many/register.issue_label"
REVIEW = "/records/many/register.review"


@pytest.fixture
def secrets(company: Cast, at: Ticker) -> list[TradeSecret]:
    """Three in force, and one only nominated."""

    def enter(number: int) -> TradeSecret:
        told: Existing = existing(company, title=f"配比 {number}")
        return enter_existing(existing=told, by=company["office"], at=at())

    return [*(enter(number) for number in range(3)), scenes.nominated(company, at)]


def pick(secrets: list[TradeSecret], **more: str) -> dict[str, object]:
    return {"pick": [str(one.pk) for one in secrets], "back": "/secrets?missing=label", **more}


def versions(page: str) -> list[str]:
    return re.findall(r'name="pick" value="(\d+:\d+)"', page)


def test_it_says_first_what_will_be_done_and_for_which_not(
    secrets: list[TradeSecret], as_: As
) -> None:
    page = text_of(as_("custodian").post(LABELS, pick(secrets)))
    assert "For these 3 records" in page
    assert "Not for these" in page
    assert 'href="/secrets?missing=label"' in page
    assert len(versions(page)) == 3
    assert not IssuedDocument.objects.exists()


def test_each_gets_its_label_and_its_own_entry_and_all_are_printed_at_once(
    secrets: list[TradeSecret], as_: As
) -> None:
    custodian = as_("custodian")
    sure = versions(text_of(custodian.post(LABELS, pick(secrets))))
    last = last_entry()
    page = text_of(custodian.post(LABELS, {"pick": sure, "confirmed": "1", "back": "/secrets"}))
    assert "Done for 3 records" in page
    verbs = [entry.verb for entry in entries_after(last)]
    assert verbs.count("register.issue_label") == 3
    papers = re.findall(r'name="paper" value="(\d+)"', page)
    assert len(papers) == IssuedDocument.objects.count() == 3
    printed = custodian.post("/papers/open", {"paper": papers})
    whole = pypdfium2.PdfDocument(b"".join(printed.streaming_content))
    assert len(whole) == 3
    assert Entry.objects.filter(verb="documents.read_paper").count() == 3


def test_whoever_was_overtaken_is_told_and_the_others_are_done(
    secrets: list[TradeSecret], as_: As
) -> None:
    custodian = as_("custodian")
    sure = versions(text_of(custodian.post(REVIEW, pick(secrets[:2]))))
    as_("head").act(secrets[0], "register.review", outcome="keep")
    page = text_of(custodian.post(REVIEW, {"pick": sure, "confirmed": "1"}))
    assert "Done for 1 record" in page
    assert "Not done" in page
    assert Entry.objects.filter(verb="register.review", outcome="done").count() == 2


def test_what_one_does_not_see_is_not_there(secrets: list[TradeSecret], as_: As) -> None:
    page = text_of(as_("sister_custodian").post(LABELS, pick(secrets)))
    assert "配比" not in page
    assert not versions(page)


def test_who_may_not_does_not_whatever_is_sent(secrets: list[TradeSecret], as_: As) -> None:
    reader = as_("chemist")
    sent = [f"{one.pk}:{one.version}" for one in secrets]
    reader.post(LABELS, {"pick": sent, "confirmed": "1"})
    owned = {paper.record_id for paper in IssuedDocument.objects.all()}
    mine = TradeSecret.objects.filter(owner__name="吴䶮").values_list("pk", flat=True)
    assert owned <= set(mine)
    assert as_("system_admin").post(LABELS, {"pick": sent, "confirmed": "1"}).status_code == 200
    assert {paper.record_id for paper in IssuedDocument.objects.all()} == owned


@pytest.mark.parametrize("picked", [[], ["x"], ["1:x"], ["٣"], ["9" * 40], ["1"] * 1 + ["-1"]])
def test_scribble_is_refused(secrets: list[TradeSecret], as_: As, picked: list[str]) -> None:
    assert as_("custodian").post(LABELS, {"pick": picked}).status_code == 400
    assert as_("custodian").post("/papers/open", {"paper": picked}).status_code == 400


def test_only_what_was_declared_for_many_is_done_to_many(
    secrets: list[TradeSecret], as_: As
) -> None:
    for name in ("register.void", "register.nothing", "documents.void"):
        assert as_("office").post(f"/records/many/{name}", pick(secrets)).status_code == 404


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_back_leads_to_this_house_only(secrets: list[TradeSecret], as_: As, back: str) -> None:
    page = text_of(as_("custodian").post(LABELS, {**pick(secrets), "back": back}))
    assert "evil" not in page


def test_the_list_offers_it_to_those_whose_task_it_is(secrets: list[TradeSecret], as_: As) -> None:
    assert LABELS in text_of(as_("office").get("/secrets?missing=label"))
    assert LABELS not in text_of(as_("chemist").get("/secrets?missing=label"))
