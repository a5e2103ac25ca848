"""Opening, deciding and voiding an approval, called by a domain's own actions.

An approval never changes the record: it only tells the domain's action how it stands.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, require_text
from shoumi.kernel.approvals.models import Approval, Decision, Seat, Step, Verdict
from shoumi.kernel.approvals.rules import Outcome, outcome
from shoumi.kernel.documents.actions import keep_scan
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import open_to

NOT_ASKED = Reason("not_asked", _("You are not asked to decide this now."))
OWN = Reason("own_request", _("Nobody approves what he asked for himself; another must decide."))
BY_BODY = Reason(
    "by_body", _("The committee decides this by a resolution. Its office puts it on the agenda.")
)
CHANGED = Reason(
    "content_changed",
    _("What was to be approved has changed since. It must be submitted again."),
)
NONE_PENDING = Reason("none_pending", _("Nothing is waiting for approval here."))
NOBODY = Reason(
    "nobody_decides",
    _("Nobody but you would decide on this. Let a colleague who may do so submit it."),
)


@dataclass(frozen=True)
class Ask:
    """A step to be: its title (a role's name is shown in the reader's language), who is asked, and
    how many must agree. In a body's step nobody is asked: its resolution settles it."""

    title: str
    persons: Sequence[Person] = ()
    mode: str = Step.Mode.ANY
    need: int = 1
    due_on: date | None = None


def content_hash(content: Mapping[str, Any]) -> str:
    """What the signers decide about, as one number: any later edit changes it."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def ask(
    record: Record,
    action: str,
    content: Mapping[str, Any],
    steps: Sequence[Ask],
    *,
    by: Any,
    at: datetime,
) -> Approval:
    """Put a record before those who decide. Whoever asks is never among them.

    Raises Refused when nobody is left to ask, in a step or at all, or an approval is under way
    already.
    """
    if pending(record) is not None:
        raise Refused(Reason("pending", _("An approval is under way already.")))
    if not steps:
        raise Refused(NOBODY)
    asker = by if isinstance(by, Person) else None
    approval = Approval(
        record_id=record.pk,
        action=action,
        content_hash=content_hash(content),
        asked_by=asker,
        opened_at=at,
    )
    approval.save()
    for order, wanted in enumerate(steps, start=1):
        _place(approval, order, wanted, asker, at)
    return approval


def _place(approval: Approval, order: int, wanted: Ask, asker: Person | None, at: datetime) -> None:
    persons = {one.pk: one for one in wanted.persons if asker is None or one.pk != asker.pk}
    if not persons and wanted.mode != Step.Mode.BODY:
        text = _("Nobody holds the post that decides in step “%(step)s”. Appoint somebody first.")
        raise Refused(Reason("vacant", text % {"step": Step(title=wanted.title).label}))
    step = Step(
        approval=approval,
        order=order,
        title=wanted.title,
        mode=wanted.mode,
        need=wanted.need,
        due_on=wanted.due_on,
    )
    step.save()
    for person in persons.values():
        Seat(step=step, person=person).save()
        open_to(approval.record, person, Capacity.DECIDES, because="approval", at=at)


def pending(record: Record) -> Approval | None:
    return Approval.objects.filter(record_id=record.pk, state=Approval.State.PENDING).first()


def signed_last(record: Record) -> date:
    """The day on which the last of those asked last signed: before it nothing was decided, in
    whatever order papers are entered. Raises Decision.DoesNotExist before any decision."""
    approval = Approval.objects.filter(record_id=record.pk).order_by("-opened_at", "-pk")[:1]
    return Decision.objects.filter(step__approval__in=approval).latest("signed_on").signed_on


def seat_of(approval: Approval, person: Any, day: date) -> Seat | None:
    """The undecided seat in the open step that the person may fill, his own before another's."""
    if not isinstance(person, Person):
        return None
    mine = Seat.objects.waiting_for(person, day).filter(step__approval=approval)
    return next(iter(sorted(mine, key=lambda seat: seat.person_id != person.pk)), None)


def objections(record: Record, person: Any, day: date) -> list[Reason]:
    """What speaks against this person deciding now; for access rules."""
    of_body = Step.objects.filter(
        approval=OuterRef("pk"), order=OuterRef("open_step"), mode=Step.Mode.BODY
    )
    under_way = Approval.objects.filter(record_id=record.pk, state=Approval.State.PENDING)
    approval = under_way.annotate(of_body=Exists(of_body)).first()
    if approval is None:
        return [NONE_PENDING]
    if approval.asked_by_id is not None and approval.asked_by_id == getattr(person, "pk", None):
        return [OWN]
    if approval.of_body:
        return [BY_BODY]
    return [] if seat_of(approval, person, day) is not None else [NOT_ASKED]


