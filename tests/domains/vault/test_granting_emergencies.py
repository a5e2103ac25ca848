"""Access at night: who is named, what it opens and for how long, who hears of it and reviews."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import gettext as _

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions
from shoumi.domains.vault.controls.content import emergencies_reviewed
from shoumi.domains.vault.duties.granting import REVIEW
from shoumi.domains.vault.ending import end_over
from shoumi.domains.vault.exposure import who_knew
from shoumi.domains.vault.models import Carrier, CarrierVersion, Delegation, Emergency, Grant
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.actions import appoint, end_appointment
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, Post, Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls import Status
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.tasks.actions import report
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import nights, scenes
from tests.kernel.witness import codes, nothing_changes

ADMINISTRATORS = ("system_admin", "secrecy_admin", "audit_admin")


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at, grade="core")


def able_to(cast: Cast, act: str, record: Any, at: datetime) -> set[str]:
    return {key for key in cast.persons if may(cast[key], act, record, at)}


def review(cast: Cast, at: Ticker, grant: Grant, who: str) -> Grant:
    return actions.review_emergency(
        Grant.objects.get(pk=grant.pk), finding="right", note="与产线记录相符", by=cast[who],
        at=at(),
    )  # fmt: skip


def test_head_or_leader_names_a_delegate_and_nobody_else(company: Cast, at: Ticker) -> None:
    unit = company.units["RD"]
    now = at()
    able = able_to(company, "vault.name_delegate", unit, now)
    assert able == {"head", "leader"}
    row = nights.delegated(company, at)
    assert (row.named_by, row.person) == (company["head"], company["chemist"])
    assert Entry.objects.filter(verb="vault.name_delegate", outcome="done").count() == 1


@pytest.mark.parametrize("who", [*ADMINISTRATORS, "head"])
def test_no_administrator_and_nobody_himself_is_named(company: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Invalid) as invalid, nothing_changes():
        nights.delegated(company, at, who)
    assert invalid.value.field == "person"


@pytest.mark.parametrize("days", [-1, 93])
def test_a_delegate_is_named_for_a_time(company: Cast, at: Ticker, days: int) -> None:
    with pytest.raises(Invalid) as invalid:
        nights.delegated(company, at, until_on=local_day(at.now) + timedelta(days=days))
    assert invalid.value.field == "until_on"


def test_a_delegate_looks_for_some_minutes_and_only_looks(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    """Somebody whom the audience does not name."""
    nights.delegated(company, at, "custodian")
    carrier, secret = version.carrier, version.carrier.secret
    assert not may(company["custodian"], "vault.view", carrier, at())
    grant = nights.opened(company, at, secret, "custodian")
    assert grant.ends_at - grant.starts_at == timedelta(minutes=30)
    assert Carrier.objects.visible_to(company["custodian"], at.now).filter(pk=carrier.pk).exists()
    use = actions.view(carrier, version=version, by=company["custodian"], at=at())
    assert use.grant == grant
    for act in ("vault.download", "vault.print_out", "vault.copy_out"):
        assert not may(company["custodian"], act, carrier, at.now), act
    later = at(minutes=31)
    assert not may(company["custodian"], "vault.view", carrier, later)
    assert not may(company["custodian"], "vault.show_page", carrier, later)
    assert end_over(by=HOUSE, at=later) == 1


@pytest.mark.parametrize("minutes", [0, 61])
def test_never_longer_than_an_hour(
    version: CarrierVersion, company: Cast, at: Ticker, minutes: int
) -> None:
    nights.delegated(company, at)
    with pytest.raises(Invalid) as invalid, nothing_changes():
        nights.opened(company, at, version.carrier.secret, minutes=minutes)
    assert invalid.value.field == "minutes"


def test_without_a_reason_nothing_opens(version: CarrierVersion, company: Cast, at: Ticker) -> None:
    nights.delegated(company, at)
    with pytest.raises(Invalid) as invalid:
        nights.opened(company, at, version.carrier.secret, reason="  ")
    assert invalid.value.field == "reason"


def test_nobody_else_opens_and_a_delegation_ends(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    secret = version.carrier.secret
    row = nights.delegated(company, at)
    now = at()
    able = {
        key for key in company.persons if may(company[key], "vault.open_emergency", secret, now)
    }
    assert able == {"chemist"}
    actions.end_delegation(row, by=company["leader"], at=at())
    with pytest.raises(Refused) as refused:
        nights.opened(company, at, secret)
    assert codes(refused) == ["not_delegate"]
    assert Entry.objects.filter(verb="vault.open_emergency", outcome="refused").count() == 1
    with pytest.raises(Refused):
        actions.end_delegation(Delegation.objects.get(), by=company["leader"], at=at())


def test_a_delegation_is_over_after_its_last_day(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    nights.delegated(company, at, until_on=local_day(at.now))
    secret = version.carrier.secret
    assert may(company["chemist"], "vault.open_emergency", secret, at())
    assert not may(company["chemist"], "vault.open_emergency", secret, at(days=1))


def test_a_delegate_who_becomes_an_administrator_opens_nothing(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    nights.delegated(company, at)
    post = Post.objects.get(role=Role.AUDIT_ADMIN)
    day = local_day(at.now)
    of_the_committee = Appointment.objects.filter(person=company["chemist"])
    for held in [Appointment.objects.get(post=post), *of_the_committee]:
        end_appointment(held, on=day, by=HOUSE, at=at())
    appoint(person=company["chemist"], post=post, from_on=day, by=HOUSE, at=at())
    against = decide(company["chemist"], "vault.open_emergency", version.carrier.secret, at())
    assert {one.code for one in against.because} == {"administrator", "not_delegate"}


def test_owner_and_office_hear_of_it_at_once_by_number_alone(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    nights.delegated(company, at)
    grant = nights.opened(company, at, version.carrier.secret)
    receipts = Receipt.objects.filter(dispatch__record_id=grant.pk)
    told = {one.person for one in receipts.select_related("person")}
    assert told == {company[key] for key in ("engineer", "office", "office_head")}
    line = str(receipts[0].dispatch.subject)
    assert str(grant.number) in line
    assert version.carrier.secret.title not in line
    assert str(grant.number) in text_of(as_("office").get("/"))


def test_it_shows_on_the_secret_until_it_is_reviewed(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    nights.delegated(company, at)
    grant = nights.opened(company, at, version.carrier.secret)
    path = f"/secrets/{version.carrier.secret_id}"
    assert "Opened in an emergency" in text_of(as_("engineer").get(path))
    review(company, at, grant, "office")
    assert "Opened in an emergency" not in text_of(as_("engineer").get(path))


def test_neither_the_user_nor_who_named_him_nor_another_than_the_office_reviews(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    nights.delegated(company, at)
    grant = nights.opened(company, at, version.carrier.secret)
    now = at()
    able = {
        key for key in company.persons if may(company[key], "vault.review_emergency", grant, now)
    }
    assert able == {"office", "office_head"}
    reasons = decide(company["head"], "vault.review_emergency", grant, now).because
    assert {one.code for one in reasons} == {"not_office", "named_him"}
    reasons = decide(company["chemist"], "vault.review_emergency", grant, now).because
    assert "used_it" in {one.code for one in reasons}


def test_a_review_falls_to_the_office_and_closes_by_the_review_alone(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    nights.delegated(company, at)
    grant = nights.opened(company, at, version.carrier.secret)
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty=REVIEW)
    assert task.lead in {company["office"], company["office_head"]}
    assert task.due_on == date(2026, 11, 23)
    with pytest.raises(Refused) as refused:
        report(task, result="看过了", by=task.lead, at=at())
    assert codes(refused) == ["by_record"]
    review(company, at, grant, "office")
    with pytest.raises(Refused) as refused:
        review(company, at, grant, "office_head")
    assert codes(refused) == ["reviewed"]
    turn(by=HOUSE, at=at())
    assert Task.objects.get(duty=REVIEW).state == "closed"
    row = Emergency.objects.get()
    assert (row.reviewed_by, row.finding) == (company["office"], "right")


def test_the_control_breaks_when_a_review_is_late(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    day = local_day(at.now)
    assert emergencies_reviewed(day).status is Status.NOT_APPLICABLE
    nights.delegated(company, at)
    grant = nights.opened(company, at, version.carrier.secret)
    assert emergencies_reviewed(day).status is Status.DUE
    assert emergencies_reviewed(date(2026, 11, 23)).status is Status.DUE
    assert emergencies_reviewed(date(2026, 11, 24)).status is Status.BROKEN
    at.now = datetime(2026, 11, 25, 2, tzinfo=UTC)
    review(company, at, grant, "office")
    assert emergencies_reviewed(date(2026, 11, 25)).status is Status.KEPT
    assert emergencies_reviewed(date(2026, 11, 24)).status is Status.BROKEN


def test_who_knew_names_delegates_and_what_they_opened(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    nights.delegated(company, at, "custodian")
    secret = version.carrier.secret
    found = {one.person.name: one for one in who_knew(secret, local_day(at.now))}
    custodian = company["custodian"].name
    assert [str(one.why) for one in found[custodian].could] == [str(_("Named for emergencies"))]
    nights.opened(company, at, secret, "custodian")
    actions.view(version.carrier, version=version, by=company["custodian"], at=at())
    found = {one.person.name: one for one in who_knew(secret, local_day(at.now))}
    assert len(found[custodian].could) == 2
    assert len(found[custodian].did) == 1


def test_the_delegate_opens_by_number_on_a_screen(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    nights.delegated(company, at, "custodian")
    told = {"number": "不存在", "reason": "停机", "minutes": 10}
    sent = as_("custodian").post("/emergency/open", told)
    assert sent.status_code == 422
    told["number"] = str(version.carrier.number).replace("〔", "(").replace("〕", ") ")
    sent = as_("custodian").post("/emergency/open", told)
    assert sent["Location"] == f"/secrets/{version.carrier.secret_id}"
    page = text_of(as_("custodian").get("/emergency"))
    assert str(Grant.objects.get().number) in page
    assert as_("marketer").post("/emergency/open", told).status_code in {403, 422}
    assert as_("marketer").get("/emergency/open").status_code == 403


def test_delegates_are_named_and_ended_on_screens(company: Cast, as_: As, at: Ticker) -> None:
    unit = company.units["RD"]
    path = f"/emergency/units/{unit.pk}"
    assert as_("chemist").get(path).status_code == 404
    assert path in text_of(as_("head").get("/emergency"))
    told = {
        "person": "0204", "until_on": str(local_day(at.now)), "note": "夜班",
        "version": unit.version,
    }  # fmt: skip
    assert as_("head").post(path, told).status_code == 302
    row = Delegation.objects.get()
    assert as_("chemist").post(f"/emergency/delegates/{row.pk}/end").status_code == 404
    assert as_("head").post(f"/emergency/delegates/{row.pk}/end").status_code == 302
    assert Delegation.objects.get().ended_on is not None
