"""Who decides while somebody is away."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Absence, Person
from shoumi.kernel.accounts.models.persons import AbsenceQuerySet
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, action


@action("accounts.declare_absence", label=_("Name a deputy for an absence"), clauses=("3.1",))
def declare_absence(
    person: Person, *, deputy: Person, from_on: date, until_on: date, by: Actor, at: datetime
) -> Absence:
    """A deputy decides on the person's behalf from the first day to the last. Raises Invalid."""
    if deputy.pk == person.pk:
        raise Invalid("deputy", _("Choose somebody else as deputy."))
    if until_on < from_on or until_on < local_day(at):
        raise Invalid("until_on", _("The last day must not lie before the first, nor in the past."))
    if not deputy.is_active(from_on):
        raise Invalid("deputy", _("The deputy is not here any more."))
    overlapping = Absence.objects.filter(
        from_on__lte=until_on, until_on__gte=from_on, withdrawn=False
    )
    if overlapping.filter(person=person).exists():
        raise Invalid("from_on", _("There is a deputy for some of these days already."))
    if overlapping.filter(person=deputy, deputy=person).exists():
        raise Invalid("deputy", _("You stand in for each other on the same days; choose another."))
    if _leads_back(overlapping, person, deputy):
        raise Invalid("deputy", _("This deputy is away then, and in the end it would come back to "
                                  "this person; choose another."))  # fmt: skip
    absence = Absence(person=person, deputy=deputy, from_on=from_on, until_on=until_on)
    absence.save()
    return absence


def _leads_back(overlapping: AbsenceQuerySet, person: Person, deputy: Person) -> bool:
    """Whether the deputy's own deputies of these days, and theirs, lead back to the person."""
    stands_in: dict[int, set[int]] = {}
    for absent, other in overlapping.values_list("person_id", "deputy_id"):
        stands_in.setdefault(absent, set()).add(other)
    seen: set[int] = set()
    ahead = [deputy.pk]
    while ahead:
        one = ahead.pop()
        if one == person.pk:
            return True
        if one not in seen:
            seen.add(one)
            ahead += stands_in.get(one, ())
    return False


@action("accounts.withdraw_absence", label=_("Withdraw the deputy"), clauses=("3.1",))
def withdraw_absence(absence: Absence, *, by: Actor, at: datetime) -> Absence:
    absence.withdrawn = True
    absence.save()
    return absence
