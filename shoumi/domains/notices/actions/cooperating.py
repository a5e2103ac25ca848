"""Requests between departments: asked, taken on or declined, done, confirmed (5.3)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.actions.opening import open_to_office, open_to_unit_posts
from shoumi.domains.notices.documents.declared import REQUEST as REQUEST_PAPER
from shoumi.domains.notices.documents.request import request_paper
from shoumi.domains.notices.facts import is_writer, lead_of
from shoumi.domains.notices.models import CooperationAnswer, CooperationRequest
from shoumi.domains.notices.rules.flows import ANSWER, OPEN_ANSWERS, REQUEST
from shoumi.domains.notices.rules.timing import answer_due
from shoumi.domains.register.duties import Leads
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.tasks.calendar import work_calendar

WORDS = 2000
NOT_YOUR_UNIT = Reason(
    "not_your_unit",
    _("A department asks through its head or its confidentiality administrator. Choose your own."),
)
STILL_STANDS = Reason("still_stands", _("The department exists: it answers for itself."))


@action("notices.ask_cooperation", label=_("Ask other departments"), clauses=("5.3",))
def ask_cooperation(
    *,
    unit: OrgUnit,
    of: Sequence[OrgUnit],
    title: str,
    text: str,
    wanted_by: date,
    by: Actor,
    at: datetime,
) -> CooperationRequest:
    """Ask one or several; each answers for itself. Raises Refused, Invalid."""
    title = require_said("title", title, 200, _("Give it a title."))
    text = require_said("text", text, WORDS, _("Write what you ask for."))
    day = local_day(at)
    if not is_writer(by, unit, at):
        raise Refused(NOT_YOUR_UNIT)
    asked = {one.pk: one for one in of if one.pk != unit.pk}
    if not asked:
        raise Invalid("of", _("Choose at least one other department."))
    gone = [str(one) for one in asked.values() if one.ended_on is not None and one.ended_on <= day]
    if gone:
        raise Invalid("of", _("%(unit)s does not exist any more.") % {"unit": gone[0]})
    if wanted_by <= day:
        raise Invalid("wanted_by", _("Give a day to come."))
    asking = CooperationRequest(
        kind="cooperation_request", title=title, entity=unit.rights_holder, org_unit=unit,
        number=next_number(unit.rights_holder, "cooperation_request", "密协办", day.year),
        owner=by if isinstance(by, Person) else None, clause="5.3", due_on=wanted_by, text=text,
        asked_on=day,
    )  # fmt: skip
    begin(asking, REQUEST, step="notices.ask_cooperation", by=by, at=at)
    _open(asking, unit, by, at)
    for one in asked.values():
        _ask(asking, one, by, at)
    return asking


def _ask(asking: CooperationRequest, unit: OrgUnit, by: Actor, at: datetime) -> None:
    """The unit sees the request and its own answer, and no other's."""
    last = answer_due(asking.asked_on, settings.ANSWER_WORKDAYS, work_calendar())
    lead = lead_of(unit, Leads(asking.asked_on), asking.asked_on)
    answer = CooperationAnswer(
        kind="cooperation_answer", title=asking.title, entity=unit.rights_holder, org_unit=unit,
        parent_id=asking.pk, clause="5.3", due_on=last, request=asking, answer_by=last,
        owner=lead,
    )  # fmt: skip
    begin(answer, ANSWER, step="notices.ask_cooperation", by=by, at=at)
    open_to_unit_posts(asking, unit, at)
    open_to_unit_posts(answer, unit, at)
    _open(answer, asking.org_unit, by, at)


def _open(
    record: CooperationRequest | CooperationAnswer, asker: OrgUnit, by: Actor, at: datetime
) -> None:
    open_to_unit_posts(record, asker, at)
    open_to_office(record, asker, at)
    if isinstance(by, Person):
        open_to(record, by, Capacity.KEEPS, because="asker", at=at)


@action("notices.accept_request", label=_("Take it on"), clauses=("5.3",),
        step="notices.accept_request")  # fmt: skip
def accept_request(answer: CooperationAnswer, *, by: Actor, at: datetime) -> CooperationAnswer:
    """The department will do it by the day wanted. Raises Refused."""
    answer.answered_on = local_day(at)
    answer.due_on = answer.request.due_on
    move(answer, ANSWER, "notices.accept_request", by=by, at=at)
    return answer


@action("notices.decline_request", label=_("Decline it"), clauses=("5.3",),
        step="notices.decline_request")  # fmt: skip
