"""From the finished draft to the committee's decision, and taking a draft back (4.1, 8.1)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing
from shoumi.domains.policies.actions.opening import open_to_committee
from shoumi.domains.policies.facts import content, may_be_withdrawn, readiness
from shoumi.domains.policies.models import Edition, Question, Rule
from shoumi.domains.policies.rules.flow import EDITION, QUESTION, RULE
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import holders, local_day
from shoumi.kernel.actions import NOTE, Refused, action, require_said
from shoumi.kernel.approvals import asking, bodies
from shoumi.kernel.approvals.models import Step
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import move

REVIEW = "policies.review_edition"
FOLLOW = "policies.follow_resolution"
DECIDED_ALREADY = Reason(
    "decided", _("It was decided on and takes its course; the next edition can say otherwise.")
)
BY_COMMITTEE = asking.Ask(title="committee", mode=Step.Mode.BODY)


@action(
    "policies.submit_edition", label=_("Submit it"), clauses=("4.1", "8.1"),
    step="policies.submit_edition",
)  # fmt: skip
def submit_edition(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Put the draft before counsel, and then before the committee. Raises Refused."""
    day = local_day(at)
    facts = readiness(edition, day)
    move(edition, EDITION, "policies.submit_edition", by=by, at=at, facts=facts)
    open_to_committee(edition, at)
    counsel = holders(edition.org_unit, Role.COUNSEL, on=day)
    steps = [asking.Ask(title=Role.COUNSEL, persons=counsel), BY_COMMITTEE]
    asking.ask(edition, REVIEW, content(edition, day), steps, by=by, at=at)
    return edition


@action(REVIEW, label=_("Legal review"), clauses=("4.1", "8.2"), step=REVIEW)
def review_edition(
    edition: Edition, *, verdict: str, note: str = "", by: Actor, at: datetime
) -> Edition:
    """Counsel's decision; once it agrees, the committee's resolution is waited for. Raises Refused,
    Invalid."""
    outcome = asking.decide(
        edition, content(edition, _asked_on(edition)), verdict, note=note, by=by, at=at
    )
    _follow_edition(edition, outcome, on=local_day(at), note=note, by=by, at=at)
    return edition


@action(
    FOLLOW, label=_("Carry out the committee's resolution"), clauses=("3.2", "4.1", "8.1"),
    quiet=True,
)  # fmt: skip
def follow_resolution(
    record: Edition | Rule | Question,
    *,
    resolution: Record,
    verdict: str,
    on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Edition | Rule | Question:
    """Take the committee's decision on an edition, on a repeal or on an answer: once, and only on
    what lay before it. It counts from the day on which the committee decided. Raises Refused."""
    before = content(record, _asked_on(record))
    outcome = bodies.decide(record, before, verdict, basis=resolution, on=on, at=at)
    if isinstance(record, Edition):
        _follow_edition(record, outcome, on=on, note=note, by=by, at=at)
    elif isinstance(record, Rule):
        _follow_repeal(record, outcome, on=on, note=note, by=by, at=at)
    else:
        step = "answer_agreed" if outcome is Outcome.PASSED else "answer_refused"
        move(record, QUESTION, step, by=by, at=at, on=on, note=note)
    return record


@action(
    "policies.withdraw_edition", label=_("Withdraw it"), clauses=("4.1",),
    step="policies.withdraw_edition",
)  # fmt: skip
def withdraw_edition(edition: Edition, *, note: str, by: Actor, at: datetime) -> Edition:
    """It goes no further, and stays readable: a draft, or what was decided and can't come into
    force. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    if not may_be_withdrawn(edition, local_day(at)):
        raise Refused(DECIDED_ALREADY)
    asking.void(edition, because="withdrawn", at=at)
    edition.due_on = None
    move(edition, EDITION, "policies.withdraw_edition", by=by, at=at, note=note)
    governing.given_up(edition, "edition_withdrawn", at)
    return edition


def _asked_on(record: Edition | Rule | Question) -> date:
    """The day on which it was put before those who decide: the laws of that day are what they
    decide about."""
    approval = asking.pending(record)
    if approval is None:
        raise Refused(asking.NONE_PENDING)
    return local_day(approval.opened_at)


def _follow_edition(
    edition: Edition, outcome: Outcome, *, on: date, note: str, by: Actor, at: datetime
) -> None:
    step = {
        Outcome.PASSED: "edition_adopted",
        Outcome.REJECTED: "edition_declined",
        Outcome.RETURNED: "edition_returned",
    }.get(outcome)
    if step is None:
        return
    if outcome is Outcome.PASSED:
        edition.adopted_on = on
    move(edition, EDITION, step, by=by, at=at, on=on, note=note)
    if outcome is not Outcome.PASSED:
        governing.given_up(edition, step, at)


def _follow_repeal(
    rule: Rule, outcome: Outcome, *, on: date, note: str, by: Actor, at: datetime
) -> None:
    """Repealed, the edition in force holds no more from the day on which the committee decided."""
    if outcome is not Outcome.PASSED:
        move(rule, RULE, "repeal_refused", by=by, at=at, on=on, note=note)
        return
    move(rule, RULE, "repeal_agreed", by=by, at=at, on=on, note=note)
    for edition in rule.editions.filter(state="in_force").select_for_update():
        edition.version += 1
        edition.ended_on, edition.due_on = on, None
        move(edition, EDITION, "edition_repealed", by=by, at=at, on=on)
        governing.lapse(edition, on, at)
