"""What of carriers falls due: their return, their yearly count, what is missing, destruction."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.duties import Leads
from shoumi.domains.vault.models import Carrier, Counted, Destruction, Stocktaking
from shoumi.domains.vault.rules.counting import FIND_WITHIN, NOTICE, due_on
from shoumi.domains.vault.rules.destroying import CARRY_OUT_WITHIN
from shoumi.domains.vault.stock import departments
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import holders
from shoumi.kernel.records.models import Transition
from shoumi.kernel.tasks.duties import Falling, duty
from shoumi.kernel.tasks.models import Occurrence

BACK, COUNT, FIND, DESTROY = (
    "vault.back_in_time", "vault.yearly_stocktaking", "vault.find_missing", "vault.carry_out",
)  # fmt: skip
CLOSE = "vault.close_in_time"
# Word is given three working days ahead at the latest, over the longest holidays too.
BACK_NOTICE = timedelta(days=14)


def _still_out(tasks: Any) -> Any:
    """Settled once it is back, or is to be back on another day."""
    out = Carrier.objects.filter(
        pk=OuterRef("record_id"), state__in=["lent", "in_repair"], due_on=OuterRef("occurrence__on")
    )
    return tasks.filter(~Exists(out))


@duty(BACK, label=_("Get a carrier back"), clauses=("4.8",), settled=_still_out)
def back_in_time(day: date) -> Iterator[Falling]:
    """Whoever keeps it gets back what is lent or in repair; overdue, the head is told."""
    leads = Leads(day)
    out = Carrier.objects.filter(state__in=["lent", "in_repair"], due_on__lte=day + BACK_NOTICE)
    fallen = Occurrence.objects.filter(duty=BACK, record_id=OuterRef("pk"), on=OuterRef("due_on"))
    for carrier in out.filter(~Exists(fallen)).select_related("holder", "org_unit"):
        holder: Person | None = carrier.holder
        if holder is None or not holder.is_active(day):
            holder = leads.of(carrier.org_unit)
        if holder is not None:
            yield Falling(carrier, carrier.due_on, holder, carrier.org_unit, carrier.due_on)


def _counted_since(tasks: Any) -> Any:
    """Settled once a stocktaking of the department was closed after the day it fell due by."""
    newer = Stocktaking.objects.filter(
        org_unit=OuterRef("record__org_unit"), closed_on__gt=OuterRef("occurrence__on")
    )
    return tasks.filter(Exists(newer))


@duty(
    COUNT, label=_("Take stock of the department's carriers"), clauses=("4.8",),
    settled=_counted_since,
)  # fmt: skip
def yearly_stocktaking(day: date) -> Iterator[Falling]:
    """A month before a year is over since the last count, or since the first carrier."""
    leads = Leads(day)
    for one in departments(day):
        due = due_on(one.first_on, one.last_on)
        lead = leads.of(one.unit)
        if due <= day + NOTICE and lead is not None:
            yield Falling(one.record, one.last_on or one.first_on, lead, one.unit, due)


@duty(
    CLOSE, label=_("Close a stocktaking"), clauses=("4.8",),
    settled=lambda tasks: tasks.exclude(record__state="open"),
)  # fmt: skip
def close_in_time(day: date) -> Iterator[Falling]:
    """From its opening on, whoever leads the department's register has it on the list."""
    leads = Leads(day)
    for taking in Stocktaking.objects.filter(state="open").select_related("org_unit"):
        lead = leads.of(taking.org_unit)
        if lead is not None and taking.due_on is not None:
            yield Falling(taking, taking.opened_on, lead, taking.org_unit, taking.due_on)


def _nothing_missing(tasks: Any) -> Any:
    missing = Counted.objects.filter(
        stocktaking_id=OuterRef("record_id"), result="missing", cleared_on=None
    )
    return tasks.filter(~Exists(missing))


@duty(FIND, label=_("Find what was missing"), clauses=("4.8",), settled=_nothing_missing)
def find_missing(day: date) -> Iterator[Falling]:
    """What was missing at a stocktaking falls to the head of the department."""
    leads = Leads(day)
    missing = Q(lines__result="missing", lines__cleared_on=None)
    for taking in Stocktaking.objects.filter(missing, closed_on__lte=day).distinct():
        found = holders(taking.org_unit, Role.HEAD, on=day)
        lead = found[0] if found else leads.of(taking.org_unit)
        if lead is not None and taking.closed_on is not None:
            due = taking.closed_on + FIND_WITHIN
            yield Falling(taking, taking.closed_on, lead, taking.org_unit, due)


@duty(
    DESTROY, label=_("Carry out a destruction"), clauses=("4.8",),
    settled=lambda tasks: tasks.exclude(record__state="approved"),
)  # fmt: skip
def carry_out(day: date) -> Iterator[Falling]:
    """What is approved is destroyed within two weeks."""
    leads = Leads(day)
    rows = Destruction.objects.filter(state="approved").select_related("org_unit")
    given = dict(
        Transition.objects.filter(record__in=rows, step="destruction_approved").values_list(
            "record_id", "on"
        )
    )
    for one in rows:
        lead, on = leads.of(one.org_unit), given[one.pk]
        if lead is not None:
            yield Falling(one, on, lead, one.org_unit, on + CARRY_OUT_WITHIN)
