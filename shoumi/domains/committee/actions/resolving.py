"""Adopting a resolution 议定事项: it takes effect in the same transaction, exactly once (5.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.meeting import NOT_OFFICE
from shoumi.domains.committee.actions.session_states import require_running
from shoumi.domains.committee.actions.telling import tell_proposer
from shoumi.domains.committee.duties import CARRY_OUT
from shoumi.domains.committee.facts import is_competent, is_ratification, last_vote, waits
from shoumi.domains.committee.membership import competent, seats_to_tell
from shoumi.domains.committee.models import AgendaItem, Resolution, Vote
from shoumi.domains.committee.rules.flows import RESOLUTION
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day, standing
from shoumi.kernel.actions import Invalid, Refused, action, require_said
from shoumi.kernel.approvals.models import Approval, Verdict
from shoumi.kernel.records.models import Capacity, Record, Transition
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.tasks import duties
from shoumi.kernel.tasks.actions import call_in, fall_due
from shoumi.kernel.tasks.models import Task

CarryOut = Callable[[Resolution], None]
NOT_CARRIED = Reason("not_carried", _("No vote on this point was carried with a quorum."))
BEGUN_ANEW = Reason(
    "begun_anew", _("What was voted on has changed or is over since. Vote on it anew.")
)
NO_EFFECT = Reason(
    "no_effect", _("Nothing carries this out on the matter, so it can't be resolved here.")
)
NOT_YOURS = Reason("not_director", _("Only the director of the committee decides meanwhile."))
NO_DIRECTOR = Reason("no_director", _("Nobody is appointed director. Appoint somebody first."))
OWN = Reason("own_request", _("Nobody decides on what he asked for himself."))


@dataclass(frozen=True)
class Followed:
    """Who carries a resolution out, by which day, and from when it holds: today if not said. With a
    lead there is a day, without one nothing is left to be done. `others` answer for parts of it."""

    lead: Person | None = None
    due_on: date | None = None
    in_force_on: date | None = None
    others: Sequence[Person] = ()


@action("committee.adopt_resolution", label=_("Adopt the resolution"), clauses=("3.2", "5.1"))
def adopt_resolution(
    item: AgendaItem,
    *,
    followed: Followed,
    carry_out: CarryOut | None = None,
    by: Actor,
    at: datetime,
) -> Resolution:
    """What the vote carried, in its own words. `carry_out` brings its effect about on the matter:
    where it refuses nothing is adopted either. Raises Refused, Invalid."""
    meeting = require_running(item)
    vote = last_vote(item)
    if vote is None or vote.state != Vote.State.ADOPTED:
        raise Refused(NOT_CARRIED)
    _require_followed(followed, at)
    _require_same_matter(item, vote)
    resolution = _resolution(
        meeting.entity, item.heading, vote.text, item.matter, vote.question, followed, at
    )
    resolution.item = item
    resolution.proposer = item.proposer if vote.approval is None else vote.approval.asked_by
    _adopt(resolution, "committee.adopt_resolution", by, at)
    item.state = AgendaItem.State.SETTLED
    has_lead = followed.lead is not None
    item.outcome = AgendaItem.Outcome.TASK if has_lead else AgendaItem.Outcome.DECISION
    item.save()
    if is_ratification(item):
        _ratify(resolution, by, at)
    else:
        _bring_about(resolution, carry_out)
    _follow(resolution, followed, at)
    return resolution


@action("committee.decide_meanwhile", label=_("Decide until the next meeting"), clauses=("3.2",))
def decide_meanwhile(
    *,
    entity: OrgUnit,
    title: str,
    text: str,
    matter: Record | None = None,
    verdict: str = Verdict.AGREE,
    followed: Followed,
    carry_out: CarryOut | None = None,
    by: Actor,
    at: datetime,
) -> Resolution:
    """The director's interim decision 临时决定, which the next meeting ratifies or does not. Raises
    Refused, Invalid."""
    if not standing(by, at).has_at(entity, Role.CHAIR):
        raise Refused(NOT_YOURS)
    text = require_said("text", text, 1000, _("Write down what is decided."))
    _require_followed(followed, at)
    if matter is None:
        title = require_said("title", title, 120, _("Say what it is about."))
    else:
        _require_open_matter(entity, matter, verdict, by, at)
        title = matter.reference
    resolution = _resolution(entity, title, text, matter, verdict, followed, at)
    resolution.is_interim = True
    approval = waits(matter) if matter is not None else None
    resolution.proposer = approval.asked_by if approval is not None else None
    _adopt(resolution, "committee.decide_meanwhile", by, at)
    _bring_about(resolution, carry_out)
    _follow(resolution, followed, at)
    return resolution


@action(
    "committee.lay_before_director",
    label=_("Lay it before the director"),
    clauses=("3.2",),
)
def lay_before_director(*, matter: Record, because: str, by: Actor, at: datetime) -> list[Person]:
    """What can't wait for a meeting: its entry is opened to the director of the committee that is
    competent, its content is not. Answers whom it was opened to. Raises Refused, Invalid."""
    because = require_said("because", because, 150, _("Say why."))
    entity = competent(matter.org_unit, local_day(at))
    if waits(matter) is None or entity is None:
        raise Refused(BEGUN_ANEW)
    if not standing(by, at).has_over(entity, *OFFICE):
        raise Refused(NOT_OFFICE)
    directors = holders(entity, Role.CHAIR, on=local_day(at))
    if not directors:
        raise Refused(NO_DIRECTOR)
    for person in directors:
        open_to(matter, person, Capacity.DECIDES, because=because, at=at)
    return directors


def _require_open_matter(
    entity: OrgUnit, matter: Record, verdict: str, by: Actor, at: datetime
) -> None:
    approval = waits(matter)
    if approval is None or not is_competent(entity, matter, at):
        raise Refused(BEGUN_ANEW)
    if approval.asked_by_id == by.pk:
        raise Refused(OWN)
    if verdict not in {Verdict.AGREE, Verdict.REFUSE, Verdict.RETURN}:
        raise Invalid("verdict", _("Choose one of the answers offered."))


def _require_followed(followed: Followed, at: datetime) -> None:
    day = local_day(at)
    if (followed.lead is None) != (followed.due_on is None):
        raise Invalid("due_on", _("A lead needs a day, and a day needs a lead."))
    if followed.lead is not None and not followed.lead.is_active(day):
        raise Invalid("lead", _("This person is not here any more."))
    if followed.others and followed.lead is None:
        raise Invalid("others", _("Others are called in by a lead. Name who leads."))
    if followed.due_on is not None and followed.due_on < day:
        raise Invalid("due_on", _("Give a day to come."))
    if followed.in_force_on is not None and followed.in_force_on < day:
        raise Invalid("in_force_on", _("Give a day to come."))


def _require_same_matter(item: AgendaItem, vote: Vote) -> None:
    """What waits now must be the very asking that was voted on."""
    if item.matter is None or is_ratification(item):
        return
    now: Approval | None = waits(item.matter)
    if now is None or now.pk != vote.approval_id:
        raise Refused(BEGUN_ANEW)


def _resolution(
    entity: OrgUnit,
    title: str,
    text: str,
    matter: Record | None,
    verdict: str,
    followed: Followed,
    at: datetime,
) -> Resolution:
    day = local_day(at)
    return Resolution(
        kind="resolution", number=next_number(entity, "resolution", "密决", day.year), title=title,
        entity=entity, org_unit=entity, owner=followed.lead, due_on=followed.due_on, clause="3.2",
        text=text, matter=matter, verdict=verdict if matter is not None else "",
        lead=followed.lead, in_force_on=followed.in_force_on or day,
    )  # fmt: skip


def _adopt(resolution: Resolution, step: str, by: Actor, at: datetime) -> None:
    begin(resolution, RESOLUTION, step=step, by=by, at=at)
    for post in seats_to_tell(resolution.entity):
        open_to(resolution, post, Capacity.KEEPS, because="committee", at=at)
    if resolution.proposer is not None:
        open_to(resolution, resolution.proposer, Capacity.KNOWS, because="proposed", at=at)


def _bring_about(resolution: Resolution, carry_out: CarryOut | None) -> None:
    if resolution.matter is None:
        return
    if carry_out is None:
        raise Refused(NO_EFFECT)
    carry_out(resolution)
    last = Transition.objects.filter(record_id=resolution.matter.pk).order_by("-pk").first()
    resolution.effected_entry = last.entry if last is not None else None
    resolution.save()


def _ratify(resolution: Resolution, by: Actor, at: datetime) -> None:
    assert resolution.matter is not None  # noqa: S101 - that is what a ratification is about
    interim = Resolution.objects.select_for_update().get(pk=resolution.matter.pk)
    if interim.ratified_by_id is not None:
        raise Refused(BEGUN_ANEW)
    interim.ratified_by = resolution
    interim.version += 1
    refused = resolution.verdict != Verdict.AGREE
    if refused and not RESOLUTION.is_final(interim.state):
        move(interim, RESOLUTION, "not_ratified", by=by, at=at)
    interim.save()


def _follow(resolution: Resolution, followed: Followed, at: datetime) -> None:
    """From now on a task with one lead; where nobody leads, nothing is left to be done."""
    if resolution.lead is None or resolution.due_on is None:
        move(resolution, RESOLUTION, "nothing_left", by=HOUSE, at=at)
        tell_proposer(resolution, at)
        return
    falling = duties.Falling(
        resolution, local_day(at), resolution.lead, resolution.lead.org_unit, resolution.due_on
    )
    task = fall_due(duty=duties.find(CARRY_OUT), falling=falling, by=HOUSE, at=at)
    if followed.others:
        _call_in(task, followed.others, at)
    tell_proposer(resolution, at)


def _call_in(task: Task, others: Sequence[Person], at: datetime) -> None:
    try:
        call_in(task, people=others, by=HOUSE, at=at)
    except Invalid as wrong:
        raise Invalid("others", wrong.message) from None