def decide(
    record: Record,
    content: Mapping[str, Any],
    verdict: str,
    *,
    note: str = "",
    by: Any,
    at: datetime,
) -> Outcome:
    """Take the decision of whoever is asked; answers how the whole approval stands now.

    Raises Refused (not asked, own request, content changed) and Invalid (no reason given).
    """
    day = local_day(at)
    against = objections(record, by, day)
    if against:
        raise Refused(*against)
    approval = locked(record)
    if approval.content_hash != content_hash(content):
        raise Refused(CHANGED)
    seat = seat_of(approval, by, day)
    if seat is None:
        raise Refused(NOT_ASKED)
    _require_note(verdict, note)
    return _write(approval, seat, verdict, note, by=by, at=at, on=day)


def decide_on_paper(
    record: Record,
    content: Mapping[str, Any],
    person: Person,
    verdict: str,
    *,
    signed_on: date,
    scan: Scan,
    note: str = "",
    by: Any,
    at: datetime,
) -> Outcome:
    """Enter what somebody signed on paper, with its true date and the scan that shows it.

    Raises Refused, Invalid (a date to come, no file that can be kept), Sealed, DiskFull.
    """
    if signed_on > local_day(at):
        raise Invalid("signed_on", _("The paper can't have been signed in the future."))
    approval = locked(record)
    if approval.content_hash != content_hash(content):
        raise Refused(CHANGED)
    if person.pk == getattr(by, "pk", None):
        raise Refused(Reason("own_paper", _("Somebody else must enter the paper you signed.")))
    waiting = Seat.objects.waiting_for(person, signed_on)
    seat = waiting.filter(step__approval=approval, person=person).first()
    if seat is None:
        raise Refused(NOT_ASKED)
    _require_note(verdict, note)
    named = gettext("Decision signed on paper: %(step)s") % {"step": seat.step.label}
    paper = keep_scan(record, scan, description=named[:200], signed_on=signed_on, by=by, at=at)
    return _write(
        approval, seat, verdict, note, by=person, at=at, on=signed_on, paper=paper, entered_by=by
    )


def locked(record: Record) -> Approval:
    """The approval under way, held. Raises Refused where there is none."""
    approval = (
        Approval.objects.select_for_update()
        .filter(record_id=record.pk, state=Approval.State.PENDING)
        .first()
    )
    if approval is None:
        raise Refused(NONE_PENDING)
    return approval


def _require_note(verdict: str, note: str) -> None:
    require_text("note", note, NOTE)
    if verdict not in Verdict.values:
        raise Invalid("verdict", _("Choose one of the answers offered."))
    if verdict in {Verdict.REFUSE, Verdict.RETURN} and not note.strip():
        raise Invalid("note", _("Say why, so that the other side knows what to do."))


def _write(
    approval: Approval,
    seat: Seat,
    verdict: str,
    note: str,
    *,
    by: Person,
    at: datetime,
    on: date,
    paper: Evidence | None = None,
    entered_by: Any = None,
) -> Outcome:
    if verdict == Verdict.RECUSE:
        seat.left = True
        seat.save()
    decision = Decision(
        step=seat.step,
        seat=seat,
        person=by,
        on_behalf_of=None if seat.person_id == by.pk else seat.person,
        verdict=verdict,
        note=note.strip(),
        source=Decision.Source.LIVE if paper is None else Decision.Source.PAPER,
        paper=paper,
        signed_on=on,
        recorded_at=at,
        recorded_by=entered_by if isinstance(entered_by, Person) else by,
    )
    decision.save()
    return conclude(approval, seat.step, at)


def conclude(approval: Approval, step: Step, at: datetime) -> Outcome:
    """Go on to the next step, or close the approval, as the step's verdicts say."""
    if step.mode == Step.Mode.BODY:
        verdicts = [step.by_body.verdict]
        return _settle(approval, step, outcome(step.mode, 1, 0, verdicts), at)
    seats = [seat for seat in step.seats.prefetch_related("decisions") if not seat.left]
    verdicts = [one.verdict for seat in seats for one in seat.decisions.all()]
    return _settle(approval, step, outcome(step.mode, step.need, len(seats), verdicts), at)


def _settle(approval: Approval, step: Step, result: Outcome, at: datetime) -> Outcome:
    if result is Outcome.PASSED and approval.steps.filter(order__gt=step.order).exists():
        approval.open_step = step.order + 1
        result = Outcome.OPEN
    elif result is not Outcome.OPEN:
        approval.state = {
            Outcome.PASSED: Approval.State.APPROVED,
            Outcome.REJECTED: Approval.State.REJECTED,
            Outcome.RETURNED: Approval.State.RETURNED,
        }[result]
        approval.closed_at = at
    approval.version += 1
    approval.save()
    return result


def void(record: Record, *, because: str, at: datetime) -> None:
    """End an approval under way because what it was about has changed or was taken back."""
    if pending(record) is not None:
        approval = locked(record)
        approval.state = Approval.State.VOID
        approval.void_because = because
        approval.closed_at = at
        approval.version += 1
        approval.save()
