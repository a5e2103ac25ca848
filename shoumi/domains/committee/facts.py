"""What a vote and an agenda depend on, read from the records."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from shoumi.domains.committee.membership import competent, members
from shoumi.domains.committee.models import AgendaItem, Meeting, Resolution, Vote
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals import asking, bodies
from shoumi.kernel.approvals.models import Approval
from shoumi.kernel.records.models import Record

PREPARED = ("drafted", "notified", "in_session")


def there(item: AgendaItem) -> list[Person]:
    """Who counts for this point: present, entitled to vote and not keeping out of it. In writing,
    and before a meeting is opened, all who were called."""
    rows = item.meeting.attendances.voting()
    if item.meeting.state == "in_session" and not item.meeting.is_written:
        rows = rows.present()
    rows = rows.exclude(person_id__in=item.recusals.values("person_id"))
    return [row.person for row in rows.select_related("person__org_unit")]


def entitled(item: AgendaItem, at: datetime) -> list[Person]:
    """Of those who count, who still hold a seat: who has left the committee votes no more."""
    seated = {one.pk for one in members(item.meeting.entity, local_day(at))}
    return [one for one in there(item) if one.pk in seated]


def waits(matter: Record) -> Approval | None:
    """What of a record waits for the committee now."""
    return bodies.waiting().filter(record_id=matter.pk).first()


def is_ratification(item: AgendaItem) -> bool:
    return item.matter is not None and item.matter.kind == "resolution"


def uncleared(item: AgendaItem, at: datetime) -> list[Person]:
    """Who of those entitled may not see the matter: he can't decide on it."""
    matter = item.matter
    if matter is None:
        return []
    return [one for one in entitled(item, at) if not matter.is_visible_to(one, at)]


def asked_for_it(item: AgendaItem) -> int | None:
    """Who put the matter forward: nobody decides on what he asked for himself."""
    approval = asking.pending(item.matter) if item.matter is not None else None
    return approval.asked_by_id if approval is not None else None


def waiting_for(person: Any, at: datetime) -> QuerySet[Approval]:
    """What waits for the committee, of what this person sees, and stands on no agenda yet."""
    listed = AgendaItem.objects.filter(
        state=AgendaItem.State.OPEN, meeting__state__in=PREPARED, matter__isnull=False
    )
    return (
        bodies.waiting()
        .filter(record__in=Record.objects.visible_to(person, at))
        .exclude(record__in=listed.values("matter_id"))
        .select_related("record__org_unit", "record__entity", "asked_by")
        .order_by("opened_at", "pk")
    )


def is_competent(entity: OrgUnit, matter: Record, at: datetime) -> bool:
    found = competent(matter.org_unit, local_day(at))
    return found is not None and found.pk == entity.pk


def is_listed(matter: Record) -> bool:
    """Whether it stands on an agenda that is not over."""
    rows = matter.agenda_items.filter(state=AgendaItem.State.OPEN)
    return rows.filter(meeting__state__in=PREPARED).exists()


def to_come_back(entity: OrgUnit) -> list[AgendaItem]:
    """Unfinished points that the next agenda takes up: not those whose matter was settled or taken
    back meanwhile."""
    rows = AgendaItem.objects.unfinished(entity).select_related("matter", "meeting")
    return [one for one in rows.order_by("pk") if _is_alive(one)]


def _is_alive(item: AgendaItem) -> bool:
    if item.matter is None:
        return True
    if is_ratification(item):
        return Resolution.objects.unratified(item.meeting.entity).filter(pk=item.matter_id).exists()
    return waits(item.matter) is not None and not is_listed(item.matter)


def to_ratify(entity: OrgUnit) -> list[Resolution]:
    """Interim decisions of the director on no agenda yet, nor carried over."""
    rows = Resolution.objects.unratified(entity).order_by("pk")
    carried = {one.matter_id for one in to_come_back(entity)}
    return [one for one in rows if one.pk not in carried and not is_listed(one)]


def last_vote(item: AgendaItem) -> Vote | None:
    return item.votes.order_by("-pk").first()


def own_vote(meeting: Meeting, person: Any) -> QuerySet[Vote]:
    """The open votes of a meeting in which this person is entitled."""
    rows = Vote.objects.filter(item__meeting=meeting, state=Vote.State.OPEN)
    mine: QuerySet[Vote] = rows.filter(ballots__person=person)
    return mine
