"""Regrade, extend, declassify, review, void: what happens to a secret in force (4.2)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.describing import require_grade
from shoumi.domains.register.actions.grading import audience_size, grade_of, require_room
from shoumi.domains.register.models import Change, Grade, Review, TradeSecret
from shoumi.domains.register.rules.flow import FLOW
from shoumi.domains.register.rules.grading import longer, next_review, term_end, term_objection
from shoumi.domains.register.submission import content, steps
from shoumi.foundation.periods import Term
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said, require_text
from shoumi.kernel.approvals import asking
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.records.models import Audience, Capacity
from shoumi.kernel.records.moves import close_to, move
from shoumi.kernel.storage.fields import regrade as rewrap

APPROVE = "register.approve_change"


@action(
    "register.propose_change",
    label=_("Propose a change"),
    clauses=("4.2",),
    step="register.propose_change",
)
def propose_change(
    secret: TradeSecret,
    *,
    kind: str,
    reason: str,
    to_grade: str = "",
    to_term: str = "",
    by: Actor,
    at: datetime,
) -> TradeSecret:
    """Propose another grade, a longer term or declassification; until it is decided, all stays in
    force as it is. An extension is decided one level higher. Raises Refused, Invalid."""
    if kind not in Change.Kind.values:
        raise Invalid("kind", _("Choose one of the changes offered."))
    reason = require_said(
        "reason", reason.strip(), NOTE, _("Say why, so that those who decide can judge it.")
    )
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person proposes."))
    change = Change(
        secret=secret,
        kind=kind,
        from_grade=secret.grade,
        to_grade=to_grade if kind == Change.Kind.REGRADE else secret.grade,
        from_term=secret.term,
        to_term=to_term if kind == Change.Kind.EXTEND else secret.term,
        reason=reason,
        proposed_by=by,
        proposed_at=at,
    )
    deciding = _require_change(secret, change, at)
    change.save()
    move(secret, FLOW, "register.propose_change", by=by, at=at)
    extension = kind == Change.Kind.EXTEND
    asks = steps(secret, deciding, by, local_day(at), extension=extension)
    asking.ask(secret, APPROVE, content(secret), asks, by=by, at=at)
    return secret


def _require_change(secret: TradeSecret, change: Change, at: datetime) -> Grade:
    """The grade whose approvers decide: the higher of old and new. Raises Invalid, Refused."""
    old = grade_of(secret)
    if old is None:
        raise Refused(Reason("no_grade", _("The grade of this secret is not in use any more.")))
    if change.kind == Change.Kind.DECLASSIFY:
        require_free(secret)
        return old
    new = require_grade(change.to_grade, "to_grade")
    if change.kind == Change.Kind.REGRADE:
        if new.pk == old.pk:
            raise Invalid("to_grade", _("That is its grade already."))
        require_room(new, audience_size(secret, local_day(at)))
        return min(old, new, key=lambda grade: grade.gravity)
    against = term_objection(change.to_term, local_day(at))
    if against is not None:
        raise Invalid("to_term", against)
    if not longer(secret.term_ends_on, term_end(Term.parse(change.to_term), local_day(at))):
        raise Invalid("to_term", _("The new term must reach further than the present one."))
    return old


@action(APPROVE, label=_("Decide on the change"), clauses=("4.2",), step=APPROVE)
def approve_change(
    secret: TradeSecret, *, verdict: str, note: str = "", by: Actor, at: datetime
) -> TradeSecret:
    """Take the decision of whoever is asked; the last one makes the change. Raises Refused."""
    outcome = asking.decide(secret, content(secret), verdict, note=note, by=by, at=at)
    follow_change(secret, outcome, on=local_day(at), note=note, by=by, at=at)
    return secret


def follow_change(
    secret: TradeSecret, outcome: Outcome, *, on: date, note: str, by: Actor, at: datetime
) -> None:
    """Make or drop the change as the approval stands: nothing happens before it is complete."""
    if outcome is Outcome.OPEN:
        return
    change = secret.changes.get(state=Change.State.PROPOSED)
    if outcome is not Outcome.PASSED:
        change.state = Change.State.DROPPED
        change.save()
        move(secret, FLOW, "change_dropped", by=by, at=at, on=on, note=note)
        return
    _make(secret, change, on=on, by=by, at=at)


def _make(secret: TradeSecret, change: Change, *, on: date, by: Actor, at: datetime) -> None:
    change.state = Change.State.MADE
    change.effective_on = on
    change.save()
    if change.kind == Change.Kind.DECLASSIFY:
        require_free(secret)
        end_protection(secret, on)
        move(secret, FLOW, "change_declassified", by=by, at=at, on=on)
        return
    secret.grade, secret.term = change.to_grade, change.to_term
    if change.kind == Change.Kind.EXTEND:
        secret.term_ends_on = term_end(Term.parse(secret.term), on)
    grade = require_grade(secret.grade)
    secret.due_on = next_review(secret.reviewed_on or on, grade.review_months)
    move(secret, FLOW, "change_made", by=by, at=at, on=on)
    rewrap(secret, at=at)


def require_free(secret: TradeSecret) -> None:
    """Raises Refused while a legal case holds the secret as it is."""
    if secret.legal_hold:
        raise Refused(Reason("legal_hold", _("It is held for a legal case and stays.")))


def end_protection(secret: TradeSecret, day: date) -> None:
    """Nothing is guarded from that day on; that it was until then stays on the record."""
    secret.ended_on = day
    secret.due_on = None


@action(
    "register.review", label=_("Record the yearly review"), clauses=("4.2",), step="register.review"
)
def review(
    secret: TradeSecret, *, outcome: str, note: str = "", by: Actor, at: datetime
) -> TradeSecret:
    """Look whether it is still secret and rightly graded; the next review falls due a cycle on.
    Raises Refused, Invalid."""
    if outcome not in Review.Outcome.values:
        raise Invalid("outcome", _("Choose one of the answers offered."))
    require_text("note", note.strip(), NOTE)
    if outcome == Review.Outcome.CHANGE and not note.strip():
        raise Invalid("note", _("Say what should change."))
    move(secret, FLOW, "register.review", by=by, at=at)
    day, grade = local_day(at), require_grade(secret.grade)
    Review(
        secret=secret, on=day, outcome=outcome, note=note.strip(),
        reviewer=by if isinstance(by, Person) else None, recorded_at=at,
    ).save()  # fmt: skip
    secret.reviewed_on = day
    secret.due_on = next_review(day, grade.review_months)
    secret.save()
    return secret


@action("register.void", label=_("Void the entry"), clauses=("4.2",), step="register.void")
def void(secret: TradeSecret, *, note: str, by: Actor, at: datetime) -> TradeSecret:
    """An entry made in error ends; its number is never given again. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why the entry is void."))
    require_free(secret)
    end_protection(secret, local_day(at))
    for row in Audience.objects.at(local_day(at)).filter(
        record_id=secret.pk, capacity=Capacity.KNOWS
    ):
        close_to(row, on=local_day(at))
    move(secret, FLOW, "register.void", by=by, at=at, note=note)
    return secret
