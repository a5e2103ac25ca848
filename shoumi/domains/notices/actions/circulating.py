"""Issuing a circular, sending it again to those who came since, and signatures on paper (3.2)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.actions.drafting import TO_NOBODY
from shoumi.domains.notices.actions.opening import open_to_people
from shoumi.domains.notices.documents.circular import circular_paper, signature_sheet
from shoumi.domains.notices.documents.declared import CIRCULAR as CIRCULAR_PAPER
from shoumi.domains.notices.documents.declared import SIGNATURE_SHEET
from shoumi.domains.notices.facts import addressed, is_complete, received, receiving
from shoumi.domains.notices.models import Circular, Recipient
from shoumi.domains.notices.rules.flows import CIRCULAR
from shoumi.domains.notices.rules.timing import confirm_due
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act, Receipt
from shoumi.kernel.delivery.signed import awaited, enter_signed
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import move, open_to
from shoumi.kernel.tasks.calendar import work_calendar

NOBODY_NEW = Reason(
    "nobody_new", _("Whoever is in charge has had it already; it lies in their inbox.")
)
NOT_COMPLETE = Reason("not_complete", _("It has not reached everybody yet."))
NOBODY_LEFT = Reason("nobody_left", _("Everybody has confirmed it: there is nothing to sign."))
SHEET_ROWS = 500
# By unit the persons whose receipts count for it.
Round = dict[int, list[int]]


@action("notices.issue_circular", label=_("Issue it"), clauses=("3.2", "4.M4"),
        step="notices.issue_circular")  # fmt: skip
def issue_circular(circular: Circular, *, by: Actor, at: datetime) -> Circular:
    """Give it its number as a paper, open it to whom it is addressed to, and ask each to confirm
    it. Raises Refused, Invalid, Sealed, DiskFull."""
    day = local_day(at)
    reached = _addressed_on(circular, day)
    if not any(reached.values()):
        raise Refused(TO_NOBODY)
    circular.issued_on = day
    circular.due_on = max(circular.due_on or confirm_due(day, work_calendar()), day)
    move(circular, CIRCULAR, "notices.issue_circular", by=by, at=at)
    paper = circular_paper(circular, addressed(circular), at=at, language="zh-hans")
    circular.paper = papers.issue(circular, paper=paper, form=CIRCULAR_PAPER.code, by=by, at=at)
    circular.number = circular.paper.number
    circular.save()
    _open(circular, reached, at)
    _send(circular, reached, by=by, at=at)
    return circular


@action("notices.send_to_successors", label=_("Send it to those who came since"), clauses=("3.2",),
        step="notices.send_to_successors")  # fmt: skip
def send_to_successors(circular: Circular, *, by: Actor, at: datetime) -> Circular:
    """Where a unit is not reached and others are in charge now, or somebody stands in: they get it
    too. Whoever left with it unconfirmed stays in the list. Raises Refused."""
    missing = {unit for unit, one in received(circular) if not one.is_reached}
    known = set(
        Recipient.objects.filter(circular=circular).values_list("org_unit", "receipt__person")
    )
    now = _addressed_on(circular, local_day(at))
    new = {
        unit: [one for one in people if (unit, one) not in known]
        for unit, people in now.items()
        if unit in missing
    }
    if circular.reaches != Circular.Reaches.UNITS or not any(new.values()):
        raise Refused(NOBODY_NEW)
    move(circular, CIRCULAR, "notices.send_to_successors", by=by, at=at)
    _open(circular, new, at)
    _send(circular, new, by=by, at=at)
    return circular


@action("notices.complete_circular", label=_("Everybody has it"), clauses=("3.2",), quiet=True,
        step="notices.complete_circular")  # fmt: skip
def complete_circular(circular: Circular, *, by: Actor, at: datetime) -> Circular:
    """Every unit and person that it was sent to has it, but for whoever left. Raises Refused."""
    if not is_complete(circular, local_day(at)):
        raise Refused(NOT_COMPLETE)
    move(circular, CIRCULAR, "notices.complete_circular", by=by, at=at)
    return circular


@action("notices.issue_signature_sheet", label=_("Print a sheet to sign"), clauses=("3.2",),
        step="notices.issue_signature_sheet")  # fmt: skip
def issue_signature_sheet(circular: Circular, *, by: Actor, at: datetime) -> IssuedDocument:
    """A paper with a line for everybody who has not confirmed yet, unit by unit, for those without
    an account. Raises Refused, Sealed, DiskFull."""
    waiting = awaited(circular, circular.paper).values("person_id")
    people = Person.objects.filter(pk__in=waiting).select_related("org_unit")
    chosen = list(people.order_by("org_unit__path", "staff_number")[:SHEET_ROWS])
    if not chosen:
        raise Refused(NOBODY_LEFT)
    circular.save()
    paper = signature_sheet(circular, chosen, at=at, language="zh-hans")
    before = circular.papers.filter(form=SIGNATURE_SHEET.code, state="issued").last()
    return papers.issue(
        circular, paper=paper, form=SIGNATURE_SHEET.code, supersedes=before, by=by, at=at
    )


@action("notices.enter_signatures", label=_("Enter signatures on paper"), clauses=("3.2",),
        step="notices.enter_signatures")  # fmt: skip
def enter_signatures(
    circular: Circular,
    *,
    people: Sequence[Person],
    scan: Scan,
    signed_on: date,
    by: Actor,
    at: datetime,
) -> Circular:
    """The scan of a sheet that these people signed stands for their confirmation, with its true
    date. Raises Refused, Invalid, Sealed, DiskFull."""
    enter_signed(
        circular, circular.paper, people=people, scan=scan, signed_on=signed_on,
        since=circular.issued_on, description=gettext("Signatures that the circular was read"),
        by=by, at=at,
    )  # fmt: skip
    return circular


def _addressed_on(circular: Circular, day: date) -> Round:
    """By unit those who are to have it on that day. Raises Invalid where a unit has nobody."""
    rows = addressed(circular)
    if circular.reaches == Circular.Reaches.PERSONS:
        found: Round = {}
        for one in rows:
            if one.person is not None and one.person.is_active(day):
                found.setdefault(one.person.org_unit_id, []).append(one.person.pk)
        return found
    units = [one.org_unit for one in rows if one.org_unit is not None]
    standing = [one for one in units if one.ended_on is None or one.ended_on > day]
    if circular.reaches == Circular.Reaches.STAFF:
        return _staff(standing, day)
    found = receiving(standing, day)
    without = [str(one) for one in standing if not found[one.pk]]
    if without:
        told = {"units": gettext(", ").join(without)}
        raise Invalid("units", _("Nobody is in charge of %(units)s: appoint a confidentiality "
                                 "administrator or leave it out.") % told)  # fmt: skip
    return found


def _staff(units: Iterable[OrgUnit], day: date) -> Round:
    inside = Q(pk__in=[])
    for one in units:
        inside |= Q(org_unit__path__startswith=one.path)
    found: Round = {}
    rows = Person.objects.active(day).filter(inside)
    for person, unit in rows.values_list("pk", "org_unit_id"):
        found.setdefault(unit, []).append(person)
    return found


def _open(circular: Circular, reached: Round, at: datetime) -> None:
    """To the units themselves, and by name to whoever receives and is not of them."""
    units = [one.org_unit for one in addressed(circular) if one.org_unit is not None]
    for unit in units:
        open_to(circular, unit, Capacity.KNOWS, because="addressed", at=at)
    paths = tuple(one.path for one in units)
    keys = {one for people in reached.values() for one in people}
    rows = Person.objects.filter(pk__in=keys).values_list("pk", "org_unit__path")
    apart = [key for key, path in rows if not (paths and path.startswith(paths))]
    open_to_people(circular, apart, at)


def _send(circular: Circular, reached: Round, *, by: Actor, at: datetime) -> None:
    keys = {one for people in reached.values() for one in people}
    have = Receipt.objects.filter(
        dispatch__record_id=circular.pk, dispatch__document_id=circular.paper_id
    )
    there = dict(have.values_list("person_id", "pk"))
    new = list(Person.objects.filter(pk__in=keys - set(there)))
    if new:
        last = max(circular.due_on or local_day(at), local_day(at))
        dispatch = send(
            circular, people=new, act=Act.ACKNOWLEDGE, document=circular.paper, deadline=last,
            by=by, at=at,
        )  # fmt: skip
        there.update(dispatch.receipts.values_list("person_id", "pk"))
    Recipient.objects.bulk_create(
        [
            Recipient(circular=circular, org_unit_id=unit, receipt_id=there[person])
            for unit, people in sorted(reached.items())
            for person in people
        ]
    )
