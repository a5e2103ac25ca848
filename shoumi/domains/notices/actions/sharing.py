"""The bulletin of a month: what was taken up, shared with all departments (5.2)."""

from datetime import date, datetime

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.domains.notices.actions.drafting import NOT_OFFICE
from shoumi.domains.notices.actions.opening import open_to_office, open_to_people
from shoumi.domains.notices.documents.declared import BULLETIN as BULLETIN_PAPER
from shoumi.domains.notices.documents.reports import bulletin_paper
from shoumi.domains.notices.facts import office_units, receiving, units_to_tell
from shoumi.domains.notices.models import Bulletin
from shoumi.domains.notices.rules.flows import BULLETIN
from shoumi.domains.notices.rules.timing import bulletin_due
from shoumi.domains.notices.sharing import lines_of, taken_up
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import STATEMENT, Refused, action, require_said
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.tasks.calendar import work_calendar

NOTHING_YET = Reason("nothing_yet", _("No report of that month has been taken up yet."))
THERE = Reason("there", _("There is a bulletin of that month already."))


@action("notices.draft_bulletin", label=_("Draft a bulletin"), clauses=("5.2",))
def draft_bulletin(*, month: date, text: str, by: Actor, at: datetime) -> Bulletin:
    """In the office's own words; the numbers come from the reports. Raises Refused, Invalid."""
    month = month.replace(day=1)
    unit = next(iter(office_units(by, at)), None)
    if unit is None:
        raise Refused(NOT_OFFICE)
    if Bulletin.objects.filter(month=month).exists():
        raise Refused(THERE)
    if not taken_up(month):
        raise Refused(NOTHING_YET)
    with override("zh-hans"):
        title = t("Bulletin on trade secrets, %(month)s") % {"month": f"{month:%Y-%m}"}
    bulletin = Bulletin(
        kind="bulletin", title=title, entity=unit.rights_holder, org_unit=unit, clause="5.2",
        owner=by if isinstance(by, Person) else None, month=month,
        due_on=bulletin_due(month, work_calendar()), text=_words(text),
    )  # fmt: skip
    begin(bulletin, BULLETIN, step="notices.draft_bulletin", by=by, at=at)
    open_to_office(bulletin, unit, at)
    return bulletin


@action("notices.revise_bulletin", label=_("Change the draft"), clauses=("5.2",),
        step="notices.revise_bulletin")  # fmt: skip
def revise_bulletin(bulletin: Bulletin, *, text: str, by: Actor, at: datetime) -> Bulletin:
    """Say it otherwise. Raises Refused, Invalid."""
    bulletin.text = _words(text)
    move(bulletin, BULLETIN, "notices.revise_bulletin", by=by, at=at)
    return bulletin


@action("notices.issue_bulletin", label=_("Issue it"), clauses=("5.2",),
        step="notices.issue_bulletin")  # fmt: skip
def issue_bulletin(bulletin: Bulletin, *, by: Actor, at: datetime) -> Bulletin:
    """All staff may read it; those in charge of each department are told. The reports taken up by
    now are those that it was made of. Raises Refused, Sealed, DiskFull."""
    day = local_day(at)
    reports = taken_up(bulletin.month)
    bulletin.issued_on, bulletin.due_on = day, None
    move(bulletin, BULLETIN, "notices.issue_bulletin", by=by, at=at)
    paper = bulletin_paper(bulletin, lines_of(reports), at=at, language="zh-hans")
    bulletin.paper = papers.issue(bulletin, paper=paper, form=BULLETIN_PAPER.code, by=by, at=at)
    bulletin.number = bulletin.paper.number
    bulletin.save()
    for report in reports:
        report.bulletin = bulletin
        report.save()
    units = units_to_tell(day).filter(path__startswith=bulletin.org_unit.path)
    keys = {one for people in receiving(list(units), day).values() for one in people}
    open_to(bulletin, bulletin.org_unit, Capacity.KNOWS, because="staff", at=at)
    open_to_people(bulletin, keys, at)
    people = list(Person.objects.filter(pk__in=keys))
    if people:
        send(bulletin, people=people, act=Act.KNOW, document=bulletin.paper, by=by, at=at)
    return bulletin


def _words(text: str) -> str:
    return require_said("text", text, STATEMENT, _("Write what is to be told."))