def decline_request(
    answer: CooperationAnswer, *, reason: str, by: Actor, at: datetime
) -> CooperationAnswer:
    """With the reason, which whoever asked reads. Raises Refused, Invalid."""
    answer.reason = require_said("reason", reason, NOTE, _("Say why you decline."))
    answer.answered_on, answer.due_on = local_day(at), None
    move(answer, ANSWER, "notices.decline_request", by=by, at=at)
    _close_if_over(answer, by, at)
    return answer


@action("notices.reply_to_request", label=_("Reply"), clauses=("5.3",),
        step="notices.reply_to_request")  # fmt: skip
def reply_to_request(
    answer: CooperationAnswer, *, reply: str, by: Actor, at: datetime
) -> CooperationAnswer:
    """What was done. Raises Refused, Invalid."""
    answer.reply = require_said("reply", reply, WORDS, _("Say what was done."))
    answer.replied_on = local_day(at)
    answer.replied_by = by if isinstance(by, Person) else None
    move(answer, ANSWER, "notices.reply_to_request", by=by, at=at)
    return answer


@action("notices.confirm_reply", label=_("Confirm it"), clauses=("5.3",),
        step="notices.confirm_reply")  # fmt: skip
def confirm_reply(answer: CooperationAnswer, *, by: Actor, at: datetime) -> CooperationAnswer:
    """Whoever asked has what was asked for. Raises Refused."""
    answer.confirmed_on, answer.due_on = local_day(at), None
    move(answer, ANSWER, "notices.confirm_reply", by=by, at=at)
    _close_if_over(answer, by, at)
    return answer


@action("notices.return_reply", label=_("Send it back"), clauses=("5.3",),
        step="notices.return_reply")  # fmt: skip
def return_reply(
    answer: CooperationAnswer, *, note: str, by: Actor, at: datetime
) -> CooperationAnswer:
    """It is not what was asked for; the day stays. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows what to do."))
    answer.replied_on = None
    move(answer, ANSWER, "notices.return_reply", by=by, at=at, note=note)
    return answer


@action("notices.lapse_answer", label=_("Let the answer lapse"), clauses=("5.3",), quiet=True,
        step="notices.lapse_answer")  # fmt: skip
def lapse_answer(answer: CooperationAnswer, *, by: Actor, at: datetime) -> CooperationAnswer:
    """The department does not exist any more: nobody is left to answer. Raises Refused."""
    ended = answer.org_unit.ended_on
    if ended is None or ended > local_day(at):
        raise Refused(STILL_STANDS)
    answer.due_on = None
    move(answer, ANSWER, "notices.lapse_answer", by=by, at=at)
    _close_if_over(answer, by, at)
    return answer


@action("notices.withdraw_request", label=_("Withdraw it"), clauses=("5.3",),
        step="notices.withdraw_request")  # fmt: skip
def withdraw_request(
    asking: CooperationRequest, *, note: str, by: Actor, at: datetime
) -> CooperationRequest:
    """It is not needed any more; whoever has not answered need not. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why it is not needed any more."))
    move(asking, REQUEST, "notices.withdraw_request", by=by, at=at, note=note)
    open_still = asking.answers.filter(state__in=OPEN_ANSWERS).select_for_update()
    for answer in open_still:
        answer.version += 1
        answer.due_on = None
        move(answer, ANSWER, "request_withdrawn", by=by, at=at)
    return asking


@action("notices.issue_request", label=_("Issue it as a paper"), clauses=("5.3",))
def issue_request(asking: CooperationRequest, *, by: Actor, at: datetime) -> CooperationRequest:
    """Under a number of its own; a new one replaces the one before. Raises Refused, Sealed,
    DiskFull."""
    asking.save()
    paper = request_paper(asking, at=at, language="zh-hans")
    asking.paper = papers.issue(
        asking, paper=paper, form=REQUEST_PAPER.code, supersedes=asking.paper, by=by, at=at
    )
    asking.save()
    return asking


def _close_if_over(answer: CooperationAnswer, by: Actor, at: datetime) -> None:
    """The last of them closes the request."""
    asking = CooperationRequest.objects.select_for_update().get(pk=answer.request_id)
    if asking.state == "open" and not asking.answers.filter(state__in=OPEN_ANSWERS).exists():
        asking.version += 1
        move(asking, REQUEST, "all_answered", by=by, at=at)
