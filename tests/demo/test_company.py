"""The demo company is whole: its secrets stand where their stories end."""

from collections import Counter
from pathlib import Path

import pytest

from shoumi.demo.company import SIGN_INS, build
from shoumi.domains.register.actions import approve_grading, decline, file, issue_label
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import Account
from shoumi.kernel.controls import Status
from shoumi.regime.assessment import assess, edition_on
from tests.conftest import Ticker


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
    assert status_of_4_2(at) is Status.DUE
    finish(at)
    assert status_of_4_2(at) is Status.KEPT


def status_of_4_2(at: Ticker) -> Status:
    edition = edition_on(at.now.date())
    assert edition is not None
    (clause,) = (one for one in assess(edition, at.now.date()) if one.clause.ident == "4.2")
    return clause.verdict.status


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
