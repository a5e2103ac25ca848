"""Moving a record through its state table, and opening it to people. Called inside actions."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.workflow import Flow, NotAllowed
from shoumi.kernel.access import Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Post
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity import ledger
from shoumi.kernel.records.models import Audience, Record, Transition

_FIELDS: dict[type, str] = {Person: "person", Post: "post", OrgUnit: "org_unit"}


def begin(
    record: Record, flow: Flow, *, step: str, by: Any, at: datetime, on: date | None = None
) -> None:
    """Save a new record in the first state of its table, with its first line of history; `on` is
    the day it began where that was earlier."""
    record.state = flow.start
    record.created_at = at
    record.created_by = by if isinstance(by, Person) else None
    record.save()
    _write(record, step=step, source="", on=on or local_day(at), by=by, at=at, note="")


def move(
    record: Record,
    flow: Flow,
    step: str,
    *,
    by: Any,
    at: datetime,
    on: date | None = None,
    facts: object = None,
    note: str = "",
) -> Transition:
    """Take a step. `on` is the day it takes effect, today unless a paper says otherwise; `facts`
    is what the step's guards look at. Raises Refused when the state or a guard is against it."""
    source = record.state
    try:
        record.state = flow.take(source, step, facts)
    except NotAllowed as no:
        raise Refused(*reasons(flow, no)) from None
    record.save()
    return _write(record, step=step, source=source, on=on or local_day(at), by=by, at=at, note=note)


def reasons(flow: Flow, no: NotAllowed) -> tuple[Reason, ...]:
    """What a state table said, as reasons for a person."""
    if no.reasons:
        return tuple(Reason("guard", str(reason)) for reason in no.reasons)
    label = flow.state(no.state).label
    text = _("This can't be done now: the state is “%(state)s”.") % {"state": label}
    return (Reason("state", text),)


def _write(
    record: Record, *, step: str, source: str, on: date, by: Any, at: datetime, note: str
) -> Transition:
    transition = Transition(
        record_id=record.pk,
        step=step,
        from_state=source,
        to_state=record.state,
        on=on,
        recorded_at=at,
        by=by if isinstance(by, Person) else None,
        note=note,
        entry=ledger.current().uid,
    )
    transition.save()
    return transition


def open_to(
    record: Record,
    whom: Person | Post | OrgUnit,
    capacity: str,
    *,
    because: str,
    at: datetime,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Audience:
    """Let somebody see a record. Opening it twice in the same capacity changes nothing."""
    day = from_on or local_day(at)
    key = {_FIELDS[type(whom)]: whom}
    there = Audience.objects.at(day).filter(record_id=record.pk, capacity=capacity, **key).first()
    if there is not None:
        return there
    row = Audience(
        record_id=record.pk,
        capacity=capacity,
        from_on=day,
        until_on=until_on,
        because=because,
        recorded_at=at,
        **key,
    )
    row.save()
    return row


def close_to(audience: Audience, *, on: date) -> Audience:
    """End somebody's sight of a record on a day; that it was open until then stays."""
    audience.until_on = on
    audience.save()
    return audience


def state_on(record: Record, day: date) -> str | None:
    """The state in force at the end of that day, or None before the record began.

    Moves are made one after the other, so of those in effect by that day the last one made counts:
    a paper entered late may bear an earlier day than the move before it.
    """
    return (
        Transition.objects.filter(record_id=record.pk, on__lte=day)
        .order_by("-id")
        .values_list("to_state", flat=True)
        .first()
    )
