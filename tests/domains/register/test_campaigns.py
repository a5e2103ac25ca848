"""A grading campaign from its draft to its summary: who may, what is refused, what is written."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions
from shoumi.domains.register.campaigns.duties import campaign_answer
from shoumi.domains.register.models import Campaign, CampaignAnswer
from shoumi.domains.register.rules.campaign import Came, took_part
from shoumi.kernel.access import may
from shoumi.kernel.accounts.actions import end_appointment
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, Role
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.register import campaigns, scenes
from tests.domains.register.campaigns import again, answer_of, day
from tests.kernel.witness import codes, nothing_changes

OFFICE = {"office", "office_head"}
DAY = timedelta(days=1)


@pytest.fixture
def campaign(company: Cast, at: Ticker) -> Campaign:
    return campaigns.opened(company, at)


@pytest.fixture
def answer(campaign: Campaign, company: Cast) -> CampaignAnswer:
    return answer_of(campaign, company, "RD")


def allowed(cast: Cast, at: Ticker, action: str, record: Any) -> set[str]:
    return {key for key in cast.persons if may(cast[key], f"register.{action}", record, at())}


def seeing(cast: Cast, at: Ticker, record: Any) -> set[str]:
    rows = type(record).objects
    return {key for key in cast.persons if rows.visible_to(cast[key], at()).filter(pk=record.pk)}


def test_the_committee_opens_it_and_every_department_is_asked(
    company: Cast, at: Ticker, campaign: Campaign
) -> None:
    assert (campaign.state, campaign.opened_on) == ("open", day(at))
    assert campaign.number
    asked = {one.org_unit.code for one in campaign.answers.all()}
    assert asked == {"RD", "MK", "FN", "HR", "LG", "IT", "HC-PR", "BY-RD"}
    done = Entry.objects.filter(verb="register.follow_campaign_resolution", outcome="done")
    assert done.count() == 1


@pytest.mark.parametrize(("verdict", "state"), [("return", "draft"), ("refuse", "declined")])
def test_without_its_agreement_nobody_is_asked(
    verdict: str, state: str, company: Cast, at: Ticker
) -> None:
    decided = campaigns.resolved(campaigns.submitted(company, at), company, at, verdict)
    assert decided.state == state
    assert not CampaignAnswer.objects.exists()


def test_alone_the_director_decides(company: Cast, at: Ticker) -> None:
    for seat in Appointment.objects.filter(post__role__in=(Role.DEPUTY, Role.MEMBER)):
        end_appointment(seat, on=day(at), by=HOUSE, at=at())
    campaign = campaigns.submitted(company, at)
    assert allowed(company, at, "decide_campaign", campaign) == {"chair"}
    actions.decide_campaign(campaign, verdict="agree", by=company["chair"], at=at())
    assert again(campaign).state == "open"


def test_who_may_what(
    company: Cast, at: Ticker, campaign: Campaign, answer: CampaignAnswer
) -> None:
    assert allowed(company, at, "begin_campaign", None) == OFFICE
    for action in ("revise_campaign", "submit_campaign", "withdraw_campaign", "close_campaign"):
        assert allowed(company, at, action, campaign) == OFFICE
    assert not allowed(company, at, "decide_campaign", campaign)
    assert not allowed(company, at, "follow_campaign_resolution", campaign)
    for action in ("answer_campaign", "answer_nothing"):
        assert allowed(company, at, action, answer) == {"custodian", "head"}
    for action in ("confirm_answer", "return_answer"):
        assert allowed(company, at, action, answer) == {"head", "leader", "chair"}


def test_where_a_department_has_nobody_the_leader_or_the_office_answers(
    company: Cast, at: Ticker, campaign: Campaign
) -> None:
    answer = answer_of(campaign, company, "RD")
    for one in Appointment.objects.filter(person__in=[company["custodian"].pk, company["head"].pk]):
        end_appointment(one, on=day(at), by=HOUSE, at=at())
    assert allowed(company, at, "answer_nothing", answer) == {"leader", *OFFICE}


def test_who_sees_it(company: Cast, at: Ticker, campaign: Campaign, answer: CampaignAnswer) -> None:
    assert seeing(company, at, answer) == {"custodian", "head", "leader", "chair", *OFFICE}
    everybody = seeing(company, at, campaign)
    assert {"custodian", "sister_custodian", "counsel", "chair"} <= everybody
    assert not {"engineer", "marketer", "system_admin"} & everybody
    draft = campaigns.begun(company, at, "RD")
    assert seeing(company, at, draft) == OFFICE


def test_one_writes_and_another_confirms(company: Cast, at: Ticker, answer: CampaignAnswer) -> None:
    secret = scenes.nominated(company, at)
    written = actions.answer_campaign(
        answer, secrets=[secret], text="另有两份图纸待定。", by=company["custodian"], at=at()
    )
    assert (written.state, written.confirmed_on) == ("written", None)
    with nothing_changes(), pytest.raises(Refused):
        actions.confirm_answer(again(answer), by=company["custodian"], at=at())
    actions.return_answer(again(answer), note="漏了配方", by=company["head"], at=at())
    actions.answer_campaign(
        again(answer), secrets=[], text="均已处理。", by=company["custodian"], at=at()
    )
    assert not answer.named.standing().exists()
    actions.return_answer(again(answer), note="仍应列出", by=company["head"], at=at())
    actions.answer_campaign(again(answer), secrets=[secret], by=company["custodian"], at=at())
    done = actions.confirm_answer(again(answer), by=company["head"], at=at())
    assert (done.state, done.confirmed_on) == ("confirmed", day(at))
    assert [one.secret_id for one in answer.named.standing()] == [secret.pk]
    assert Entry.objects.filter(verb="register.confirm_answer", outcome="done").count() == 1


def test_what_the_head_writes_is_confirmed_by_that(
    company: Cast, at: Ticker, answer: CampaignAnswer
) -> None:
    done = campaigns.nil(answer, company, at)
    assert (done.state, done.is_nil, done.confirmed_by) == ("confirmed", True, company["head"])


def test_an_answer_says_something_and_names_its_own(
    company: Cast, at: Ticker, campaign: Campaign, answer: CampaignAnswer
) -> None:
    secret = scenes.nominated(company, at)
    by = company["custodian"]
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        actions.answer_campaign(answer, secrets=[], text=" ", by=by, at=at())
    assert invalid.value.field == "text"
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        actions.answer_nothing(again(answer), note=" ", by=by, at=at())
    assert invalid.value.field == "note"
    other = answer_of(campaign, company, "MK")
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        actions.answer_campaign(other, secrets=[secret], by=company["marketing_head"], at=at())
    assert invalid.value.field == "secrets"


def test_a_stale_form_is_refused(company: Cast, at: Ticker, answer: CampaignAnswer) -> None:
    seen = again(answer)
    campaigns.nil(answer, company, at, "custodian")
    with nothing_changes(), pytest.raises(Stale):
        campaigns.nil(seen, company, at)
    draft = campaigns.begun(company, at, "RD")
    seen = again(draft)
    actions.revise_campaign(
        draft, scheme=campaigns.scheme(at, "改名"), by=company["office"], at=at()
    )
    for act in (actions.submit_campaign, actions.close_campaign):
        with nothing_changes(), pytest.raises(Stale):
            act(again_as(seen), by=company["office"], at=at())
    with nothing_changes(), pytest.raises(Stale):
        actions.withdraw_campaign(again_as(seen), note="不做了", by=company["office"], at=at())


def again_as(seen: Campaign) -> Campaign:
    """The row as it was read then."""
    copy = Campaign.objects.get(pk=seen.pk)
    copy.version = seen.version
    return copy


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title": " "}, "title"), ({"text": ""}, "text"), ({"from_on": 1}, "from_on"),
     ({"answer_by": 0}, "answer_by")],
)  # fmt: skip
def test_a_scheme_lacks_nothing(
    changed: dict[str, Any], field: str, company: Cast, at: Ticker
) -> None:
    given: dict[str, Any] = {
        key: day(at) + DAY * value if isinstance(value, int) else value
        for key, value in changed.items()
    }
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        campaigns.begun(company, at, **given)
    assert invalid.value.field == field


def test_no_two_ask_the_same_departments(company: Cast, at: Ticker, campaign: Campaign) -> None:
    second = campaigns.begun(company, at, "RD")
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.submit_campaign(second, by=company["office"], at=at())
    assert codes(refused) == ["under_way"]
    actions.withdraw_campaign(again(second), note="重复", by=company["office"], at=at())
    assert again(second).state == "withdrawn"


def test_it_is_not_submitted_when_nobody_could_answer_in_time(company: Cast, at: Ticker) -> None:
    draft = campaigns.begun(company, at)
    at(days=40)
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.submit_campaign(draft, by=company["office"], at=at())
    assert codes(refused) == ["too_late"]


def test_it_is_on_the_list_of_each_department_until_it_answered(
    company: Cast, at: Ticker, campaign: Campaign
) -> None:
    falling = {one.record.org_unit.code: one for one in campaign_answer(day(at))}
    assert falling["RD"].lead == company["custodian"]
    assert falling["RD"].due_on == campaign.due_on
    campaigns.nil(answer_of(campaign, company, "RD"), company, at)
    assert "RD" not in {one.record.org_unit.code for one in campaign_answer(day(at))}
    assert not list(campaign_answer(day(at) - DAY * 2))


def test_closed_it_issues_its_summary_and_the_silent_may_still_answer(
    data: Path, company: Cast, at: Ticker, campaign: Campaign
) -> None:
    campaigns.nil(answer_of(campaign, company, "RD"), company, at)
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.close_campaign(campaign, by=company["office"], at=at())
    assert codes(refused) == ["still_open"]
    at(days=31)
    closed = actions.close_campaign(again(campaign), by=company["office"], at=at())
    assert (closed.state, closed.closed_on) == ("closed", timezone.localdate(at.now))
    assert closed.paper is not None
    late = answer_of(campaign, company, "MK")
    assert campaigns.nil(late, company, at, "marketing_head").state == "confirmed"


def test_a_later_campaign_asks_anew(
    data: Path, company: Cast, at: Ticker, campaign: Campaign, answer: CampaignAnswer
) -> None:
    at(days=31)
    actions.close_campaign(campaign, by=company["office"], at=at())
    second = campaigns.opened(company, at, "RD")
    lapsed = again(answer)
    assert (lapsed.state, lapsed.lapsed_on) == ("lapsed", day(at))
    asked = CampaignAnswer.objects.silent_on(day(at)).filter(org_unit=company.units["RD"])
    assert [one.campaign_id for one in asked] == [second.pk]


def test_participation_is_counted_as_it_stood_on_a_day(at: Ticker) -> None:
    by = day(at)
    rows = [Came(by - DAY, is_nil=True), Came(by, secrets=3), Came(by + DAY, secrets=2), Came(None)]
    then = took_part(rows, by, by)
    assert (then.in_time, then.late, then.waiting, then.silent) == (2, 0, 2, 0)
    assert (then.nil, then.secrets, then.percent) == (1, 3, 50)
    later = took_part(rows, by, by + DAY)
    assert (later.in_time, later.late, later.waiting, later.silent) == (2, 1, 0, 1)
    assert (later.secrets, later.percent) == (5, 75)
    assert took_part([], by, by).percent == 0
