"""A circular from its draft to whom it reached; what is refused on the way."""

import io
from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.notices import actions, duties
from shoumi.domains.notices.daily import go_on
from shoumi.domains.notices.facts import received
from shoumi.domains.notices.models import Circular, Recipient
from shoumi.kernel.access import may
from shoumi.kernel.accounts.actions import (
    appoint,
    declare_absence,
    end_appointment,
    end_person,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.notices import story
from tests.domains.notices.story import again
from tests.kernel.papers import PDF
from tests.kernel.witness import codes

WHO = ("office", "office_head", "chair", "leader", "head", "custodian", "marketer", "system_admin")
OFFICE = {"office", "office_head"}
MATRIX: dict[str, set[str]] = {
    "revise_circular": OFFICE, "submit_circular": OFFICE, "issue_circular": OFFICE,
    "send_to_successors": OFFICE, "issue_signature_sheet": OFFICE, "enter_signatures": OFFICE,
    "withdraw_circular": OFFICE, "complete_circular": set(),
    "approve_circular": {"office_head", "chair"}, "return_circular": {"office_head", "chair"},
}  # fmt: skip


def reached(circular: Circular) -> dict[int, bool]:
    return {unit: one.is_reached for unit, one in received(circular)}


@pytest.mark.parametrize("action", sorted(MATRIX))
def test_who_may_what(company: Cast, at: Ticker, action: str) -> None:
    circular = story.draft(company, at)
    allowed = {who for who in WHO if may(company[who], f"notices.{action}", circular, at())}
    assert allowed == MATRIX[action]


def test_only_an_office_begins_one(company: Cast, at: Ticker) -> None:
    assert {who for who in WHO if may(company[who], "notices.draft_circular", None, at())} == OFFICE


def test_it_goes_to_custodian_and_head_and_one_of_them_suffices(
    circular: Circular, company: Cast, at: Ticker
) -> None:
    assert circular.number is not None
    assert circular.number.startswith("密通报〔2026〕")
    assert Receipt.objects.count() == 6
    assert not any(reached(circular).values())
    story.confirmed(circular, at, company["custodian"])
    assert reached(circular) == {
        company.units["RD"].pk: True, company.units["MK"].pk: False, company.units["FN"].pk: False,
    }  # fmt: skip
    assert Circular.objects.visible_to(company["engineer"], at()).exists()
    assert not Circular.objects.visible_to(company["sister_engineer"], at()).exists()
    story.confirmed(circular, at, company["marketing_head"], company["finance_custodian"])
    go_on(by=HOUSE, at=at())
    assert again(circular).state == "received"


def test_nobody_sees_a_draft_but_the_office(company: Cast, at: Ticker) -> None:
    story.draft(company, at)
    seeing = {who for who in WHO if Circular.objects.visible_to(company[who], at()).exists()}
    assert seeing == OFFICE


def test_a_circular_to_nobody_is_refused(company: Cast, at: Ticker) -> None:
    nobody = actions.Addressed("persons")
    circular = story.draft(company, at, to=nobody)
    with pytest.raises(Refused) as refused:
        actions.submit_circular(circular, by=company["office"], at=at())
    assert codes(refused) == ["to_nobody"]


def test_to_persons_who_have_all_left_it_is_refused(company: Cast, at: Ticker) -> None:
    to = actions.Addressed("persons", people=[company["engineer"]])
    circular = story.approved(company, at, story.draft(company, at, to=to))
    end_person(company["engineer"], on=story.day(at), by=HOUSE, at=at())
    with pytest.raises(Refused) as refused:
        actions.issue_circular(circular, by=company["office"], at=at())
    assert codes(refused) == ["to_nobody"]


def test_the_director_approves_what_goes_to_the_group(company: Cast, at: Ticker) -> None:
    circular = story.draft(company, at, "RD", "HC-PR")
    actions.submit_circular(circular, by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        actions.approve_circular(circular, by=company["office_head"], at=at())
    assert codes(refused) == ["not_director"]
    actions.approve_circular(circular, by=company["chair"], at=at())
    actions.issue_circular(circular, by=company["office"], at=at())
    assert Circular.objects.visible_to(company["sister_engineer"], at()).exists()


def test_nobody_approves_what_he_wrote(company: Cast, at: Ticker) -> None:
    to = actions.Addressed("units", [company.units["RD"]])
    circular = actions.draft_circular(
        title="通报", text="内容", to=to, by=company["office_head"], at=at()
    )
    actions.submit_circular(circular, by=company["office_head"], at=at())
    with pytest.raises(Refused) as refused:
        actions.approve_circular(circular, by=company["office_head"], at=at())
    assert codes(refused) == ["own_draft"]
    actions.approve_circular(circular, by=company["chair"], at=at())


def test_it_is_sent_back_changed_and_withdrawn(company: Cast, at: Ticker) -> None:
    circular = story.draft(company, at)
    actions.submit_circular(circular, by=company["office"], at=at())
    with pytest.raises(Refused):
        revised(company, at, circular)
    actions.return_circular(circular, note="写清期限", by=company["office_head"], at=at())
    revised(company, at, circular)
    assert [str(one) for one in circular.addressees.filter(struck=False)] == ["市场部"]
    assert circular.addressees.filter(struck=True).count() == 3
    actions.withdraw_circular(circular, note="不发了", by=company["office"], at=at())
    with pytest.raises(Refused):
        actions.submit_circular(circular, by=company["office"], at=at())


def revised(company: Cast, at: Ticker, circular: Circular) -> Circular:
    to = actions.Addressed("units", [company.units["MK"]])
    return actions.revise_circular(
        circular, title="通报", text="十日内完成。", to=to, by=company["office"], at=at()
    )


def test_a_stale_form_is_refused_at_every_step(company: Cast, at: Ticker) -> None:
    circular = story.draft(company, at)
    steps: list[tuple[Any, dict[str, Any], str]] = [
        (actions.submit_circular, {}, "office"),
        (actions.return_circular, {"note": "改"}, "office_head"),
        (actions.submit_circular, {}, "office"),
        (actions.approve_circular, {}, "office_head"),
        (actions.issue_circular, {}, "office"),
        (actions.issue_signature_sheet, {}, "office"),
    ]
    for step, given, who in steps:
        stale = again(circular)
        stale.version -= 1
        with pytest.raises(Stale):
            step(stale, by=company[who], at=at(), **given)
        step(again(circular), by=company[who], at=at(), **given)


def test_a_unit_without_anybody_in_charge_is_named(company: Cast, at: Ticker) -> None:
    circular = story.approved(company, at, story.draft(company, at, "RD", "HC-PR"), "chair")
    for person in ("sister_custodian", "sister_leader"):
        for held in Appointment.objects.filter(person=company[person]):
            end_appointment(held, on=story.day(at), by=HOUSE, at=at())
    with pytest.raises(Invalid, match=r"Production Engineering|生产技术部"):
        actions.issue_circular(circular, by=company["office"], at=at())
    assert again(circular).state == "approved"


def test_who_stands_in_gets_it_and_a_dissolved_unit_is_left_out(company: Cast, at: Ticker) -> None:
    day = story.day(at)
    declare_absence(
        company["custodian"], deputy=company["engineer"], from_on=day,
        until_on=day + timedelta(days=9), by=company["custodian"], at=at(),
    )  # fmt: skip
    circular = story.approved(company, at)
    story.dissolve(company, at, "MK")
    actions.issue_circular(circular, by=company["office"], at=at())
    story.confirmed(circular, at, company["engineer"])
    assert reached(circular) == {company.units["RD"].pk: True, company.units["FN"].pk: False}


def test_whoever_left_blocks_nothing_and_successors_get_it(
    circular: Circular, company: Cast, at: Ticker
) -> None:
    with pytest.raises(Refused) as refused:
        actions.send_to_successors(circular, by=company["office"], at=at())
    assert codes(refused) == ["nobody_new"]
    held = Appointment.objects.filter(person=company["marketing_custodian"]).get()
    end_person(company["marketing_custodian"], on=story.day(at), by=HOUSE, at=at())
    appoint_instead(company, at, held, "marketer")
    actions.send_to_successors(circular, by=company["office"], at=at())
    story.confirmed(circular, at, company["marketer"])
    assert reached(circular)[company.units["MK"].pk]
    gone = Recipient.objects.get(receipt__person=company["marketing_custodian"])
    assert gone.receipt.state == "sent"


def appoint_instead(company: Cast, at: Ticker, held: Appointment, who: str) -> None:
    appoint(person=company[who], post=held.post, from_on=story.day(at), by=HOUSE, at=at())


def test_signatures_on_paper_stand_with_their_true_date(
    circular: Circular, company: Cast, at: Ticker
) -> None:
    signed = story.day(at)
    sheet = actions.issue_signature_sheet(circular, by=company["office"], at=at())
    assert sheet.number.startswith("密通签")
    at(days=3)
    given: dict[str, Any] = {"people": [company["head"]], "scan": Scan(io.BytesIO(PDF), "a.pdf")}
    with pytest.raises(Invalid):
        actions.enter_signatures(
            again(circular), signed_on=signed - timedelta(days=1), by=company["office"], at=at(),
            **given,
        )  # fmt: skip
    actions.enter_signatures(
        again(circular), signed_on=signed, by=company["office"], at=at(), **given
    )
    receipt = Receipt.objects.get(person=company["head"])
    assert (receipt.method, receipt.signed_on) == ("paper", signed)
    with pytest.raises(Invalid):
        actions.enter_signatures(
            again(circular), signed_on=signed, people=[company["head"]],
            scan=Scan(io.BytesIO(PDF), "a.pdf"), by=company["office"], at=at(),
        )  # fmt: skip


def test_one_person_in_charge_of_two_units_confirms_once(company: Cast, at: Ticker) -> None:
    circular = story.issued(company, at, story.draft(company, at, "HC", "HC-PR"))
    assert Receipt.objects.count() == 2
    story.confirmed(circular, at, company["sister_leader"])
    assert reached(circular)[company.units["HC"].pk]


def test_a_late_circular_becomes_the_offices_task(
    circular: Circular, company: Cast, at: Ticker
) -> None:
    at(days=10)
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty=duties.CHASE)
    assert task.lead in {company["office"], company["office_head"]}
    people = ("custodian", "head", "marketing_head", "marketing_custodian", "finance_head")
    story.confirmed(circular, at, *(company[one] for one in people))
    end_person(company["finance_custodian"], on=story.day(at), by=HOUSE, at=at())
    turn(by=HOUSE, at=at())
    assert again(task).state == "closed"


def test_a_draft_is_made_from_a_resolution_for_everybody(company: Cast, at: Ticker) -> None:
    source = Record.objects.get(pk=story.draft(company, at).pk)
    made = actions.draft_from(source, by=company["office"], at=at())
    assert (made.source_id, made.reaches) == (source.pk, "units")
    assert made.addressees.count() == 10


@pytest.mark.parametrize(
    "given",
    [{"title": " "}, {"text": ""}, {"to": actions.Addressed("all")}, {"title": "a" * 201}],
)
def test_what_is_no_circular_is_refused(company: Cast, at: Ticker, given: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        story.draft(company, at, **given)


def test_an_office_writes_only_below_its_own_unit_and_of_days_to_come(
    company: Cast, at: Ticker
) -> None:
    with pytest.raises(Invalid):
        story.draft(company, at, confirm_by=story.day(at) - timedelta(days=1))
    story.dissolve(company, at, "MK")
    gone = actions.Addressed("units", [again(company.units["MK"])])
    with pytest.raises(Invalid):
        story.draft(company, at, to=gone)
