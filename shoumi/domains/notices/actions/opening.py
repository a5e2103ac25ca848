"""Who comes to see what the notices keep. Called inside actions."""

from collections.abc import Iterable
from datetime import datetime

from shoumi.kernel.accounts.models import OrgUnit, Post, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day
from shoumi.kernel.records.models import Audience, Capacity, Record
from shoumi.kernel.records.moves import open_to


def open_to_office(record: Record, unit: OrgUnit, at: datetime, *besides: str) -> None:
    """The office over that unit, and whoever holds one of these posts there or above."""
    posts = Post.objects.filter(
        org_unit_id__in=unit.ancestor_ids, role__in=(*OFFICE, *besides), ended_on__isnull=True
    )
    for post in posts:
        open_to(record, post, Capacity.KEEPS, because="post", at=at)


def open_to_unit_posts(record: Record, unit: OrgUnit, at: datetime) -> None:
    """The unit's custodian and head, and the leader in charge of it or of one above it."""
    own = Post.objects.filter(
        org_unit=unit, role__in=(Role.CUSTODIAN, Role.HEAD), ended_on__isnull=True
    )
    above = Post.objects.filter(
        org_unit_id__in=unit.ancestor_ids, role=Role.LEADER, ended_on__isnull=True
    )
    for post in [*own, *above]:
        open_to(record, post, Capacity.DECIDES, because="post", at=at)


def open_to_people(record: Record, people: Iterable[int], at: datetime) -> None:
    """Many at a time; twice changes nothing."""
    day = local_day(at)
    there = Audience.objects.at(day).filter(record_id=record.pk, person__isnull=False)
    known = set(there.values_list("person_id", flat=True))
    Audience.objects.bulk_create(
        [
            Audience(
                record_id=record.pk, person_id=key, capacity=Capacity.KNOWS, from_on=day,
                because="addressed", recorded_at=at,
            )
            for key in sorted(set(people) - known)
        ]
    )  # fmt: skip
