"""What everybody said on the way to a decision, as it stands on a sheet (4.2)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as t

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import Approval, BodyDecision, Decision, Seat, Step, Verdict
from shoumi.kernel.documents.papers import Opinion


def opinions(approvals: Iterable[Approval]) -> Iterator[Opinion]:
    """For each round: who proposed it, then every decision, in the order of the steps."""
    for approval in approvals:
        yield said(t("Proposed by the department"), t("Proposed"), approval.asked_by,
                   approval.opened_at)  # fmt: skip
        for step in approval.steps.all():
            for seat in step.seats.all():
                for decision in seat.decisions.all():
                    yield _decided(step.label, decision)
            if _resolved(step):
                yield _by_resolution(step.label, step.by_body)


def said(step: str, verdict: str, person: Any, at: datetime, on: date | None = None) -> Opinion:
    """What somebody did at an instant; `on` is the day of which it counts."""
    entered = local_day(at)
    name = person.display_name if person is not None else ""
    return Opinion(step, verdict, name, on or entered, recorded_on=entered)


def _decided(step: str, decision: Decision) -> Opinion:
    behalf = decision.on_behalf_of
    return Opinion(
        step=step,
        verdict=str(Verdict(decision.verdict).label),
        name=decision.person.display_name,
        on=decision.signed_on,
        text=decision.note,
        recorded_on=local_day(decision.recorded_at),
        on_paper=decision.source == Decision.Source.PAPER,
        on_behalf_of=behalf.display_name if behalf is not None else "",
    )


def _by_resolution(step: str, decision: BodyDecision) -> Opinion:
    return Opinion(
        step=step,
        verdict=str(Verdict(decision.verdict).label),
        name=decision.basis.reference,
        on=decision.decided_on,
        recorded_on=local_day(decision.recorded_at),
    )


def still_asked(approvals: Iterable[Approval]) -> tuple[str, ...]:
    """A line to sign on for everybody whose decision is awaited, and for the committee's."""
    return tuple(
        line
        for approval in approvals
        if approval.state == Approval.State.PENDING
        for step in approval.steps.all()
        for line in _lines(step)
    )


def _lines(step: Step) -> Iterator[str]:
    for seat in step.seats.all():
        if _is_awaited(seat):
            yield f"{step.label} {seat.person.display_name}"
    if step.mode == Step.Mode.BODY and not _resolved(step):
        yield step.label


def _resolved(step: Step) -> bool:
    return hasattr(step, "by_body")


def _is_awaited(seat: Seat) -> bool:
    return not seat.left and not seat.decisions.all()


def rounds(record: Any, action: str, **narrowed: Any) -> list[Approval]:
    """The approvals of a record for one act that were not void, the first one first. Five
    queries."""
    found = Approval.objects.filter(record_id=record.pk, action=action, **narrowed)
    return list(
        found.exclude(state=Approval.State.VOID)
        .select_related("asked_by")
        .prefetch_related(
            Prefetch("steps", Step.objects.select_related("by_body__basis")),
            "steps__seats__person",
            "steps__seats__decisions__person",
            "steps__seats__decisions__on_behalf_of",
        )
        .order_by("opened_at", "pk")
    )
