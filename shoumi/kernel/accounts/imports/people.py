"""People as a table: one row a person, with the unit and the posts held."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.actions.organisation import add_post
from shoumi.kernel.accounts.actions.persons import add_person, appoint
from shoumi.kernel.accounts.imports.tables import (
    LANGUAGES,
    ImportColumn,
    Importer,
    Line,
    Plan,
    Planned,
    Problem,
    State,
    Table,
)
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.rules import administrator_conflict
from shoumi.kernel.accounts.standing import local_day

ENTERED_OTHERWISE = _(
    "Somebody with this staff number is entered already, and this differs. If it is the same "
    "person, correct it on the person's page; if not, correct the staff number."
)


@dataclass(frozen=True)
class Seat:
    """A post to be held: a role, or a job by its title, in a unit."""

    role: str
    title: str
    unit: OrgUnit

    @property
    def key(self) -> tuple[str, str, int]:
        return self.role, self.title, self.unit.pk


@dataclass(frozen=True)
class PersonRow:
    """A person to be, or one that is there (`person`), and the posts still to be given."""

    staff_number: str
    name: str
    name_en: str
    unit: OrgUnit
    from_on: date
    email: str
    mobile: str
    seats: tuple[Seat, ...]
    person: Person | None


class Company:
    """What the plan compares with, read once."""

    def __init__(self, day: date) -> None:
        units = OrgUnit.objects.filter(ended_on__isnull=True)
        self.day = day
        self.units = {unit.code: unit for unit in units}
        self.unit_names: dict[str, list[OrgUnit]] = {}
        for unit in units:
            self.unit_names.setdefault(unit.name, []).append(unit)
        self.persons = {person.staff_number: person for person in Person.objects.all()}
        self.held: dict[int, list[tuple[str, str, int]]] = {}
        rows = Appointment.objects.at(day).select_related("post")
        for one in rows:
            post = one.post
            title = post.title if post.role == Role.JOB else ""
            self.held.setdefault(one.person_id, []).append((post.role, title, post.org_unit_id))
        self.roles = role_words()

    def unit(self, said: str) -> OrgUnit | None:
        """By its code, or by its name where only one is called so."""
        named = self.unit_names.get(said, [])
        return self.units.get(said) or (named[0] if len(named) == 1 else None)


def role_words() -> dict[str, str]:
    """Every governing role by the words for it in both languages."""
    words = {role.value: role.value for role in Role}
    for language in LANGUAGES:
        with override(language):
            words |= {str(role.label): role.value for role in Role}
    words.pop(Role.JOB.value)
    return {word: role for word, role in words.items() if role != Role.JOB}


def plan(table: Table, by: Actor, at: datetime) -> Plan:
    company = Company(local_day(at))
    planned: list[Planned] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for line in table.lines():
        row = _read(line, company, seen)
        problems += line.problems
        if row is not None and not line.problems:
            planned.append(Planned(line.number, _state(row), row))
    return Plan(tuple(planned), tuple(problems))


def _state(row: PersonRow) -> State:
    if row.person is None:
        return State.NEW
    return State.CHANGED if row.seats else State.UNCHANGED


def _read(line: Line, company: Company, seen: set[str]) -> PersonRow | None:
    number = line.text("staff_number", required=True, longest=30)
    name = line.text("name", required=True, longest=80)
    name_en = line.text("name_en", longest=80)
    unit = _unit(line, company)
    from_on = line.day("from_on")
    email, mobile = line.text("email", longest=254), line.text("mobile", longest=30)
    _check_email(line, email)
    if number in seen:
        line.fault(
            "staff_number", _("This staff number stands in the table twice. Keep one row for each.")
        )
    seen.add(number)
    person = company.persons.get(number)
    if person is not None and unit is not None:
        _compare(line, person, name, name_en, unit, from_on)
    if unit is None or line.problems:
        return None
    seats = _seats(line, unit, company, person)
    began = from_on or (person.from_on if person else company.day)
    return PersonRow(number, name, name_en, unit, began, email, mobile, seats, person)


def _unit(line: Line, company: Company) -> OrgUnit | None:
    said = line.text("unit", required=True)
    unit = company.unit(said)
    if said and unit is None:
        line.fault("unit", _("There is no such unit, or several are called so; give its code."))
    return unit


def _check_email(line: Line, email: str) -> None:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        line.fault(
            "email", _("Write an e-mail address such as name@example.com, or leave it empty.")
        )


def _compare(
    line: Line, person: Person, name: str, name_en: str, unit: OrgUnit, from_on: date | None
) -> None:
    """A person who is there stays as entered; a table that says otherwise is pointed out."""
    differs = {
        "name": name != person.name,
        "name_en": bool(name_en) and name_en != person.name_en,
        "unit": unit.pk != person.org_unit_id,
        "from_on": from_on is not None and from_on != person.from_on,
    }
    for column, other in differs.items():
        if other:
            line.fault(
                column,
                ENTERED_OTHERWISE,
            )


def _seats(line: Line, unit: OrgUnit, company: Company, person: Person | None) -> tuple[Seat, ...]:
    """The posts that the person does not hold yet. A word that is no role is a job's title."""
    held = company.held.get(person.pk, []) if person else []
    roles = [role for role, _title, _unit in held]
    seats: dict[tuple[str, str, int], Seat] = {}
    for said in line.parts("posts"):
        word, _sign, place = said.partition("@")
        where = company.unit(place.strip()) if place else unit
        if where is None:
            line.fault("posts", _("There is no such unit as stands behind @. Give its code."))
            continue
        role = company.roles.get(word.strip(), Role.JOB.value)
        seat = Seat(role, word.strip()[:120] if role == Role.JOB else "", where)
        conflict = administrator_conflict(role, roles)
        if conflict is not None:
            line.fault("posts", conflict)
        roles.append(role)
        if seat.key not in held:
            seats[seat.key] = seat
    return tuple(seats.values())


