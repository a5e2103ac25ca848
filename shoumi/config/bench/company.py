"""A large made-up company: its office, posts and regime are made by actions; departments and
people, of which there are many, are inserted in bulk.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from shoumi.config.bench.inserting import insert, instant, unguarded
from shoumi.demo.cast import Cast, assemble, open_accounts
from shoumi.demo.regime import adopt_default
from shoumi.domains.register.actions import adopt_grades
from shoumi.kernel.accounts.actions import add_post, appoint
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Post, Role

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SINCE = date(2020, 1, 6)
RESTRICTED, FEW, OFFICE = "engineer", "marketer", "office"


@dataclass(frozen=True)
class Company:
    """Whom the readers are, and whom and what the rows point to."""

    cast: Cast
    departments: list[int]
    custodians: list[int]
    people: list[int]
    jobs: list[int]
    own_job: int
    office_post: int


def found() -> Company:
    """The cast with grades and regime in force, then many departments and people around it."""
    with transaction.atomic():
        cast = assemble(at=AT, since=SINCE)
        open_accounts(cast, dict.fromkeys((RESTRICTED, FEW, OFFICE), "only-for-a-bench"), at=AT)
        adopt_grades(preset="default", by=HOUSE, at=AT)
        adopt_default(cast, lambda: AT)
        job = add_post(org_unit=cast.units["RD"], role=Role.JOB, title="工程师", by=HOUSE, at=AT)
        appoint(person=cast[RESTRICTED], post=job, from_on=SINCE, by=HOUSE, at=AT)
    with unguarded():
        return _grow(cast, job.pk)


def _grow(cast: Cast, own_job: int, departments: int = 60, people: int = 2000) -> Company:
    root = cast.units["YL"]
    units = [OrgUnit.objects.latest("pk").pk + number for number in range(1, departments + 1)]
    insert(
        OrgUnit,
        "id version parent_id entity_id kind code name name_en path letterhead number_word "
        "number_start",
        (
            (unit, 1, root.pk, root.pk, "department", f"D{unit}", f"第{unit}部", "",
             f"{root.path}{unit}/", "", "", 1)
            for unit in units
        ),
    )  # fmt: skip
    first = Person.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    keys = list(range(first, first + people))
    insert(
        Person,
        "id version staff_number name name_en org_unit_id email mobile pseudonym from_on",
        (
            (key, 1, f"S{key}", f"员工{key}", "", units[key % departments], "", "", f"{key:032x}",
             SINCE.isoformat())
            for key in keys
        ),
    )  # fmt: skip
    posts = _posts(units, keys)
    office = Post.objects.get(org_unit=root, role=Role.OFFICE).pk
    return Company(cast, units, posts[:departments], keys, posts[departments:], own_job, office)


def _posts(units: list[int], people: list[int]) -> list[int]:
    """A custodian's post in each department, then three ordinary ones, each with its holder."""
    first = Post.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    roles = [Role.CUSTODIAN, Role.JOB, Role.JOB, Role.JOB]
    wanted = [(unit, role) for role in roles for unit in units]
    posts = list(range(first, first + len(wanted)))
    insert(
        Post,
        "id version org_unit_id role title",
        ((post, 1, unit, role.value, "") for post, (unit, role) in zip(posts, wanted, strict=True)),
    )
    insert(
        Appointment,
        "version person_id post_id from_on letter recorded_at",
        ((1, people[n], post, SINCE.isoformat(), "", instant(AT)) for n, post in enumerate(posts)),
    )
    return posts
