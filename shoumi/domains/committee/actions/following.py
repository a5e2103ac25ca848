"""What becomes of a resolution: carried out, signed off by another, or lapsed (3.2)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.telling import tell_proposer
from shoumi.domains.committee.documents.declared import RESOLUTION_PAPER
from shoumi.domains.committee.documents.resolution import resolution_paper
from shoumi.domains.committee.duties import CARRY_OUT
from shoumi.domains.committee.models import Resolution
from shoumi.domains.committee.rules.flows import RESOLUTION
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.moves import move
from shoumi.kernel.tasks.actions import pass_on, settle, withdraw
from shoumi.kernel.tasks.models import Task

SAME_LEAD = Reason("same_lead", _("This person leads it already."))
NO_TASK = Reason("no_task", _("Nothing is left to be carried out of it."))


@action("committee.report_carried_out", label=_("Report it carried out"), clauses=("3.2",),
        step="committee.report_carried_out")  # fmt: skip
def report_carried_out(
    resolution: Resolution, *, result: str, by: Actor, at: datetime
) -> Resolution:
    """The lead says what was done; the office looks at it. Raises Refused, Invalid."""
    result = require_said("result", result, 1000, _("Say what was done."))
    resolution.result, resolution.reported_on = result, local_day(at)
    move(resolution, RESOLUTION, "committee.report_carried_out", by=by, at=at)
    return resolution


@action("committee.return_report", label=_("Send it back"), clauses=("3.2",),
        step="committee.return_report")  # fmt: skip
def return_report(resolution: Resolution, *, note: str, by: Actor, at: datetime) -> Resolution:
    """What was reported does not suffice; the day stays. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    resolution.reported_on = None
    move(resolution, RESOLUTION, "committee.return_report", by=by, at=at, note=note)
    return resolution


@action("committee.close_resolution", label=_("Sign it off"), clauses=("3.2",),
        step="committee.close_resolution")  # fmt: skip
def close_resolution(resolution: Resolution, *, by: Actor, at: datetime) -> Resolution:
    """It is done, says another than who led it. Raises Refused."""
    move(resolution, RESOLUTION, "committee.close_resolution", by=by, at=at)
    for task in Task.objects.open().filter(record_id=resolution.pk):
        settle(task, by=HOUSE, at=at)
    tell_proposer(resolution, at)
    return resolution


@action(
    "committee.lapse", label=_("Let the resolution lapse"), clauses=("3.2",), step="committee.lapse"
)
def lapse(resolution: Resolution, *, note: str, by: Actor, at: datetime) -> Resolution:
    """It is not carried out any more; an effect that it had stays. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    move(resolution, RESOLUTION, "committee.lapse", by=by, at=at, note=note)
    for task in Task.objects.open().filter(record_id=resolution.pk):
        withdraw(task, note=note, by=HOUSE, at=at)
    tell_proposer(resolution, at)
    return resolution


@action("committee.name_lead", label=_("Name another lead"), clauses=("3.2",),
        step="committee.name_lead")  # fmt: skip
def name_lead(resolution: Resolution, *, lead: Person, by: Actor, at: datetime) -> Resolution:
    """Somebody else carries it out from now on; the day stays. Raises Refused, Invalid."""
    if not lead.is_active(local_day(at)):
        raise Invalid("lead", _("This person is not here any more."))
    task = open_task(resolution)
    if task is None:
        raise Refused(NO_TASK)
    if (task.lead_id, task.lead_unit_id) == (lead.pk, lead.org_unit_id):
        raise Refused(SAME_LEAD)
    resolution.lead = resolution.owner = lead
    move(resolution, RESOLUTION, "committee.name_lead", by=by, at=at)
    pass_on(task, lead=lead, by=HOUSE, at=at)
    return resolution


def open_task(resolution: Resolution) -> Task | None:
    """What is still to be carried out of it."""
    rows = Task.objects.open().filter(record_id=resolution.pk, duty=CARRY_OUT)
    return rows.select_related("lead", "lead_unit").first()


@action("committee.issue_resolution", label=_("Issue the resolution as a paper"), clauses=("3.2",))
def issue_resolution(resolution: Resolution, *, by: Actor, at: datetime) -> Resolution:
    """Under a number of its own; a new one replaces the one before. Raises Refused, Sealed,
    DiskFull."""
    resolution.save()
    resolution.paper = papers.issue(
        resolution, paper=resolution_paper(resolution, at=at, language="zh-hans"),
        form=RESOLUTION_PAPER.code, supersedes=resolution.paper, by=by, at=at,
    )  # fmt: skip
    resolution.save()
    return resolution
