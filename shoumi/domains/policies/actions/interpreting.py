"""Questions on what a clause means, and the committee's published answers (8.1)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.actions.deciding import BY_COMMITTEE, FOLLOW
from shoumi.domains.policies.actions.opening import (
    open_to_committee,
    open_to_followers,
    open_to_keepers,
)
from shoumi.domains.policies.documents.declared import INTERPRETATION
from shoumi.domains.policies.documents.interpretation import interpretation_paper
from shoumi.domains.policies.facts import content
from shoumi.domains.policies.models import Edition, EditionClause, Question
from shoumi.domains.policies.rules.flow import QUESTION
from shoumi.domains.policies.rules.readiness import ANSWER_WITHIN
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.approvals import asking
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number

ASKED, ANSWER = 1000, 2000
NOT_IN_FORCE = Reason(
    "not_in_force", _("Questions are asked on what is in force. What you think of a draft is said "
                      "while the staff are consulted.")
)  # fmt: skip


@action("policies.ask_question", label=_("Ask what a clause means"), clauses=("8.1",), reads=True)
def ask_question(
    edition: Edition, *, clause: EditionClause, asked: str, by: Actor, at: datetime
) -> Question:
    """Anybody asks what a clause in force means. Raises Refused, Invalid."""
    if edition.state not in {"published", "in_force"}:
        raise Refused(NOT_IN_FORCE)
    if clause.edition_id != edition.pk or clause.struck:
        raise Invalid("clause", _("This is no clause of the edition."))
    asked = require_said("asked", asked, ASKED, _("Write your question."))
    day, rule = local_day(at), edition.rule
    question = Question(
        kind="rule_question",
        number=next_number(rule.entity, "rule_question", "密问", day.year),
        title=rule.title,
        entity=rule.entity,
        org_unit=rule.org_unit,
        owner=by if isinstance(by, Person) else None,
        parent_id=rule.pk,
        clause="8.1",
        due_on=day + ANSWER_WITHIN,
        clause_asked=clause,
        asked=asked,
        asked_on=day,
    )
    begin(question, QUESTION, step="policies.ask_question", by=by, at=at)
    open_to_keepers(question, at)
    if isinstance(by, Person):
        open_to(question, by, Capacity.KEEPS, because="asker", at=at)
    return question


@action(
    "policies.draft_answer", label=_("Draft the answer"), clauses=("8.1",),
    step="policies.draft_answer",
)  # fmt: skip
def draft_answer(question: Question, *, answer: str, by: Actor, at: datetime) -> Question:
    """Write the answer and put it before the committee, which interprets the rules. Raises Refused,
    Invalid."""
    question.answer = require_said("answer", answer, ANSWER, _("Write the answer."))
    move(question, QUESTION, "policies.draft_answer", by=by, at=at)
    open_to_committee(question, at)
    bound = content(question, local_day(at))
    asking.ask(question, FOLLOW, bound, [BY_COMMITTEE], by=by, at=at)
    return question


@action(
    "policies.publish_answer", label=_("Publish it"), clauses=("8.1",),
    step="policies.publish_answer",
)  # fmt: skip
def publish_answer(question: Question, *, by: Actor, at: datetime) -> Question:
    """Issue the interpretation; it stands beside the clause from now on. Raises Refused, Invalid,
    Sealed, DiskFull."""
    question.published_on, question.due_on = local_day(at), None
    move(question, QUESTION, "policies.publish_answer", by=by, at=at)
    open_to_followers(question, question.clause_asked.edition.rule, at)
    paper = interpretation_paper(question, at=at, language="zh-hans")
    question.paper = papers.issue(question, paper=paper, form=INTERPRETATION.code, by=by, at=at)
    question.save()
    return question


@action(
    "policies.dismiss_question", label=_("Answer without an interpretation"), clauses=("8.1",),
    step="policies.dismiss_question",
)  # fmt: skip
def dismiss_question(question: Question, *, answer: str, by: Actor, at: datetime) -> Question:
    """The text says it plainly, or it is no question on the text: tell so. Raises Refused,
    Invalid."""
    question.answer = require_said("answer", answer, ANSWER, _("Write what you tell the asker."))
    question.due_on = None
    move(question, QUESTION, "policies.dismiss_question", by=by, at=at)
    return question


@action(
    "policies.withdraw_question", label=_("Withdraw it"), clauses=("8.1",),
    step="policies.withdraw_question",
)  # fmt: skip
def withdraw_question(question: Question, *, note: str, by: Actor, at: datetime) -> Question:
    """Whoever asked it needs no answer any more. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    question.due_on = None
    move(question, QUESTION, "policies.withdraw_question", by=by, at=at, note=note)
    return question
