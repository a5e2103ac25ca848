"""Who reads what a secret is: need to know, dated, and nobody by the power of an office."""

from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions
from shoumi.domains.register.actions import read_content, refine
from shoumi.domains.register.content import open_content
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.actions import appoint, declare_absence, end_appointment, end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Audience
from shoumi.kernel.storage.refusals import DecisionNeeded
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.acts import ADMINISTRATORS, DAY
from tests.kernel.witness import codes, entries_after, last_entry, nothing_changes

READ = "register.read_content"
IN_FORCE = {"engineer", "chemist", "custodian", "head"}


def readers(secret: TradeSecret, cast: Cast, at: Ticker, days: int = 0) -> set[str]:
    when = at.now + timedelta(days)
    return {key for key in cast.persons if decide(cast[key], READ, secret, when).allowed}


def why_not(key: str, secret: TradeSecret, cast: Cast, at: Ticker) -> list[str]:
    return [reason.code for reason in decide(cast[key], READ, secret, at.now).because]


def test_in_force_it_is_read_by_owner_audience_custodian_and_head(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.in_force(company, at)
    assert readers(secret, company, at) == IN_FORCE
    for key in ("office", "office_head", "chair", "counsel", "leader", "sister_custodian"):
        assert why_not(key, secret, company, at) == ["no_need_to_know"]
    for key in ADMINISTRATORS:
        assert "administrator" in why_not(key, secret, company, at)
    assert not decide(HOUSE, READ, secret, at.now).allowed


def test_who_is_asked_reads_while_the_step_is_open_and_no_longer(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at, grade="core")
    assert readers(secret, company, at) == IN_FORCE
    for signer, asked in (("head", {"leader"}), ("leader", set())):
        secret = actions.approve_grading(secret, verdict="agree", by=company[signer], at=at())
        assert readers(secret, company, at) == IN_FORCE | asked
    secret = scenes.resolved(secret, company, at)
    secret = actions.file(secret, by=company["office"], at=at())
    assert readers(secret, company, at) == IN_FORCE


def test_a_deputy_of_who_is_asked_reads_for_these_days(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    secret = actions.approve_grading(secret, verdict="agree", by=company["head"], at=at())
    declare_absence(
        company["leader"], deputy=company["marketing_head"], from_on=DAY,
        until_on=DAY + timedelta(1), by=company["leader"], at=at(),
    )  # fmt: skip
    for days, deputy in ((0, True), (1, True), (2, False)):
        assert ("marketing_head" in readers(secret, company, at, days)) is deputy


def test_a_deputy_does_not_read_what_the_other_knows(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    declare_absence(
        company["chemist"], deputy=company["marketer"], from_on=DAY, until_on=DAY,
        by=company["chemist"], at=at(),
    )  # fmt: skip
    assert readers(secret, company, at) == IN_FORCE


def test_the_audience_is_dated_and_follows_post_and_unit(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    post = company.units["MK"].posts.get(role="custodian")
    for whom in (post, company.units["FN"]):
        secret = actions.widen_audience(
            secret, whom=whom, because="核价。", until_on=DAY + timedelta(5),
            by=company["engineer"], at=at(),
        )  # fmt: skip
    more = {"marketing_custodian", "finance_head", "finance_custodian"}
    assert readers(secret, company, at) == IN_FORCE | more
    assert readers(secret, company, at, days=4) == IN_FORCE | more
    assert readers(secret, company, at, days=5) == IN_FORCE
    held = Appointment.objects.get(post=post)
    end_appointment(held, on=DAY, by=HOUSE, at=at())
    appoint(person=company["marketer"], post=post, from_on=DAY, by=HOUSE, at=at())
    assert readers(secret, company, at) == IN_FORCE | (more | {"marketer"}) - {
        "marketing_custodian"
    }


def test_who_was_removed_or_has_left_reads_no_more(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    row = Audience.objects.get(record=secret, person=company["chemist"], capacity="knows")
    secret = actions.narrow_audience(secret, row=row, by=company["engineer"], at=at())
    assert readers(secret, company, at) == IN_FORCE - {"chemist"}
    for key in ("engineer", "custodian"):
        end_person(company[key], on=DAY, by=HOUSE, at=at())
        assert "not_active" in why_not(key, secret, company, at)
    assert readers(secret, company, at) == {"head"}


def test_a_nominator_reads_his_own_until_it_is_decided(company: Cast, at: Ticker) -> None:
    """Also where the custodian has named another owner; then only who needs to know."""
    secret = scenes.nominated(company, at, by="marketer")
    assert readers(secret, company, at) == {"marketer", "marketing_custodian", "marketing_head"}
    owner = actions.Description(owner=company["marketing_head"])
    secret = refine(secret, description=owner, by=company["marketing_custodian"], at=at())
    assert "marketer" in readers(secret, company, at)
    secret = actions.decline(secret, note="已公开。", by=company["marketing_custodian"], at=at())
    assert readers(secret, company, at) == {"marketing_custodian", "marketing_head"}


@pytest.mark.parametrize("state", ["quarantined", "entombed"])
def test_in_quarantine_and_under_its_tombstone_nobody_reads(
    company: Cast, at: Ticker, state: str
) -> None:
    secret = scenes.in_force(company, at)
    secret = actions.quarantine(secret, by=company["head"], at=at())
    if state == "entombed":
        secret = actions.entomb(secret, note="已移交。", by=company["office"], at=at())
    assert secret.state == state
    assert readers(secret, company, at) == set()
    with nothing_changes(), pytest.raises(Refused) as refused:
        read_content(secret, by=company["engineer"], at=at())
    assert codes(refused) == ["quarantined"]


def test_every_opening_is_logged_and_so_is_every_refusal(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    version, last = secret.version, last_entry()
    read_content(secret, by=company["chemist"], at=at())
    with pytest.raises(Refused):
        read_content(secret, by=company["office"], at=at())
    entries = entries_after(last)
    assert [(one.verb, one.outcome) for one in entries] == [(READ, "done"), (READ, "refused")]
    assert [one.actor for one in entries] == [
        company[key].pseudonym for key in ("chemist", "office")
    ]
    assert TradeSecret.objects.get(pk=secret.pk).version == version
    assert not any("升温".encode() in bytes(entry.leaf) for entry in Entry.objects.all())


def test_without_a_fresh_decision_nothing_opens(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    good = decide(company["engineer"], READ, secret, at.now)
    assert open_content(secret, good, at=at.now).points[2].startswith("第二段")
    against = decide(company["office"], READ, secret, at.now)
    for decision, when in ((against, at.now), (good, at.now + timedelta(seconds=61))):
        with pytest.raises(DecisionNeeded):
            open_content(secret, decision, at=when)
    other = scenes.nominated(company, at, by="marketer")
    with pytest.raises(DecisionNeeded):
        open_content(other, good, at=at.now)
