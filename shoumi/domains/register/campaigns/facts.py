"""What is asked of campaigns and answers: whom they reach, who speaks for a department."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from shoumi.domains.register.access import of_department
from shoumi.domains.register.models import Campaign, CampaignAnswer, TradeSecret
from shoumi.domains.register.rules.campaign import Came, Taken, took_part
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Role
from shoumi.kernel.accounts.models.units import OrgUnitQuerySet
from shoumi.kernel.accounts.standing import OFFICE, Standing

DEPARTMENT = (Role.CUSTODIAN, Role.HEAD)


def departments(unit: OrgUnit, day: date) -> OrgUnitQuerySet:
    """Those of a unit, itself among them, that stand on that day."""
    return OrgUnit.objects.within(unit).at(day).filter(kind=OrgUnit.Kind.DEPARTMENT)


def overlapping(campaign: Campaign) -> QuerySet[Campaign]:
    """Others under way that ask some of the same departments."""
    above = Q(org_unit_id__in=campaign.org_unit.ancestor_ids)
    below = Q(org_unit__path__startswith=campaign.org_unit.path)
    others: QuerySet[Campaign] = Campaign.objects.filter(
        above | below, state__in=("submitted", "open")
    ).exclude(pk=campaign.pk)
    return others


def speaks_for(seat: Standing, record: Any, day: date) -> bool:
    """The department's administrator or head; where it has neither, the leader or the office."""
    if of_department(seat, record):
        return True
    if not seat.has_over(record.org_unit, Role.LEADER, *OFFICE):
        return False
    held = Appointment.objects.at(day).filter(
        post__org_unit_id=record.org_unit_id, post__role__in=DEPARTMENT
    )
    return not held.exists()


def nominated_since(answer: CampaignAnswer, person: Any, at: Any) -> QuerySet[Any]:
    """The department's secrets that an answer may name, as far as this person sees them."""
    since = answer.campaign.from_on
    rows: QuerySet[Any] = (
        TradeSecret.objects.visible_to(person, at)
        .filter(org_unit_id=answer.org_unit_id, nominated_on__gte=since)
        .defer("brief")
    )
    return rows


def answers_of(campaign: Campaign) -> QuerySet[Any]:
    """By department, each with how many secrets it names as `count`."""
    named = Count("named", filter=Q(named__dropped=False))
    rows: QuerySet[Any] = (
        CampaignAnswer.objects.filter(campaign=campaign)
        .annotate(count=named)
        .select_related("org_unit")
        .order_by("org_unit__path")
    )
    return rows


def taken_part(campaign: Campaign, answers: Any, day: date) -> Taken:
    came = [Came(one.confirmed_on, one.is_nil, one.count) for one in answers]
    return took_part(came, campaign.due_on or day, day)
