"""Stocktaking 盘点: opened with a frozen list, counted, closed, signed off by another (4.8)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.documents.counting import count_sheet
from shoumi.domains.vault.documents.declared import COUNT_SHEET
from shoumi.domains.vault.models import Carrier, Counted, Stocktaking
from shoumi.domains.vault.models.carrier import THERE
from shoumi.domains.vault.rules.counting import STOCKTAKING
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.actions import Invalid, Refused, action, require_said, require_text
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.papers import Language
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number

Result = Counted.Result
UNDER_WAY = Reason("under_way", _("A stocktaking of this department is open already."))
NOTHING = Reason("nothing", _("No carrier has been entered for this department."))
OVER = Reason("over", _("This stocktaking is closed; nothing more is counted in it."))
UNCOUNTED = _("%(count)s carriers are not counted yet. Count them, or enter them as missing.")


@action("vault.open_stocktaking", label=_("Open a stocktaking"), clauses=("4.8",))
def open_stocktaking(
    *, unit: OrgUnit, due_on: date, counter: Person | None = None, by: Actor, at: datetime
) -> Stocktaking:
    """Freeze the list of what should be there in a department, and with whom. Raises Refused,
    Invalid."""
    seat, day = standing(by, at), local_day(at)
    if not seat.has_at(unit, Role.CUSTODIAN, Role.HEAD) and not seat.has_over(unit, *OFFICE):
        raise Invalid("unit", _("Choose a department whose carriers you keep."))
    if due_on < day:
        raise Invalid("due_on", _("The day can't lie in the past."))
    # One at a time: the department's row is held meanwhile.
    OrgUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if Stocktaking.objects.filter(org_unit=unit, state="open").exists():
        raise Refused(UNDER_WAY)
    carriers = list(Carrier.objects.filter(org_unit=unit, state__in=THERE).order_by("pk"))
    if not carriers:
        raise Refused(NOTHING)
    taking = _stocktaking(unit, due_on, counter, by, at)
    begin(taking, STOCKTAKING, step="vault.open_stocktaking", by=by, at=at)
    _open_to_counters(taking, at)
    Counted.objects.bulk_create(
        Counted(
            stocktaking=taking,
            carrier=one,
            expected_place=one.whereabouts,
            expected_holder_id=one.holder_id,
        )
        for one in carriers
    )
    return taking


def _stocktaking(
    unit: OrgUnit, due_on: date, counter: Person | None, by: Actor, at: datetime
) -> Stocktaking:
    holder, day = unit.rights_holder, local_day(at)
    return Stocktaking(
        kind="stocktaking",
        number=next_number(holder, "stocktaking", "密盘", day.year),
        title=unit.name,
        entity=holder,
        org_unit=unit,
        owner=by if isinstance(by, Person) else None,
        due_on=due_on,
        clause="4.8",
        opened_on=day,
        counter=counter,
    )


def _open_to_counters(taking: Stocktaking, at: datetime) -> None:
    """The department's keepers and the office see it, and whoever was named to count."""
    if taking.counter is not None:
        open_to(taking, taking.counter, Capacity.KEEPS, because="counter", at=at)
    department = Post.objects.filter(
        org_unit=taking.org_unit, role__in=[Role.CUSTODIAN, Role.HEAD], ended_on__isnull=True
    )
    above = Post.objects.filter(
        org_unit_id__in=taking.org_unit.ancestor_ids,
        role__in=[*OFFICE, Role.LEADER],
        ended_on__isnull=True,
    )
    for post in [*department, *above]:
        open_to(taking, post, Capacity.KEEPS, because="post", at=at)


@action("vault.count", label=_("Count a carrier"), clauses=("4.8",), reads=True)
def count(
    taking: Stocktaking,
    *,
    carrier: Carrier,
    result: str,
    place: str = "",
    how: str = Counted.How.TICKED,
    by: Actor,
    at: datetime,
) -> Counted:
    """Enter what was found; counted again, the later word stands. A carrier that is not on the
    list is a surplus, whatever is said of it. Raises Refused, Invalid."""
    _require_open(taking)
    if result not in {Result.FOUND, Result.ELSEWHERE, Result.MISSING}:
        raise Invalid("result", _("Choose one of the answers offered."))
    if result == Result.ELSEWHERE:
        place = require_said("place", place, 200, _("Say where it is."))
    require_text("place", place, 200)
    line = _line(taking, carrier)
    line.result = Result.SURPLUS if _is_surplus(line) else result
    line.place = place.strip() if result == Result.ELSEWHERE or _is_surplus(line) else ""
    line.how, line.counted_at = how, at
    line.counted_by = by if isinstance(by, Person) else None
    line.save()
    return line


def _line(taking: Stocktaking, carrier: Carrier) -> Counted:
    rows = Counted.objects.select_for_update().filter(stocktaking=taking)
    line: Counted | None = rows.filter(carrier=carrier).first()
    return line or Counted(stocktaking=taking, carrier=carrier)


