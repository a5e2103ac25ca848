"""Who comes to see a rule, its editions and its questions. Called inside actions."""

from datetime import datetime

from shoumi.domains.policies.models import Rule
from shoumi.kernel.accounts.models import Post, Role
from shoumi.kernel.accounts.standing import COMMITTEE, OFFICE
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import open_to


def open_to_keepers(record: Record, at: datetime) -> None:
    """The unit that answers for it, the office and counsel see it from its first draft on."""
    own = Post.objects.filter(
        org_unit=record.org_unit, role__in=[Role.CUSTODIAN, Role.HEAD], ended_on__isnull=True
    )
    for post in [*own, *_above(record, *OFFICE, Role.COUNSEL)]:
        open_to(record, post, Capacity.KEEPS, because="post", at=at)


def open_to_committee(record: Record, at: datetime) -> None:
    """Those who are to resolve on it."""
    for post in _above(record, *COMMITTEE):
        open_to(record, post, Capacity.DECIDES, because="approval", at=at)


def open_to_followers(record: Record, rule: Rule, at: datetime) -> None:
    """Everybody whom the rule applies to."""
    open_to(record, rule.applies_to, Capacity.KNOWS, because="staff", at=at)


def _above(record: Record, *roles: str) -> list[Post]:
    rows = Post.objects.filter(
        org_unit_id__in=record.org_unit.ancestor_ids, role__in=roles, ended_on__isnull=True
    )
    return list(rows)
