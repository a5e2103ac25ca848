"""Who stands for which field on a day (3.3). Counsel stands for law and a technical expert for
technology by their posts; every other field is a tag of a seat."""

from collections.abc import Mapping, Sequence
from datetime import date

from shoumi.domains.committee.models import Field, SeatField
from shoumi.domains.committee.seating import HELD, holders_on, tags_on
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Role

BY_POST = {Role.COUNSEL: Field.LAW, Role.EXPERT: Field.TECHNOLOGY}


def fields_by_person(day: date, held: Sequence[Appointment]) -> dict[int, set[str]]:
    """What each of these people stands for, by his key. One query."""
    return fields_known(held, tags_on(day, held))


def fields_known(
    held: Sequence[Appointment], tags: Mapping[int, Sequence[SeatField]]
) -> dict[int, set[str]]:
    """The same from tags that are read already."""
    found: dict[int, set[str]] = {}
    for one in held:
        known = found.setdefault(one.person_id, set())
        known |= {tag.field for tag in tags[one.pk]}
        by_post = BY_POST.get(Role(one.post.role))
        if by_post is not None:
            known.add(by_post)
    return found


def experts(field: str, unit: OrgUnit, day: date) -> list[Person]:
    """Who may be asked for an opinion in that field about a record of this unit: whoever stands
    for it in the unit's legal entity or above. Two queries."""
    held = [
        one
        for one in holders_on(day, *HELD, Role.COUNSEL)
        if unit.path.startswith(one.post.org_unit.path) or one.post.org_unit_id == unit.entity_id
    ]
    known = fields_by_person(day, held)
    people = {one.person_id: one.person for one in held}
    found = [people[key] for key, fields in known.items() if field in fields]
    return sorted(found, key=lambda one: one.staff_number)
