"""Who comes to see a plan and what is carried out of it. Called inside actions."""

from datetime import datetime

from shoumi.domains.programme.models import Plan
from shoumi.domains.programme.rules.flow import PLAN
from shoumi.foundation.workflow import NotAllowed
from shoumi.kernel.accounts.models import Post, Role
from shoumi.kernel.accounts.standing import COMMITTEE, OFFICE
from shoumi.kernel.actions import Refused
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import open_to, reasons


def require_step(plan: Plan, step: str) -> None:
    """For what is done beside a plan and leaves it as it is. Raises Refused."""
    try:
        PLAN.step(plan.state, step)
    except NotAllowed as no:
        raise Refused(*reasons(PLAN, no)) from None


def open_to_office(plan: Plan, at: datetime) -> None:
    """From its first draft on."""
    for post in _above(plan, *OFFICE):
        open_to(plan, post, Capacity.KEEPS, because="post", at=at)


def open_to_departments(plan: Plan, at: datetime) -> None:
    """Heads, administrators and leaders in charge of the entity's own departments."""
    posts = Post.objects.filter(
        org_unit__entity=plan.entity, role__in=[Role.HEAD, Role.CUSTODIAN, Role.LEADER],
        ended_on__isnull=True,
    )  # fmt: skip
    for post in posts:
        open_to(plan, post, Capacity.KNOWS, because="post", at=at)


def open_to_committee(plan: Plan, at: datetime) -> None:
    """Those who are to resolve on it."""
    for post in _above(plan, *COMMITTEE):
        open_to(plan, post, Capacity.DECIDES, because="approval", at=at)


def _above(plan: Plan, *roles: str) -> list[Post]:
    rows = Post.objects.filter(
        org_unit_id__in=plan.entity.ancestor_ids, role__in=roles, ended_on__isnull=True
    )
    return list(rows)
