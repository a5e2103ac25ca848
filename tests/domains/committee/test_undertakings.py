"""The year's undertaking: sent, signed, chased, closed; and interests that were declared."""

import io
from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.daily import go_on
from shoumi.domains.committee.models import Interest, Undertaking
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.committee import seats
from tests.kernel.papers import PDF
from tests.kernel.witness import codes


def scan() -> Scan:
    return Scan(io.BytesIO(PDF), "a.pdf")


def test_everybody_in_a_seat_is_sent_the_exact_text(company: Cast, at: Ticker) -> None:
    one = seats.undertaking(company, at)
    assert one.paper is not None
    receipts = Receipt.objects.filter(dispatch__record_id=one.pk)
    held = {row.person_id for row in receipts}
    for who in ("chair", "leader", "head", "office", "custodian", "chemist", "sister_custodian"):
        assert company[who].pk in held, who
    for who in ("engineer", "system_admin", "sister_leader"):
        assert company[who].pk not in held, who
    assert {row.dispatch.sha256 for row in receipts} == {one.paper.sha256}
    seats.sign(company, at, one, "chair")
    signed = receipts.get(person=company["chair"])
    assert (signed.state, signed.method) == ("done", "password")
    assert signed.version_sha256 == one.paper.sha256


@pytest.mark.parametrize("who", ["chair", "head", "custodian", "system_admin", "sister_leader"])
def test_only_the_office_asks(company: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Refused):
        actions.open_undertaking(
            entity=company.units["YL"], text=seats.TEXT, by=company[who], at=at()
        )


def test_one_a_year_and_never_empty(company: Cast, at: Ticker) -> None:
    with pytest.raises(Invalid):
        actions.open_undertaking(
            entity=company.units["YL"], text=" ", by=company["office"], at=at()
        )
    seats.undertaking(company, at)
    with pytest.raises(Refused) as refused:
        seats.undertaking(company, at)
    assert codes(refused) == ["there"]
    with pytest.raises(Refused):
        actions.open_undertaking(
            entity=company.units["HC"], text=seats.TEXT, by=company["office"], at=at()
        )


def test_signatures_on_paper_stand_with_their_date(company: Cast, at: Ticker) -> None:
    one = seats.undertaking(company, at)
    stale = Undertaking.objects.get()
    day = local_day(at.now)
    at(days=2)
    people = [company["head"], company["custodian"]]
    for who in ("head", "chair"):
        with pytest.raises(Refused):
            actions.enter_undertakings(
                one, people=people, scan=scan(), signed_on=day, by=company[who], at=at()
            )
    for wrong in (day - timedelta(days=1), day + timedelta(days=9)):
        with pytest.raises(Invalid):
            actions.enter_undertakings(
                one, people=people, scan=scan(), signed_on=wrong, by=company["office"], at=at()
            )
    with pytest.raises(Invalid):
        actions.enter_undertakings(
            one, people=[company["engineer"]], scan=scan(), signed_on=day, by=company["office"],
            at=at(),
        )  # fmt: skip
    actions.enter_undertakings(
        one, people=people, scan=scan(), signed_on=day, by=company["office"], at=at()
    )
    signed = Receipt.objects.filter(state="done")
    assert {row.signed_on for row in signed} == {day}
    assert {row.method for row in signed} == {"paper"}
    with pytest.raises(Stale):
        actions.enter_undertakings(
            stale, people=[company["chemist"]], scan=scan(), signed_on=day, by=company["office"],
            at=at(),
        )  # fmt: skip


def test_a_newcomer_is_asked_by_itself(company: Cast, at: Ticker) -> None:
    one = seats.undertaking(company, at)
    seats.appointed(company, at)
    assert go_on(by=HOUSE, at=at()) == 1
    assert go_on(by=HOUSE, at=at()) == 0
    asked = Receipt.objects.filter(dispatch__record_id=one.pk)
    assert asked.filter(person=company["engineer"]).count() == 1
    with pytest.raises(Refused) as refused:
        actions.ask_newcomers(Undertaking.objects.get(), by=HOUSE, at=at())
    assert codes(refused) == ["nobody_new"]


def test_what_is_missing_is_chased_and_the_year_ends(company: Cast, at: Ticker) -> None:
    one = seats.undertaking(company, at)
    with pytest.raises(Refused) as refused:
        actions.close_undertaking(one, by=HOUSE, at=at())
    assert codes(refused) == ["not_over"]
    turn(by=HOUSE, at=at(days=3))
    assert not Task.objects.filter(duty="committee.collect_undertakings").exists()
    turn(by=HOUSE, at=at(days=27))
    assert Task.objects.filter(duty="committee.collect_undertakings").count() == 1
    at.now = at.now.replace(year=2027, month=1, day=2)
    go_on(by=HOUSE, at=at())
    one.refresh_from_db()
    assert one.state == "closed"
    assert set(Receipt.objects.values_list("state", flat=True)) == {"expired"}
    turn(by=HOUSE, at=at())
    states = dict(Task.objects.values_list("duty", "state"))
    assert states["committee.collect_undertakings"] == "closed"
    assert states["committee.open_undertaking_of_year"] == "open"
    seats.undertaking(company, at)
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty="committee.open_undertaking_of_year")
    assert (task.state, task.due_on) == ("closed", date(2027, 1, 31))


def test_an_interest_is_read_by_the_office_and_the_director_only(company: Cast, at: Ticker) -> None:
    one = seats.declared(company, at)
    for who in ("chemist", "office", "office_head", "chair"):
        assert Interest.objects.visible_to(company[who], at.now).count() == 1, who
    for who in ("leader", "head", "custodian", "counsel", "system_admin", "sister_leader"):
        assert not Interest.objects.visible_to(company[who], at.now).exists(), who
    for who in ("office", "chair"):
        with pytest.raises(Refused):
            actions.end_interest(one, on=local_day(at.now), by=company[who], at=at())
    with pytest.raises(Invalid):
        actions.end_interest(one, on=seats.day_after(at, 3), by=company["chemist"], at=at())
    stale = Interest.objects.get()
    actions.end_interest(one, on=local_day(at.now), by=company["chemist"], at=at())
    assert not Interest.objects.at(local_day(at.now)).exists()
    with pytest.raises(Stale):
        actions.end_interest(stale, on=local_day(at.now), by=company["chemist"], at=at())


def test_who_holds_no_seat_declares_nothing(company: Cast, at: Ticker) -> None:
    for who in ("engineer", "sister_leader", "system_admin"):
        with pytest.raises(Refused):
            seats.declared(company, at, who)
    with pytest.raises(Invalid):
        seats.declared(company, at, text=" ")
