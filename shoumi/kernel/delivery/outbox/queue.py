"""The queue: putting in, taking one out for a while, and how each attempt ended.

Several nodes take from it at once. A row that is taken is held; if its node dies, it is free again
when the hold is over. An attempt whose end nobody knows is made once more, and then never again.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from shoumi.kernel.delivery.models import Dispatch, Outgoing
from shoumi.kernel.delivery.outbox.faults import Reach, Undelivered

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
HOLD = timedelta(minutes=10)
UNKNOWN_ENDS = 2


def put(
    channel: str,
    purpose: str,
    people: Collection[int],
    *,
    dispatch: Dispatch | None = None,
    at: datetime,
) -> None:
    """One message for each person, in the transaction that is open."""
    Outgoing.objects.bulk_create(
        Outgoing(
            channel=channel,
            purpose=purpose,
            person_id=key,
            dispatch=dispatch,
            made_at=at,
            next_at=at,
        )
        for key in sorted(people)
    )


def put_digest(
    channel: str, person_id: int, body: str, *, day: date, at: datetime, waits: bool
) -> None:
    """A person's digest of a day, once, whoever else makes it; one that says nothing is not sent,
    and only remembers that it was looked at."""
    row = Outgoing(
        channel=channel,
        purpose=Outgoing.Purpose.DIGEST,
        person_id=person_id,
        day=day,
        body=body,
        state=Outgoing.State.WAITING if waits else Outgoing.State.DROPPED,
        made_at=at,
        next_at=at,
        ended_at=None if waits else at,
    )
    Outgoing.objects.bulk_create([row], ignore_conflicts=True)


def put_trial(channel: str, person_id: int, *, at: datetime) -> Outgoing:
    """A test message that its caller sends at once: nobody else takes it meanwhile."""
    return Outgoing.objects.create(
        channel=channel,
        purpose=Outgoing.Purpose.TRIAL,
        person_id=person_id,
        made_at=at,
        next_at=at,
        held_until=at + HOLD,
    )


def take(channel: str, at: datetime) -> Outgoing | None:
    """The next message of a channel, held for this node; None when nothing is due."""
    while True:
        with transaction.atomic():
            due = Outgoing.objects.due(at).filter(channel=channel).order_by("next_at", "id")
            row = due.select_for_update(skip_locked=True).first()
            if row is None:
                return None
            if row.begun < UNKNOWN_ENDS:
                row.begun += 1
                row.held_until = at + HOLD
                row.save()
                return row
            _end(row, Outgoing.State.FAILED, at, fault="unsure")


def sent(row: Outgoing, at: datetime) -> None:
    _end(row, Outgoing.State.SENT, at)


def dropped(row: Outgoing, at: datetime) -> None:
    _end(row, Outgoing.State.DROPPED, at)


def give_up(row: Outgoing, fault: Undelivered, at: datetime) -> None:
    """A test is not tried again, and nobody need see to it: who made it sees the fault."""
    row.seen_to_at = at
    _end(row, Outgoing.State.FAILED, at, fault=fault.code)


def failed(row: Outgoing, fault: Undelivered, at: datetime) -> None:
    """Try again after a growing pause, or give up: at once where trying again is of no use."""
    row.fault = fault.code
    row.tries += 1
    if fault.reach is not Reach.UNSURE:
        row.begun = 0
    unsure = row.begun >= UNKNOWN_ENDS
    if unsure or row.tries > len(PAUSES) or fault.reach is Reach.LASTING:
        _end(row, Outgoing.State.FAILED, at, fault="unsure" if unsure else fault.code)
        return
    row.held_until = None
    row.next_at = at + PAUSES[row.tries - 1]
    row.save()


def _end(row: Outgoing, state: str, at: datetime, fault: str = "") -> None:
    row.state, row.fault = state, fault
    row.held_until, row.ended_at, row.begun = None, at, 0
    row.save()
