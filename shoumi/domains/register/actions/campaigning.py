"""A grading campaign from its draft until it is closed (4.2)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.domains.register.access import NOT_OFFICE
from shoumi.domains.register.campaigns.facts import (
    DEPARTMENT,
    answers_of,
    departments,
    overlapping,
    taken_part,
)
from shoumi.domains.register.campaigns.paper import summary
from shoumi.domains.register.documents.declared import CAMPAIGN_SUMMARY
from shoumi.domains.register.duties import Leads
from shoumi.domains.register.models import Campaign, CampaignAnswer
from shoumi.domains.register.rules.campaign import ANSWER, CAMPAIGN, WITH_THE_UNIT
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import (
    COMMITTEE,
    OFFICE,
    committee_sits,
    holders,
    local_day,
    standing,
)
from shoumi.kernel.actions import NOTE, STATEMENT, Invalid, Refused, action, require_said
from shoumi.kernel.approvals import asking, bodies
from shoumi.kernel.approvals.models import Step
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number

DECIDE = "register.decide_campaign"
NO_DEPARTMENT = Reason(
    "no_department", _("This unit has no department that could answer. Choose another.")
)
UNDER_WAY = Reason(
    "under_way",
    _("Another campaign asks some of the same departments. Close or withdraw that one first."),
)
TOO_LATE = Reason(
    "too_late", _("The day by which departments answer has passed. Name a later one first.")
)
STILL_OPEN = Reason(
    "still_open",
    _("Departments may still answer, and not all have. Close it after its day has passed."),
)


@dataclass(frozen=True)
class Scheme:
    """What a campaign looks for: secrets nominated since `from_on`, answers by `answer_by`."""

    title: str
    text: str
    from_on: date
    answer_by: date


@action("register.begin_campaign", label=_("Begin a grading campaign"), clauses=("4.2",))
def begin_campaign(*, scheme: Scheme, unit: OrgUnit, by: Actor, at: datetime) -> Campaign:
    """The draft of a campaign among the departments of a unit. Raises Refused, Invalid."""
    if not standing(by, at).has_over(unit, *OFFICE):
        raise Refused(NOT_OFFICE)
    campaign = Campaign(
        kind="campaign", entity=unit.rights_holder, org_unit=unit, clause="4.2",
        owner=by if isinstance(by, Person) else None,
    )  # fmt: skip
    _write(campaign, scheme, at)
    begin(campaign, CAMPAIGN, step="register.begin_campaign", by=by, at=at)
    _open_to(campaign, OFFICE, Capacity.KEEPS, "post", at)
    return campaign


@action(
    "register.revise_campaign", label=_("Change the draft"), clauses=("4.2",),
    step="register.revise_campaign",
)  # fmt: skip
def revise_campaign(campaign: Campaign, *, scheme: Scheme, by: Actor, at: datetime) -> Campaign:
    """Raises Refused, Invalid."""
    _write(campaign, scheme, at)
    move(campaign, CAMPAIGN, "register.revise_campaign", by=by, at=at)
    return campaign


@action(
    "register.submit_campaign", label=_("Submit it"), clauses=("3.2", "4.2"),
    step="register.submit_campaign",
)  # fmt: skip
def submit_campaign(campaign: Campaign, *, by: Actor, at: datetime) -> Campaign:
    """Put it before the committee; where nobody but a director sits on it, before the director.
    Raises Refused."""
    day = local_day(at)
    # Under the entity's lock, so that no two are submitted at once.
    OrgUnit.objects.select_for_update(no_key=True).get(pk=campaign.entity_id)
    _require_open(campaign, day)
    if overlapping(campaign).exists():
        raise Refused(UNDER_WAY)
    move(campaign, CAMPAIGN, "register.submit_campaign", by=by, at=at)
    _open_to(campaign, COMMITTEE, Capacity.DECIDES, "approval", at)
    ask = asking.Ask(title="committee", mode=Step.Mode.BODY)
    if not committee_sits(campaign.org_unit, on=day):
        chairs = holders(campaign.org_unit, Role.CHAIR, on=day)
        ask = asking.Ask(title=str(Role.CHAIR), persons=chairs)
    asking.ask(campaign, DECIDE, _content(campaign), [ask], by=by, at=at)
    return campaign


@action(DECIDE, label=_("Decide on the campaign"), clauses=("3.2", "4.2"), step=DECIDE)
def decide_campaign(
    campaign: Campaign, *, verdict: str, note: str = "", by: Actor, at: datetime
) -> Campaign:
    """The director's decision where there is no committee. Raises Refused, Invalid."""
    outcome = asking.decide(campaign, _content(campaign), verdict, note=note, by=by, at=at)
    _follow(campaign, outcome, on=local_day(at), note=note, by=by, at=at)
    return campaign


