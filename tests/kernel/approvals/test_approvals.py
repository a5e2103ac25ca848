"""Approvals as a secret's grading uses them: order, separation, deputies, paper, edits."""

from datetime import timedelta

import pytest
from django.db import connection

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import (
    Description,
    approve_grading,
    enter_paper_decision,
    propose_grading,
    refine,
    withdraw,
)
from shoumi.domains.register.actions.grades import amend_grade
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.kernel.accounts.actions import declare_absence, end_appointment
from shoumi.kernel.accounts.models import Appointment, Person
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.approvals.actions import add_signer, transfer
from shoumi.kernel.approvals.models import Approval, Decision, Seat, Step
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.kernel.acting import acting
from tests.kernel.papers import scan
from tests.kernel.witness import codes


def agree(secret: TradeSecret, cast: Cast, who: str, at: Ticker) -> TradeSecret:
    return approve_grading(secret, verdict="agree", by=cast[who], at=at())


def test_steps_are_decided_in_their_order(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    with pytest.raises(Refused) as refused:
        agree(secret, company, "leader", at)
    assert codes(refused) == ["not_asked"]
    secret = agree(secret, company, "head", at)
    assert secret.state == "proposed"
    assert agree(secret, company, "leader", at).state == "approved"


def test_nobody_approves_what_he_proposed_himself(company: Cast, at: Ticker) -> None:
    secret = scenes.described(company, at)
    secret = propose_grading(secret, by=company["head"], at=at())
    assert not Seat.objects.filter(person=company["head"]).exists()
    with pytest.raises(Refused) as refused:
        agree(secret, company, "head", at)
    assert "own_request" in codes(refused)


def test_a_return_needs_a_reason_and_sends_it_back(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    with pytest.raises(Invalid):
        approve_grading(secret, verdict="return", by=company["head"], at=at())
    secret = approve_grading(
        secret, verdict="return", note="密点写得太笼统。", by=company["head"], at=at()
    )
    assert secret.state == "nominated"
    assert Approval.objects.get().state == Approval.State.RETURNED
    secret = propose_grading(secret, by=company["custodian"], at=at())
    assert secret.state == "proposed"


def test_a_refusal_ends_it(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    secret = approve_grading(
        secret, verdict="refuse", note="不符合秘密性。", by=company["head"], at=at()
    )
    assert secret.state == "declined"
    assert secret.decided_on is not None


def test_two_who_approve_at_once_count_once(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    first, second = TradeSecret.objects.get(pk=secret.pk), TradeSecret.objects.get(pk=secret.pk)
    agree(first, company, "head", at)
    with pytest.raises(Stale):
        agree(second, company, "head", at)
    assert Decision.objects.count() == 1


def test_an_edit_after_submission_is_impossible_and_a_changed_content_voids(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.proposed(company, at)
    with pytest.raises(Refused):
        refine(secret, description=Description(title="另一个"), by=company["custodian"], at=at())
    approval = Approval.objects.get()
    bend_hash(approval.pk)
    with pytest.raises(Refused) as refused:
        agree(TradeSecret.objects.get(pk=secret.pk), company, "head", at)
    assert codes(refused) == ["content_changed"]


def bend_hash(key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE approvals_approval SET content_hash = %s WHERE id = %s", ["0" * 64, key]
        )


def test_a_seat_is_passed_on(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    approval = Approval.objects.get()
    transfer(approval, to=company["chemist"], note="出差", by=company["head"], at=at())
    with pytest.raises(Refused):
        agree(secret, company, "head", at)
    agree(secret, company, "chemist", at)
    assert Decision.objects.get().person == company["chemist"]


def test_a_seat_is_never_passed_to_whoever_asked(company: Cast, at: Ticker) -> None:
    scenes.proposed(company, at)
    approval = Approval.objects.get()
    with pytest.raises(Refused) as refused:
        transfer(approval, to=company["custodian"], note="出差", by=company["head"], at=at())
    assert codes(refused) == ["own_request"]


def test_a_further_signer_must_agree_as_well(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    add_signer(Approval.objects.get(), signer=company["counsel"], by=company["head"], at=at())
    agree(secret, company, "head", at)
    assert Approval.objects.get().open_step == 1
    agree(secret, company, "counsel", at)
    assert Approval.objects.get().open_step == 2


def sit(step: Step, *persons: Person, at: Ticker) -> None:
    with acting(at):
        for person in persons:
            Seat(step=step, person=person).save()


def asked(step: Step) -> set[str]:
    return {seat.person.name for seat in step.seats.filter(left=False)}


@pytest.mark.parametrize(
    ("mode", "need", "then", "needed", "still"),
    [
        ("any", 1, "all", 1, ("head", "counsel")),
        ("all", 1, "all", 1, ("head", "counsel", "chemist", "marketer")),
        ("quorum", 2, "quorum", 3, ("head", "counsel", "chemist", "marketer")),
    ],
)
def test_a_further_signer_never_makes_others_agreement_needless(
    company: Cast, at: Ticker, mode: str, need: int, then: str, needed: int, still: tuple[str, ...]
) -> None:
    scenes.proposed(company, at)
    approval = Approval.objects.get()
    step = approval.steps.get(order=1)
    sit(step, company["chemist"], company["marketer"], at=at)
    with acting(at):
        step.mode, step.need = mode, need
        step.save()
    add_signer(approval, signer=company["counsel"], by=company["head"], at=at())
    step.refresh_from_db()
    assert (step.mode, step.need) == (then, needed)
    assert asked(step) == {company[key].name for key in still}


def test_an_approval_that_nobody_else_decides_is_refused(company: Cast, at: Ticker) -> None:
    amend_grade(
        Grade.objects.get(code="important"), values={"approvers": ["head", "office"]},
        by=company["office"], at=at(),
    )  # fmt: skip
    secret = scenes.described(company, at)
    with pytest.raises(Refused) as refused:
        propose_grading(secret, by=company["head"], at=at())
    assert codes(refused) == ["nobody_decides"]
    assert propose_grading(secret, by=company["custodian"], at=at()).state == "proposed"


def test_a_department_without_a_head_does_not_pass_its_step_by(company: Cast, at: Ticker) -> None:
    secret = scenes.described(company, at)
    for head in Appointment.objects.filter(post__role="head"):
        end_appointment(head, on=at.now.date(), by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        propose_grading(secret, by=company["custodian"], at=at())
    assert codes(refused) == ["vacant"]


def test_nothing_counts_from_before_the_last_signature(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    early = at.now.date()
    at(days=3)
    secret = agree(secret, company, "head", at)
    secret = enter_paper_decision(
        secret, person=company["leader"], verdict="agree", signed_on=early, scan=scan(),
        by=company["custodian"], at=at(),
    )  # fmt: skip
    assert (secret.state, secret.effective_on) == ("approved", early + timedelta(days=3))


def test_a_deputy_decides_in_the_days_of_absence_only(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    with pytest.raises(Refused):
        agree(secret, company, "chemist", at)
    today = at.now.date()
    declare_absence(
        company["head"],
        deputy=company["chemist"],
        from_on=today,
        until_on=today + timedelta(days=2),
        by=company["head"],
        at=at(),
    )
    seen = TradeSecret.objects.visible_to(company["chemist"], at.now)
    assert seen.filter(pk=secret.pk).exists()
    agree(secret, company, "chemist", at)
    decision = Decision.objects.get()
    assert (decision.person, decision.on_behalf_of) == (company["chemist"], company["head"])


def test_a_paper_decision_keeps_both_dates(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    signed = at.now.date()
    at(days=3)
    enter_paper_decision(
        secret,
        person=company["head"],
        verdict="agree",
        signed_on=signed,
        scan=scan(),
        by=company["custodian"],
        at=at(),
    )
    decision = Decision.objects.get()
    assert decision.source == "paper"
    assert decision.signed_on == signed
    assert decision.recorded_at.date() == signed + timedelta(days=3)
    assert decision.recorded_by == company["custodian"]


def test_a_paper_of_tomorrow_and_ones_own_paper_are_refused(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    tomorrow = at.now.date() + timedelta(days=1)
    with pytest.raises(Invalid):
        enter_paper_decision(
            secret, person=company["head"], verdict="agree", signed_on=tomorrow, scan=scan(),
            by=company["custodian"], at=at(),
        )  # fmt: skip
    with pytest.raises(Refused) as refused:
        enter_paper_decision(
            secret, person=company["head"], verdict="agree", signed_on=at.now.date(), scan=scan(),
            by=company["head"], at=at(),
        )  # fmt: skip
    assert codes(refused) == ["own_paper"]


def test_a_vacant_post_is_said_and_nothing_moves(company: Cast, at: Ticker) -> None:
    secret = scenes.described(company, at)
    leader = Appointment.objects.get(post__role="leader", post__org_unit__code="RD")
    end_appointment(leader, on=at.now.date(), by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        propose_grading(secret, by=company["custodian"], at=at())
    assert codes(refused) == ["vacant"]
    assert TradeSecret.objects.get(pk=secret.pk).state == "nominated"
    assert not Approval.objects.exists()


def test_a_withdrawal_voids_what_is_under_way(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    withdraw(secret, by=company["engineer"], at=at())
    assert Approval.objects.get().state == Approval.State.VOID


def test_when_all_who_are_asked_recuse_themselves_it_goes_back(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    secret = approve_grading(secret, verdict="recuse", by=company["head"], at=at())
    assert secret.state == "nominated"
    assert Approval.objects.get().state == Approval.State.RETURNED
    propose_grading(secret, by=company["custodian"], at=at())