def _is_surplus(line: Counted) -> bool:
    """Whether it was not on the frozen list: every carrier on it has a place."""
    return not line.expected_place


@action("vault.count_surplus", label=_("Enter what is on no list"), clauses=("4.8",), reads=True)
def count_surplus(
    taking: Stocktaking, *, note: str, place: str, by: Actor, at: datetime
) -> Counted:
    """Something that looks like a carrier and was never entered as one. Raises Refused, Invalid."""
    _require_open(taking)
    line = Counted(
        stocktaking=taking,
        result=Result.SURPLUS,
        note=require_said("note", note, 300, _("Say what it is, without what it tells.")),
        place=require_said("place", place, 200, _("Say where it is.")),
        how=Counted.How.TICKED,
        counted_by=by if isinstance(by, Person) else None,
        counted_at=at,
    )
    line.save()
    return line


def _require_open(taking: Stocktaking) -> None:
    """Raises Refused. The row is held, so that it is not closed meanwhile."""
    if Stocktaking.objects.select_for_update().get(pk=taking.pk).state != "open":
        raise Refused(OVER)


@action(
    "vault.close_stocktaking", label=_("Close the stocktaking"), clauses=("4.8",),
    step="vault.close_stocktaking",
)  # fmt: skip
def close_stocktaking(taking: Stocktaking, *, by: Actor, at: datetime) -> Stocktaking:
    """Everything on the list is counted; what was found elsewhere stands in the ledger there from
    now on. Raises Refused, Invalid."""
    lines = list(taking.lines.select_related("carrier"))
    left = sum(line.result == Result.OPEN for line in lines)
    if left:
        raise Invalid("", UNCOUNTED % {"count": left})
    taking.closed_on, taking.due_on = local_day(at), None
    taking.closed_by = by if isinstance(by, Person) else None
    move(taking, STOCKTAKING, "vault.close_stocktaking", by=by, at=at)
    _place_anew(lines)
    return taking


def _place_anew(lines: Sequence[Counted]) -> None:
    for line in lines:
        if line.result == Result.ELSEWHERE and line.carrier is not None:
            carrier = Carrier.objects.select_for_update().get(pk=line.carrier_id)
            carrier.version += 1
            carrier.whereabouts = line.place
            carrier.save()


@action(
    "vault.sign_off_stocktaking", label=_("Sign it off"), clauses=("4.8",),
    step="vault.sign_off_stocktaking",
)  # fmt: skip
def sign_off_stocktaking(
    taking: Stocktaking, *, note: str = "", by: Actor, at: datetime
) -> Stocktaking:
    """Somebody other than who closed it has looked at it. Raises Refused."""
    require_text("note", note, 500)
    taking.signed_off_on = local_day(at)
    taking.signed_off_by = by if isinstance(by, Person) else None
    move(taking, STOCKTAKING, "vault.sign_off_stocktaking", by=by, at=at, note=note)
    return taking


@action("vault.clear_missing", label=_("Clear up what was missing"), clauses=("4.8",), reads=True)
def clear_missing(
    taking: Stocktaking, *, line: Counted, note: str, place: str = "", by: Actor, at: datetime
) -> Counted:
    """What was missing was found again, at a place, or what became of it is known. Raises Refused,
    Invalid."""
    row = Counted.objects.select_for_update().get(pk=line.pk)
    if row.stocktaking_id != taking.pk or row.result != Result.MISSING or row.cleared_on:
        raise Refused(Reason("not_missing", _("This is not missing, or cleared up already.")))
    row.cleared_note = require_said("note", note, 300, _("Say how it was cleared up."))
    require_text("place", place, 200)
    row.cleared_on = local_day(at)
    row.cleared_by = by if isinstance(by, Person) else None
    row.place = place.strip()
    row.save()
    if row.place:
        carrier = Carrier.objects.select_for_update().get(pk=row.carrier_id)
        carrier.version += 1
        carrier.whereabouts = row.place
        carrier.save()
    return row


@action("vault.issue_count_sheet", label=_("Issue the report"), clauses=("4.8",))
def issue_count_sheet(
    taking: Stocktaking, *, language: Language = "zh-hans", by: Actor, at: datetime
) -> IssuedDocument:
    """The report of a stocktaking that is closed; it replaces the one before. Raises Refused,
    Sealed, DiskFull."""
    if taking.state == "open":
        raise Refused(Reason("open", _("Close the stocktaking first; then its report is issued.")))
    taking.save()
    before = IssuedDocument.objects.in_force().filter(
        record_id=taking.pk, form=COUNT_SHEET.code, language=language
    )
    paper = count_sheet(taking, at=at, language=language)
    return papers.issue(
        taking, paper=paper, form=COUNT_SHEET.code, supersedes=before.first(), by=by, at=at
    )
