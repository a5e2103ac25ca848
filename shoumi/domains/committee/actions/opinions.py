"""Asking an expert for his opinion on a record, and giving it (3.3)."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.documents.declared import OPINION_PAPER
from shoumi.domains.committee.documents.pledged import opinion_paper
from shoumi.domains.committee.duties.seats import GIVE
from shoumi.domains.committee.expertise import experts as known_experts
from shoumi.domains.committee.models import Field, Opinion
from shoumi.domains.committee.rules.seat_flows import OPINION
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.delivery.models import Method
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.models import Audience, Capacity, Record
from shoumi.kernel.records.moves import begin, close_to, move, open_to
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.tasks import duties
from shoumi.kernel.tasks.actions import fall_due, settle, withdraw
from shoumi.kernel.tasks.models import Task

ASKED, GIVEN = 1000, 4000
AT_MOST = 10
# What the committee keeps for itself is no matter for an expert.
OWN_KINDS = frozenset({
    "meeting", "resolution", "nomination", "vacancy", "undertaking", "interest", "opinion",
    "committee_extract",
})  # fmt: skip
NO_MATTER = Reason("no_matter", _("No expert is asked about this kind of record."))
ASKED_ALREADY = Reason(
    "asked_already", _("One of these experts was asked about this and has not answered yet.")
)


@action(
    "committee.ask_opinion", label=_("Ask experts for their opinion"), clauses=("3.3",), reads=True
)
def ask_opinion(
    record: Record,
    *,
    field: str,
    experts: Sequence[Person],
    asked: str,
    due_on: date,
    by: Actor,
    at: datetime,
) -> Record:
    """Ask each of them the same question, by a day. Whoever may not see the record has its entry
    opened until he has answered; what it holds stays shut. Raises Refused, Invalid."""
    asked = require_said("asked", asked, ASKED, _("Write what the experts are to say."))
    day = local_day(at)
    if record.kind in OWN_KINDS:
        raise Refused(NO_MATTER)
    if field not in Field.values:
        raise Invalid("field", _("Choose among the fields offered."))
    if due_on <= day:
        raise Invalid("due_on", _("Give a day to come."))
    known = {one.pk for one in known_experts(field, record.org_unit, day)}
    if not experts or len(experts) > AT_MOST or any(one.pk not in known for one in experts):
        raise Invalid("experts", _("Choose among those who stand for this field."))
    waiting = Opinion.objects.filter(about=record.pk, state="asked", asked_of__in=list(experts))
    if waiting.exists():
        raise Refused(ASKED_ALREADY)
    for expert in experts:
        _ask(record, expert, Opinion(field=field, asked=asked, due_on=due_on), by, at)
    return record


def _ask(record: Record, expert: Person, opinion: Opinion, by: Actor, at: datetime) -> None:
    day = local_day(at)
    opinion.kind, opinion.clause = "opinion", "3.3"
    opinion.number = next_number(record.entity, "opinion", "密询", day.year)
    opinion.title = record.reference
    opinion.entity, opinion.org_unit = record.entity, record.org_unit
    opinion.owner = by if isinstance(by, Person) else None
    opinion.about_id = opinion.parent_id = record.pk
    opinion.seen_with_parent = True
    opinion.asked_of = expert
    opinion.opened = _open(record, expert, opinion.number, at)
    begin(opinion, OPINION, step="committee.ask_opinion", by=by, at=at)
    open_to(opinion, expert, Capacity.KEEPS, because="opinion", at=at)
    due_on = opinion.due_on or day
    falling = duties.Falling(opinion, day, expert, expert.org_unit, due_on)
    fall_due(duty=duties.find(GIVE), falling=falling, by=HOUSE, at=at)


def _open(record: Record, expert: Person, because: str, at: datetime) -> Audience | None:
    """The row by which he sees the entry; none where he sees it already."""
    if Record.objects.visible_to(expert, at).filter(pk=record.pk).exists():
        return None
    return open_to(record, expert, Capacity.DECIDES, because=because, at=at)


@action(
    "committee.give_opinion", label=_("Give the opinion"), clauses=("3.3",),
    step="committee.give_opinion",
)  # fmt: skip
def give_opinion(
    opinion: Opinion, *, text: str, method: str = "", by: Actor, at: datetime
) -> Opinion:
    """The expert's words, signed with his password, which the view has checked; afterwards they
    can't be changed. Raises Refused, Invalid, Sealed, DiskFull."""
    text = require_said("text", text.replace("\r\n", "\n"), GIVEN, _("Write your opinion."))
    if method != Method.PASSWORD:
        raise Invalid("password", _("To sign, give your password once more."))
    opinion.text, opinion.text_sha256 = text, hashlib.sha256(text.encode()).hexdigest()
    opinion.answered_on = local_day(at)
    move(opinion, OPINION, "committee.give_opinion", by=by, at=at)
    opinion.paper = papers.issue(
        opinion, paper=opinion_paper(opinion, at=at, language="zh-hans"), form=OPINION_PAPER.code,
        by=by, at=at,
    )  # fmt: skip
    opinion.save()
    _shut(opinion, at)
    for task in Task.objects.open().filter(record_id=opinion.pk):
        settle(task, by=HOUSE, at=at)
    return opinion


@action(
    "committee.decline_opinion", label=_("Decline to give an opinion"), clauses=("3.3",),
    step="committee.decline_opinion",
)  # fmt: skip
def decline_opinion(opinion: Opinion, *, note: str, by: Actor, at: datetime) -> Opinion:
    """The expert says no, and why. Raises Refused, Invalid."""
    return _without(opinion, "committee.decline_opinion", note, by, at)


@action(
    "committee.withdraw_question", label=_("Take the question back"), clauses=("3.3",),
    step="committee.withdraw_question",
)  # fmt: skip
def withdraw_question(opinion: Opinion, *, note: str, by: Actor, at: datetime) -> Opinion:
    """Nobody needs the opinion any more. Raises Refused, Invalid."""
    return _without(opinion, "committee.withdraw_question", note, by, at)


def _without(opinion: Opinion, step: str, note: str, by: Actor, at: datetime) -> Opinion:
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    opinion.answered_on = local_day(at)
    move(opinion, OPINION, step, by=by, at=at, note=note)
    _shut(opinion, at)
    for task in Task.objects.open().filter(record_id=opinion.pk):
        withdraw(task, note=note, by=HOUSE, at=at)
    return opinion


def _shut(opinion: Opinion, at: datetime) -> None:
    """His sight of the entry ends with this day; that he had it stays known."""
    if opinion.opened is not None:
        close_to(opinion.opened, on=local_day(at) + timedelta(days=1))
