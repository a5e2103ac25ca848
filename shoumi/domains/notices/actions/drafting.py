"""Drafting a circular, addressing it, and having it approved (3.2, 4.M4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.domains.notices.actions.opening import open_to_office
from shoumi.domains.notices.facts import addressed, office_units, units_to_tell
from shoumi.domains.notices.models import Addressee, Circular
from shoumi.domains.notices.rules.flows import CIRCULAR
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, STATEMENT, Invalid, Refused, action, require_said
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import begin, move

NOT_OFFICE = Reason("not_office", _("The committee's office does this. Ask it."))
TO_NOBODY = Reason(
    "to_nobody", _("It is addressed to nobody. Choose departments, affiliates or people first.")
)


@dataclass(frozen=True)
class Addressed:
    """Whom a circular goes to: units, everybody in units, or named persons."""

    reaches: str
    units: Sequence[OrgUnit] = ()
    people: Sequence[Person] = ()


@action("notices.draft_circular", label=_("New circular"), clauses=("3.2", "4.M4"))
def draft_circular(
    *,
    title: str,
    text: str,
    to: Addressed,
    confirm_by: date | None = None,
    source: Record | None = None,
    by: Actor,
    at: datetime,
) -> Circular:
    """A draft of the office; nobody else hears of it yet. Raises Refused, Invalid."""
    unit = next(iter(office_units(by, at)), None)
    if unit is None:
        raise Refused(NOT_OFFICE)
    circular = Circular(
        kind="circular", entity=unit.rights_holder, org_unit=unit, clause="3.2",
        owner=by if isinstance(by, Person) else None, source=source,
    )  # fmt: skip
    _write(circular, title, text, to, confirm_by, at)
    begin(circular, CIRCULAR, step="notices.draft_circular", by=by, at=at)
    _address(circular, to)
    open_to_office(circular, unit, at)
    return circular


@action("notices.revise_circular", label=_("Change the draft"), clauses=("3.2",),
        step="notices.revise_circular")  # fmt: skip
def revise_circular(
    circular: Circular,
    *,
    title: str,
    text: str,
    to: Addressed,
    confirm_by: date | None = None,
    by: Actor,
    at: datetime,
) -> Circular:
    """Say it otherwise, or to others. Raises Refused, Invalid."""
    _write(circular, title, text, to, confirm_by, at)
    move(circular, CIRCULAR, "notices.revise_circular", by=by, at=at)
    for one in Addressee.objects.filter(circular=circular, struck=False):
        one.struck = True
        one.save()
    _address(circular, to)
    return circular


@action("notices.submit_circular", label=_("Submit it"), clauses=("3.2",),
        step="notices.submit_circular")  # fmt: skip
def submit_circular(circular: Circular, *, by: Actor, at: datetime) -> Circular:
    """Put it before the head of the office, or the director where it goes to the whole group.
    Raises Refused."""
    if not addressed(circular):
        raise Refused(TO_NOBODY)
    move(circular, CIRCULAR, "notices.submit_circular", by=by, at=at)
    open_to_office(circular, circular.org_unit, at, Role.CHAIR)
    return circular


@action("notices.approve_circular", label=_("Approve it"), clauses=("3.2",),
        step="notices.approve_circular")  # fmt: skip
def approve_circular(circular: Circular, *, by: Actor, at: datetime) -> Circular:
    """The text and whom it goes to are settled from now on. Raises Refused."""
    circular.approved_by = by if isinstance(by, Person) else None
    move(circular, CIRCULAR, "notices.approve_circular", by=by, at=at)
    return circular


@action("notices.return_circular", label=_("Send it back"), clauses=("3.2",),
        step="notices.return_circular")  # fmt: skip
def return_circular(circular: Circular, *, note: str, by: Actor, at: datetime) -> Circular:
    """It is to be changed before it goes out. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows what to do."))
    move(circular, CIRCULAR, "notices.return_circular", by=by, at=at, note=note)
    return circular


@action("notices.withdraw_circular", label=_("Withdraw it"), clauses=("3.2",),
        step="notices.withdraw_circular")  # fmt: skip
def withdraw_circular(circular: Circular, *, note: str, by: Actor, at: datetime) -> Circular:
    """It does not go out. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why it is not needed any more."))
    circular.due_on = None
    move(circular, CIRCULAR, "notices.withdraw_circular", by=by, at=at, note=note)
    return circular


def draft_from(
    record: Record,
    paper: IssuedDocument | None = None,
    *,
    title: str = "",
    text: str = "",
    by: Actor,
    at: datetime,
) -> Circular:
    """A draft to all departments and affiliates about signed minutes or a resolution, for a journey
    to call: it names the paper by its number, and says no more of it than is given. Raises Refused,
    Invalid."""
    with override("zh-hans"):
        told = {"number": paper.number if paper is not None else record.reference}
        title = title or t("Circular on %(number)s") % told
        text = text or t("%(number)s has been adopted. Each unit is to take note of it and to do "
                         "what it asks of it.") % told  # fmt: skip
    everywhere = Addressed(Circular.Reaches.UNITS, list(units_to_tell(local_day(at))))
    return draft_circular(title=title, text=text, to=everywhere, source=record, by=by, at=at)


def _write(
    circular: Circular, title: str, text: str, to: Addressed, confirm_by: date | None, at: datetime
) -> None:
    circular.title = require_said("title", title, 200, _("Give it a title."))
    circular.text = require_said("text", text, STATEMENT, _("Write what is to be told."))
    if to.reaches not in Circular.Reaches.values:
        raise Invalid("reaches", _("Choose whom it goes to."))
    if confirm_by is not None and confirm_by < local_day(at):
        raise Invalid("confirm_by", _("The last day can't lie in the past."))
    _require_within(circular, to, local_day(at))
    circular.reaches, circular.due_on = to.reaches, confirm_by


def _require_within(circular: Circular, to: Addressed, day: date) -> None:
    path = circular.org_unit.path
    for unit in to.units:
        if not unit.path.startswith(path):
            raise Invalid("units", _("The office writes only to units below its own."))
        if unit.ended_on is not None and unit.ended_on <= day:
            raise Invalid("units", _("%(unit)s does not exist any more.") % {"unit": unit})
    for person in to.people:
        if not person.org_unit.path.startswith(path):
            raise Invalid("people", _("The office writes only to units below its own."))
        if not person.is_active(day):
            raise Invalid("people", _("%(person)s is not here any more.") % {"person": person})


def _address(circular: Circular, to: Addressed) -> None:
    """Only what belongs to the way of reaching is kept."""
    named = to.reaches == Circular.Reaches.PERSONS
    units = {} if named else {one.pk: one for one in to.units}
    people = {one.pk: one for one in to.people} if named else {}
    rows = [Addressee(circular=circular, org_unit=one) for one in units.values()]
    rows += [Addressee(circular=circular, person=one) for one in people.values()]
    Addressee.objects.bulk_create(rows)
