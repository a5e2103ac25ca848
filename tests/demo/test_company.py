"""The demo company is whole: its secrets stand where their stories end."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shoumi.demo.company import SIGN_INS, build
from shoumi.domains.committee.models import Meeting, Opinion, Resolution
from shoumi.domains.policies.models import Edition, Question
from shoumi.domains.register.actions import approve_grading, decline, file, issue_label
from shoumi.domains.register.models import Campaign, CampaignAnswer, GradingStandard, TradeSecret
from shoumi.domains.register.scoping import outside_scope
from shoumi.kernel.accounts.models import Account
from shoumi.kernel.controls import Status
from shoumi.regime.assessment import assess, edition_on
from tests.conftest import Ticker

COMMITTEES = (
    "1", "3.1", "3.2", "3.3", "4.1", "4.M1", "4.M2", "4.M3", "5.1", "5.2", "5.3", "6.1", "8.1",
    "8.2",
)  # fmt: skip


@pytest.mark.django_db(databases=["default", "keystore"])
def test_the_demo_company_tells_its_story_to_the_end(data: Path, at: Ticker) -> None:
    passwords = build(at=at())
    assert set(passwords) == {key for key, _ in SIGN_INS}
    assert Account.objects.count() == len(passwords)
    states = Counter(TradeSecret.objects.values_list("state", flat=True))
    assert states == {
        "active": 11, "nominated": 1, "proposed": 1, "approved": 1, "declined": 1,
        "declassified": 1,
    }  # fmt: skip
    edition = edition_on(at.now.date())
    assert edition is not None
    assert len(assess(edition, at.now.date())) == 33
    committees_year(at)
    assert statuses(at)["4.2"] is Status.DUE
    assert statuses(at)["2.2"] is Status.KEPT
    finish(at)
    assert statuses(at)["4.2"] is Status.KEPT


def committees_year(at: Ticker) -> None:
    """Every clause on the committee's work has its verdict, some good and some bad."""
    kept, due, broken = Status.KEPT, Status.DUE, Status.BROKEN
    found = statuses(at)
    assert {ident: found[ident] for ident in COMMITTEES} == {
        "1": kept, "3.1": broken, "3.2": broken, "3.3": due, "4.1": kept, "4.M1": broken,
        "4.M2": broken, "4.M3": broken, "5.1": kept, "5.2": broken, "5.3": due, "6.1": broken,
        "8.1": kept, "8.2": broken,
    }  # fmt: skip
    meetings = Counter(Meeting.objects.values_list("form", "state"))
    assert meetings == {
        ("regular", "archived"): 1, ("yearly", "archived"): 1, ("written", "in_session"): 1,
        ("regular", "notified"): 1,
    }  # fmt: skip
    led = Resolution.objects.filter(lead__isnull=False).order_by("pk")
    assert [one.state for one in led] == ["closed", "adopted", "adopted"]
    assert not Resolution.objects.filter(is_interim=True, ratified_by=None).exists()
    assert Counter(Edition.objects.values_list("state", flat=True)) == {
        "in_force": 4, "consulting": 2,
    }  # fmt: skip
    assert Campaign.objects.get().state == "closed"
    assert not CampaignAnswer.objects.silent_on(at.now.date()).exists()
    assert GradingStandard.objects.at(at.now.date()).count() == 1
    assert not outside_scope(at.now.date()).exists()
    assert Question.objects.get().state == "published"
    assert Opinion.objects.filter(state="given").count() == 1


def statuses(at: Ticker) -> dict[str, Status]:
    edition = edition_on(at.now.date())
    assert edition is not None
    return {one.clause.ident: one.verdict.status for one in assess(edition, at.now.date())}


def finish(at: Ticker) -> None:
    """Do what waits in the demo, as a newcomer does in the browser."""
    office, custodian = (
        Account.objects.get(username=name).person for name in ("office", "custodian")
    )
    decline(TradeSecret.objects.get(state="nominated"), note="公开已久。", by=custodian, at=at())
    waiting = TradeSecret.objects.get(state="proposed")
    for name in ("head", "leader"):
        signer = Account.objects.get(username=name).person
        approve_grading(waiting, verdict="agree", by=signer, at=at())
    for secret in TradeSecret.objects.filter(state="approved"):
        file(secret, by=office, at=at())
        issue_label(secret, by=secret.owner, at=at())


@pytest.mark.django_db(databases=["default", "keystore"])
def test_the_demo_can_be_made_at_the_turn_of_the_year(data: Path) -> None:
    build(at=datetime(2026, 1, 2, 8, tzinfo=UTC))
    assert Meeting.objects.filter(form="yearly", state="archived").count() == 1
