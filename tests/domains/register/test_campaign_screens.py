"""A grading campaign on screens: what each person sees and may ask for."""

from collections.abc import Callable
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import Campaign
from tests.conftest import Ticker
from tests.domains.register import campaigns, scenes
from tests.domains.register.browsing import Browser, clock
from tests.domains.register.campaigns import again, answer_of, day

__all__ = ["clock"]
LIST, PAGE = 20, 30
Opened = Callable[[str], Browser]


@pytest.fixture
def browser(company: Cast, at: Ticker, clock: Ticker) -> Opened:
    return lambda key: Browser(company, key, at)


@pytest.fixture
def campaign(company: Cast, at: Ticker) -> Campaign:
    return campaigns.opened(company, at)


def act(client: Browser, record: Any, name: str, **fields: Any) -> int:
    sent = {"version": again(record).version, **fields}
    return int(client.post(f"/records/{record.pk}/do/{name}", sent).status_code)


def test_it_goes_its_way(company: Cast, at: Ticker, browser: Opened) -> None:
    office = browser("office")
    sent = {
        "version": 0, "title": "年度定密普查", "text": "对照范围目录。",
        "unit": company.units["YL"].pk, "from_on": day(at).isoformat(), "answer_by": "2026-12-31",
    }  # fmt: skip
    assert office.post("/campaigns/new", {**sent, "title": ""}).status_code == 422
    assert office.post("/campaigns/new", sent).status_code == 302
    campaign = Campaign.objects.get()
    page = office.get(f"/records/{campaign.pk}/do/register.revise_campaign")
    assert "对照范围目录。" in page.content.decode()
    changed = {key: value for key, value in sent.items() if key not in {"version", "unit"}}
    assert act(office, campaign, "register.revise_campaign", **changed) == 302
    assert act(office, campaign, "register.submit_campaign") == 302
    shown = office.get(f"/campaigns/{campaign.pk}").content.decode()
    assert "by a resolution" in shown
    campaigns.resolved(campaign, company, at)
    secret = scenes.nominated(company, at)
    answer = answer_of(campaign, company, "RD")
    custodian, head = browser("custodian"), browser("head")
    form = custodian.get(f"/records/{answer.pk}/do/register.answer_campaign").content.decode()
    assert secret.title in form
    assert act(custodian, answer, "register.answer_campaign") == 422
    assert act(custodian, answer, "register.answer_campaign", secrets=[secret.pk]) == 302
    assert answer.title in head.get("/").content.decode()
    assert act(head, answer, "register.confirm_answer") == 302
    board = browser("sister_custodian").get(f"/campaigns/{campaign.pk}").content.decode()
    assert "12 %" in board
    assert f"/campaign-answers/{answer.pk}" not in board
    at(days=60)
    office = browser("office")
    assert campaign.title in office.get("/").content.decode()
    assert act(office, campaign, "register.close_campaign") == 302
    assert "Silent" in office.get(f"/campaigns/{campaign.pk}").content.decode()


def test_a_secret_that_the_reader_may_not_see_is_only_counted(
    company: Cast, at: Ticker, campaign: Campaign, browser: Opened
) -> None:
    secret = scenes.nominated(company, at)
    answer = answer_of(campaign, company, "RD")
    client = browser("custodian")
    act(client, answer, "register.answer_campaign", secrets=[secret.pk])
    assert secret.title in client.get(f"/campaign-answers/{answer.pk}").content.decode()
    chair = browser("chair").get(f"/campaign-answers/{answer.pk}").content.decode()
    assert secret.title not in chair
    assert "1 secret more" in chair


def test_nobody_else_sees_it(
    company: Cast, at: Ticker, campaign: Campaign, browser: Opened
) -> None:
    engineer = browser("engineer")
    answer = answer_of(campaign, company, "RD")
    for path in (f"/campaigns/{campaign.pk}", f"/campaign-answers/{answer.pk}"):
        assert engineer.get(path).status_code == 404
    assert engineer.get("/campaigns/new").status_code == 403
    assert "No grading campaign yet" in engineer.get("/campaigns").content.decode()
    assert browser("sister_custodian").get(f"/campaign-answers/{answer.pk}").status_code == 404


@pytest.mark.parametrize(
    ("path", "most"),
    [("/campaigns", LIST), ("/campaigns/{campaign}", PAGE), ("/campaign-answers/{answer}", PAGE)],
)
def test_queries_do_not_grow(
    path: str, most: int, company: Cast, at: Ticker, campaign: Campaign, browser: Opened
) -> None:
    client = browser("custodian")
    answer = answer_of(campaign, company, "RD")
    address = path.format(campaign=campaign.pk, answer=answer.pk)
    assert client.queries(address) <= most
