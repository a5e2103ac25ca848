"""Issuing a follow-up slip 督办单 for what was resolved and is not carried out yet (3.2)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.following import NO_TASK, open_task
from shoumi.domains.committee.documents.declared import SLIPS
from shoumi.domains.committee.documents.slip import Slip, slip_paper
from shoumi.domains.committee.models import Resolution
from shoumi.domains.committee.rules.flows import RESOLUTION
from shoumi.domains.committee.rules.slips import colour_of_slip, is_fit, report_by
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_text
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.moves import move
from shoumi.kernel.tasks.calendar import work_calendar


@action("committee.issue_slip", label=_("Issue a slip"), clauses=("3.2",),
        step="committee.issue_slip")  # fmt: skip
def issue_slip(
    resolution: Resolution, *, by_day: date | None = None, words: str = "", by: Actor, at: datetime
) -> Resolution:
    """In the colour that its task has today, under a number of its own; it replaces none before.
    `by_day` is by when a report is asked for. Raises Refused, Invalid, Sealed, DiskFull."""
    require_text("words", words, NOTE)
    day = local_day(at)
    task = open_task(resolution)
    if task is None:
        raise Refused(NO_TASK)
    colour = colour_of_slip(task.colour(day))
    wanted = by_day or report_by(colour, task.due_on, day, work_calendar())
    if not is_fit(wanted, task.due_on, day):
        raise Invalid("by_day", _("Choose a day from today on, and not after the task is due."))
    before = list(slips_of(resolution))
    _require_first(before, SLIPS[colour].code, day)
    move(resolution, RESOLUTION, "committee.issue_slip", by=by, at=at)
    slip = Slip(task, colour, wanted, words.strip(), before)
    papers.issue(
        resolution, paper=slip_paper(resolution, slip, at=at, language="zh-hans"),
        form=SLIPS[colour].code, by=by, at=at,
    )  # fmt: skip
    return resolution


def slips_of(resolution: Resolution) -> list[IssuedDocument]:
    """The slips in force, the oldest first."""
    forms = [one.code for one in SLIPS.values()]
    rows = IssuedDocument.objects.in_force().filter(record_id=resolution.pk, form__in=forms)
    return list(rows.order_by("issued_at", "pk"))


def _require_first(before: list[IssuedDocument], form: str, day: date) -> None:
    """One slip of a colour a day; one that was wrong is declared void first."""
    for one in before:
        if one.form == form and one.dated == day:
            text = _("A slip of this colour was issued today: %(number)s. Declare it void first if "
                     "it is wrong.")  # fmt: skip
            raise Refused(Reason("slip_issued", text % {"number": one.number}))