def enter_person(row: PersonRow, *, by: Actor, at: datetime) -> Person:
    """The person, if new, and the posts. Raises Invalid, Refused."""
    person = row.person or add_person(
        staff_number=row.staff_number,
        name=row.name,
        name_en=row.name_en,
        org_unit=row.unit,
        from_on=row.from_on,
        email=row.email,
        mobile=row.mobile,
        by=by,
        at=at,
    )
    since = row.from_on if row.person is None else local_day(at)
    for seat in row.seats:
        there = Post.objects.filter(org_unit=seat.unit, role=seat.role)
        if seat.role == Role.JOB:
            there = there.filter(title=seat.title)
        post = there.first() or add_post(
            org_unit=seat.unit, role=seat.role, title=seat.title, by=by, at=at
        )
        appoint(person=person, post=post, from_on=since, by=by, at=at)
    return person


PEOPLE = Importer(
    kind="people",
    label=_("People list"),
    columns=(
        ImportColumn(
            "staff_number", _("Staff number"), _("Different for each person."), "0201",
            titles=("工号", "员工编号", "人员编号", "staff no"), required=True,
        ),
        ImportColumn("name", _("Name"), example="李玥", titles=("姓名",), required=True),
        ImportColumn("name_en", _("English name"), example="Li Yue", titles=("英文名",)),
        ImportColumn(
            "unit", _("Unit"), _("The unit's code, or its name where only one is called so."), "RD",
            titles=("部门", "所在部门", "单位", "部门编码", "department"), required=True,
        ),
        ImportColumn(
            "from_on", _("Here since"), _("Empty means from today on."), "2024-03-01",
            titles=("入职日期", "入职时间", "到岗日期", "joined"),
        ),
        ImportColumn("email", _("E-mail"), titles=("邮箱", "电子邮件")),
        ImportColumn("mobile", _("Mobile"), titles=("手机", "手机号", "电话")),
        ImportColumn(
            "posts", _("Posts"),
            _("Several are parted by semicolons. A post in another unit: post@code. "
              "A word that is no post of the regime is taken as a job's title."),
            "保密管理员; 配方工程师",
            titles=("岗位", "职务", "角色"),
            choices=lambda: tuple(str(role.label) for role in Role if role != Role.JOB),
        ),
    ),
    plan=plan,
)  # fmt: skip
