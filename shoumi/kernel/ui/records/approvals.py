"""The section of approvals: who is asked in which step, and what each decided, when, for whom."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day, standing
from shoumi.kernel.approvals.models import Approval, Decision, Seat, Step, Verdict
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.sections import Section, Shown, declare

TONES = {
    Approval.State.PENDING: Tone.WAITING,
    Approval.State.APPROVED: Tone.GOOD,
    Approval.State.REJECTED: Tone.BAD,
    Approval.State.RETURNED: Tone.WAITING,
    Approval.State.VOID: Tone.NEUTRAL,
}
VERDICT_TONES = {
    Verdict.AGREE: Tone.GOOD,
    Verdict.REFUSE: Tone.BAD,
    Verdict.RETURN: Tone.WAITING,
}


def shown(record: Any, person: Any, at: datetime) -> Shown | None:
    """Every approval of the record, the latest first. Four queries, and what the domain's permit
    to read papers asks where a decision was signed on paper."""
    approvals = list(
        Approval.objects.filter(record_id=record.pk)
        .select_related("asked_by")
        .prefetch_related(Prefetch("steps", Step.objects.select_related("by_body__basis")))
        .prefetch_related(
            Prefetch("steps__seats", Seat.objects.select_related("person")),
            "steps__seats__decisions__person",
            "steps__seats__decisions__on_behalf_of",
        )
        .order_by("-opened_at", "-id")
    )
    if not approvals:
        return None
    mine = {person.pk, *standing(person, at).stands_in_for}
    steps = [step for one in approvals for step in one.steps.all()]
    decisions = [_decision(seat) for step in steps for seat in step.seats.all()]
    on_paper = any(decision and decision.paper_id for decision in decisions)
    may_read = on_paper and may(person, "documents.read", record, at)
    return {"approvals": [_approval(one, mine) for one in approvals], "may_read": may_read}


def _decision(seat: Seat) -> Decision | None:
    return next(iter(seat.decisions.all()), None)


def _is_asked(approval: Approval, mine: set[int]) -> bool:
    """Whether one of these persons is asked in the open step, read from what is fetched already;
    the action itself asks `asking.seat_of` again."""
    if approval.state != Approval.State.PENDING:
        return False
    steps = [step for step in approval.steps.all() if step.order == approval.open_step]
    seats = [seat for step in steps for seat in step.seats.all() if not seat.left]
    return any(seat.person_id in mine and not seat.decisions.all() for seat in seats)


def _approval(approval: Approval, mine: set[int]) -> Shown:
    asked = _is_asked(approval, mine)
    return {
        "approval": approval,
        "tone": TONES[Approval.State(approval.state)],
        "steps": [_step(step, approval) for step in approval.steps.all()],
        "pass_on": reverse("approvals.act", args=[approval.pk, "approvals.transfer"])
        if asked
        else "",
        "add_signer": reverse("approvals.act", args=[approval.pk, "approvals.add_signer"])
        if asked
        else "",
    }


def _step(step: Step, approval: Approval) -> Shown:
    seats = [_seat(seat) for seat in step.seats.all()]
    body = _body(step) if step.mode == Step.Mode.BODY else None
    refused = any(
        one["verdict"] in {"refuse", "return"} for one in [*seats, *([body] if body else [])]
    )
    if step.order < approval.open_step or approval.state == Approval.State.APPROVED:
        stage = "done"
    elif step.order > approval.open_step:
        stage = "ahead"
    elif refused:
        stage = "refused"
    else:
        stage = "current" if approval.state == Approval.State.PENDING else "ahead"
    return {
        "step": step, "stage": stage, "seats": seats, "body": body, "alone": len(seats) == 1,
    }  # fmt: skip


def _body(step: Step) -> Shown | None:
    """The resolution by which a body settled its step."""
    decision = getattr(step, "by_body", None)
    if decision is None:
        return None
    verdict = Verdict(decision.verdict)
    return {
        "verdict": verdict,
        "word": verdict.label,
        "tone": VERDICT_TONES.get(verdict, Tone.NEUTRAL),
        "basis": decision.basis.reference,
        "url": reverse("records.record", args=[decision.basis_id]),
        "on": decision.decided_on,
    }


def _seat(seat: Seat) -> Shown:
    decision = _decision(seat)
    if decision is None:
        word = _("passed on") if seat.left else ""
        return {"person": seat.person, "verdict": "", "word": word, "tone": Tone.NEUTRAL}
    late = decision.signed_on != local_day(decision.recorded_at)
    return {
        "person": decision.person,
        "behalf": decision.on_behalf_of,
        "verdict": decision.verdict,
        "word": Verdict(decision.verdict).label,
        "tone": VERDICT_TONES.get(Verdict(decision.verdict), Tone.NEUTRAL),
        "note": decision.note,
        "on": decision.signed_on,
        "paper": decision.source == decision.Source.PAPER,
        "scan": decision.paper_id,
        "recorded_at": decision.recorded_at if late else None,
    }


declare(
    Section(
        name="approvals",
        label=_("Approvals"),
        template="ui/records/_approvals.html",
        shown=shown,
        order=10,
        beside=True,
    )
)
