"""Department proposes, leader in charge approves, the office files; core goes higher (4.2)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.describing import require_grade
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.register.rules.flow import FLOW
from shoumi.domains.register.rules.grading import next_review, term_end, term_objection
from shoumi.domains.register.submission import content, readiness, steps
from shoumi.foundation.periods import Term
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.approvals import asking
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.records.models import Audience, Capacity
from shoumi.kernel.records.moves import move
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.storage.fields import regrade

APPROVE = "register.approve_grading"


@action(
    "register.propose_grading",
    label=_("Submit for approval"),
    clauses=("4.2",),
    step="register.propose_grading",
)
def propose_grading(secret: TradeSecret, *, by: Actor, at: datetime) -> TradeSecret:
    """Put grade and term before those who decide. Raises Refused (something is missing, nobody
    holds a post that decides), Invalid (the term has run out meanwhile)."""
    move(secret, FLOW, "register.propose_grading", by=by, at=at, facts=readiness(secret))
    grade = require_grade(secret.proposed_grade)
    against = term_objection(secret.proposed_term, local_day(at))
    if against is not None:
        raise Invalid("proposed_term", against)
    require_room(grade, audience_size(secret, local_day(at)))
    asks = steps(secret, grade, by, local_day(at), extension=False)
    asking.ask(secret, APPROVE, content(secret), asks, by=by, at=at)
    return secret


@action(APPROVE, label=_("Decide"), clauses=("4.2",), step=APPROVE)
def approve_grading(
    secret: TradeSecret, *, verdict: str, note: str = "", by: Actor, at: datetime
) -> TradeSecret:
    """Take the decision of whoever is asked; the last one settles it. Raises Refused, Invalid."""
    outcome = asking.decide(secret, content(secret), verdict, note=note, by=by, at=at)
    follow_grading(secret, outcome, on=local_day(at), note=note, by=by, at=at)
    return secret


def follow_grading(
    secret: TradeSecret, outcome: Outcome, *, on: date, note: str, by: Actor, at: datetime
) -> None:
    """Move the secret as the approval stands: nothing happens before it is complete."""
    step = {
        Outcome.PASSED: "grading_approved",
        Outcome.RETURNED: "grading_returned",
        Outcome.REJECTED: "grading_refused",
    }.get(outcome)
    if step is None:
        return
    if step == "grading_approved":
        _set_grade(secret, on)
    if step != "grading_returned":
        secret.decided_on = on
    move(secret, FLOW, step, by=by, at=at, on=on, note=note)


def _set_grade(secret: TradeSecret, on: date) -> None:
    grade = require_grade(secret.proposed_grade)
    secret.grade = grade.code
    secret.term = secret.proposed_term
    secret.effective_on = on
    secret.term_ends_on = term_end(Term.parse(secret.term), on)
    secret.due_on = next_review(on, grade.review_months)


@action(
    "register.decline", label=_("Not a trade secret"), clauses=("2.1",), step="register.decline"
)
def decline(secret: TradeSecret, *, note: str, by: Actor, at: datetime) -> TradeSecret:
    """Answer a nomination with no, and why. Raises Refused, Invalid."""
    note = require_said(
        "note", note, NOTE, _("Say why it is none, so that whoever nominated it understands.")
    )
    secret.decided_on = local_day(at)
    move(secret, FLOW, "register.decline", by=by, at=at, note=note)
    return secret


@action(
    "register.withdraw",
    label=_("Withdraw the nomination"),
    clauses=("4.2",),
    step="register.withdraw",
)
def withdraw(secret: TradeSecret, *, by: Actor, at: datetime) -> TradeSecret:
    """Take a nomination back; an approval under way ends void. Raises Refused."""
    asking.void(secret, because="withdrawn", at=at)
    secret.decided_on = local_day(at)
    move(secret, FLOW, "register.withdraw", by=by, at=at)
    return secret


@action("register.file", label=_("File it in the register"), clauses=("4.2",), step="register.file")
def file(secret: TradeSecret, *, by: Actor, at: datetime) -> TradeSecret:
    """The office enters it in the register under the next number of the rights holder."""
    enter_in_register(secret, year=local_day(at).year, at=at)
    move(secret, FLOW, "register.file", by=by, at=at)
    return secret


def enter_in_register(secret: TradeSecret, *, year: int, at: datetime) -> None:
    entity = OrgUnit.objects.get(pk=secret.entity_id)
    secret.number = next_number(entity, "secret", "商业秘密", year)
    secret.save()
    regrade(secret, at=at)


def grade_of(secret: TradeSecret) -> Grade | None:
    return Grade.objects.filter(code=secret.grade).first()


def audience_size(secret: TradeSecret, day: date) -> int:
    """How many persons, posts and departments are named as those who need to know."""
    rows = Audience.objects.at(day).filter(record_id=secret.pk, capacity=Capacity.KNOWS)
    return rows.count()


def require_room(grade: Grade | None, named: int) -> None:
    """Raises Refused where more are named than the grade allows."""
    if grade is not None and grade.max_audience is not None and named > grade.max_audience:
        text = _("The grade allows %(most)s in the audience. Remove somebody first.")
        raise Refused(Reason("audience_full", text % {"most": grade.max_audience}))