@action(
    "register.follow_campaign_resolution",
    label=_("Carry out the committee's resolution"),
    clauses=("3.2", "4.2"),
    quiet=True,
)
def follow_campaign_resolution(
    campaign: Campaign,
    *,
    resolution: Record,
    verdict: str,
    on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Campaign:
    """Take the committee's decision on a campaign: once, and only on what lay before it. Raises
    Refused."""
    outcome = bodies.decide(campaign, _content(campaign), verdict, basis=resolution, on=on, at=at)
    _follow(campaign, outcome, on=on, note=note, by=by, at=at)
    return campaign


@action(
    "register.withdraw_campaign", label=_("Withdraw it"), clauses=("4.2",),
    step="register.withdraw_campaign",
)  # fmt: skip
def withdraw_campaign(campaign: Campaign, *, note: str, by: Actor, at: datetime) -> Campaign:
    """It goes no further; it stays readable. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    asking.void(campaign, because="withdrawn", at=at)
    campaign.due_on = None
    move(campaign, CAMPAIGN, "register.withdraw_campaign", by=by, at=at, note=note)
    return campaign


@action(
    "register.close_campaign", label=_("Close it"), clauses=("4.2",),
    step="register.close_campaign",
)  # fmt: skip
def close_campaign(campaign: Campaign, *, by: Actor, at: datetime) -> Campaign:
    """Issue what came of it as a paper. Who was silent may still answer, and counts as silent until
    then. Raises Refused, Sealed, DiskFull."""
    day, answers = local_day(at), list(answers_of(campaign))
    taken = taken_part(campaign, answers, day)
    if taken.waiting:
        raise Refused(STILL_OPEN)
    campaign.closed_on = day
    move(campaign, CAMPAIGN, "register.close_campaign", by=by, at=at)
    paper = summary(campaign, answers, taken, at=at, language="zh-hans")
    campaign.paper = papers.issue(campaign, paper=paper, form=CAMPAIGN_SUMMARY.code, by=by, at=at)
    campaign.save()
    return campaign


def _write(campaign: Campaign, scheme: Scheme, at: datetime) -> None:
    day = local_day(at)
    campaign.title = require_said("title", scheme.title, 200, _("Say what it is called."))
    campaign.scheme = require_said("text", scheme.text, STATEMENT, _("Say what is looked for."))
    if scheme.from_on > day:
        raise Invalid("from_on", _("Choose today or a day before it."))
    if scheme.answer_by <= day:
        raise Invalid("answer_by", _("Give a day to come."))
    campaign.from_on, campaign.due_on = scheme.from_on, scheme.answer_by


def _require_open(campaign: Campaign, day: date) -> None:
    if campaign.due_on is None or campaign.due_on <= day:
        raise Refused(TOO_LATE)
    if not departments(campaign.org_unit, day).exists():
        raise Refused(NO_DEPARTMENT)


def _content(campaign: Campaign) -> dict[str, object]:
    """What is decided about."""
    return {
        "title": campaign.title,
        "scheme": campaign.scheme,
        "unit": campaign.org_unit_id,
        "from_on": campaign.from_on,
        "answer_by": campaign.due_on,
    }


def _follow(
    campaign: Campaign, outcome: Outcome, *, on: date, note: str, by: Actor, at: datetime
) -> None:
    if outcome is Outcome.PASSED:
        _open(campaign, on, note, by, at)
    elif outcome is Outcome.RETURNED:
        move(campaign, CAMPAIGN, "campaign_returned", by=by, at=at, on=on, note=note)
    elif outcome is Outcome.REJECTED:
        campaign.due_on = None
        move(campaign, CAMPAIGN, "campaign_declined", by=by, at=at, on=on, note=note)


def _open(campaign: Campaign, on: date, note: str, by: Actor, at: datetime) -> None:
    """Every department is asked; what it left unanswered before is asked anew by this."""
    _require_open(campaign, on)
    campaign.opened_on = on
    campaign.number = next_number(campaign.entity, "campaign", "密普", on.year)
    move(campaign, CAMPAIGN, "campaign_agreed", by=by, at=at, on=on, note=note)
    leads = Leads(on)
    for unit in departments(campaign.org_unit, on):
        _lapse_before(unit, on, at)
        _ask(campaign, unit, leads, at)


def _lapse_before(unit: OrgUnit, on: date, at: datetime) -> None:
    before = CampaignAnswer.objects.filter(org_unit=unit, state__in=WITH_THE_UNIT)
    for one in before.select_for_update():
        one.version += 1
        one.lapsed_on = on
        move(one, ANSWER, "asked_anew", by=HOUSE, at=at, on=on)


def _ask(campaign: Campaign, unit: OrgUnit, leads: Leads, at: datetime) -> None:
    with override("zh-hans"):
        told = {"unit": unit.name, "campaign": campaign.title}
        title = t("%(unit)s: answer to “%(campaign)s”") % told
    answer = CampaignAnswer(
        kind="campaign_answer", title=title[:200], entity=unit.rights_holder, org_unit=unit,
        clause="4.2", campaign=campaign, due_on=campaign.due_on, owner=leads.of(unit),
    )  # fmt: skip
    begin(answer, ANSWER, step="asked", by=HOUSE, at=at)
    own = Post.objects.filter(org_unit=unit, role__in=DEPARTMENT, ended_on__isnull=True)
    for post in own:
        open_to(campaign, post, Capacity.KNOWS, because="post", at=at)
        open_to(answer, post, Capacity.KEEPS, because="post", at=at)
    _open_to(campaign, (Role.LEADER,), Capacity.KNOWS, "post", at, unit)
    _open_to(answer, (*OFFICE, Role.LEADER, Role.CHAIR), Capacity.KEEPS, "post", at)


def _open_to(
    record: Record,
    roles: tuple[str, ...],
    capacity: str,
    because: str,
    at: datetime,
    unit: OrgUnit | None = None,
) -> None:
    """To those who hold these posts in the record's unit, or in another, or above it."""
    posts = Post.objects.filter(
        org_unit_id__in=(unit or record.org_unit).ancestor_ids, role__in=roles,
        ended_on__isnull=True,
    )  # fmt: skip
    for post in posts:
        open_to(record, post, capacity, because=because, at=at)
