"""Which persons and units somebody may see on screens and choose in forms.

Everybody sees the people of the own legal entity; an affiliate does not see its sisters. Who keeps
the regime for a unit (committee, office, the three administrators) sees everything below it.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q

from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import COMMITTEE, OFFICE, Standing, local_day, standing

KEEPERS = (
    *COMMITTEE,
    *OFFICE,
    Role.COUNSEL,
    Role.SYSTEM_ADMIN,
    Role.SECRECY_ADMIN,
    Role.AUDIT_ADMIN,
)


def units_within_reach(person: Person, at: datetime) -> Any:
    """The units that this person may see, dissolved ones included."""
    return OrgUnit.objects.filter(_reach(person, standing(person, at), ""))


def persons_within_reach(person: Person, at: datetime) -> Any:
    """The persons whom this person may see, those who have left included."""
    return Person.objects.filter(_reach(person, standing(person, at), "org_unit__"))


def colleagues(person: Person, at: datetime) -> Any:
    """The persons of today whom this person may name in a form."""
    return persons_within_reach(person, at).active(local_day(at)).select_related("org_unit")


def _reach(person: Person, seat: Standing, prefix: str) -> Q:
    if not seat.active:
        return Q(pk__in=[])
    reach = Q(**{f"{prefix}entity_id": person.org_unit.entity_id})
    for held in seat.held:
        if held.role in KEEPERS:
            reach |= Q(**{f"{prefix}path__startswith": held.path})
    return reach
