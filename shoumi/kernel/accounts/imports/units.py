"""The tree of units as a table: one row a unit, below the unit whose code it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.actions.organisation import add_unit
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
from shoumi.kernel.accounts.models import OrgUnit

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BY_NAME = {"公司": "company", "集团": "company", "子公司": "affiliate", "所属企业": "affiliate",
           "分公司": "department", "部门": "department", "中心": "department"}  # fmt: skip

ENTERED_OTHERWISE = _(
    "A unit of this code is entered already, and this differs. Correct it on the page of the "
    "organisation, or put here what stands there."
)


@dataclass(frozen=True)
class UnitRow:
    """A unit to be; `parent` is the code of the unit above."""

    code: str
    name: str
    name_en: str
    kind: str
    parent: str
    letterhead: str
    number_word: str
    since: date | None


def plan(table: Table, by: Actor, at: datetime) -> Plan:
    """Parents before children, wherever they stand in the table."""
    known = {unit.code: unit for unit in OrgUnit.objects.select_related("parent")}
    rows: dict[str, tuple[Line, UnitRow]] = {}
    problems: list[Problem] = []
    for line in table.lines():
        unit = _read(line)
        if unit.code and unit.code in rows:
            line.fault(
                "code", _("This code stands in the table twice. Keep one row for each unit.")
            )
        elif unit.code in known:
            _compare(line, unit, known[unit.code])
        elif unit.kind == OrgUnit.Kind.COMPANY:
            line.fault("kind", _("There is one company, founded at setup. Use its code."))
        elif not unit.parent:
            line.fault("parent", _("Name the code of the unit above."))
        rows.setdefault(unit.code or f"?{line.number}", (line, unit))
        problems += line.problems
    problems += _orphans(rows, known)
    if problems:
        return Plan(problems=tuple(sorted(problems, key=lambda one: one.row)))
    return Plan(tuple(_in_order(rows, known)))


def _read(line: Line) -> UnitRow:
    return UnitRow(
        code=line.text("code", required=True, longest=30),
        name=line.text("name", required=True, longest=120),
        name_en=line.text("name_en", longest=120),
        kind=_kind(line),
        parent=line.text("parent", longest=30),
        letterhead=line.text("letterhead", longest=120),
        number_word=line.text("number_word", longest=30),
        since=line.day("since"),
    )


def _kind(line: Line) -> str:
    said = line.text("kind")
    if not said:
        return OrgUnit.Kind.DEPARTMENT
    kind = kinds().get(said.casefold(), BY_NAME.get(said, ""))
    if not kind:
        line.fault("kind", _("Choose company, affiliate or department."))
    return kind


def kinds() -> dict[str, str]:
    """The kinds of unit by every word for them, in small letters."""
    words = {kind.value: kind.value for kind in OrgUnit.Kind}
    for language in LANGUAGES:
        with override(language):
            words |= {str(kind.label).casefold(): kind.value for kind in OrgUnit.Kind}
    return words


def _compare(line: Line, row: UnitRow, unit: OrgUnit) -> None:
    """A unit that is there stays as it is; a table that says otherwise is pointed out."""
    parent = unit.parent.code if unit.parent else ""
    told = {
        "name": row.name,
        "name_en": row.name_en,
        "kind": row.kind,
        "parent": row.parent,
        "since": row.since,
    }
    held = {
        "name": unit.name,
        "name_en": unit.name_en,
        "kind": unit.kind,
        "parent": parent,
        "since": unit.since,
    }
    for column, value in told.items():
        if value and value != held[column]:
            line.fault(column, ENTERED_OTHERWISE)


def _orphans(rows: dict[str, tuple[Line, UnitRow]], known: dict[str, OrgUnit]) -> Iterator[Problem]:
    for line, unit in rows.values():
        what = _parent_objection(unit, rows, known)
        if what is not None:
            yield Problem(line.number, line.titles["parent"], str(what))


def _parent_objection(
    unit: UnitRow, rows: dict[str, tuple[Line, UnitRow]], known: dict[str, OrgUnit]
) -> "StrPromise | None":
    """Why this unit can't stand where the table puts it, or None."""
    above, seen = unit.parent, {unit.code}
    while above in rows and above not in known and above not in seen:
        seen.add(above)
        above = rows[above][1].parent
    if above in seen:
        return _("This unit would stand above itself. Correct the code of the unit above.")
    if above and above not in known:
        return _("No unit has this code. Correct it, or add that unit to the table.")
    if unit.kind != OrgUnit.Kind.AFFILIATE or unit.code in known or not unit.parent:
        return None
    parent = known.get(unit.parent) or rows[unit.parent][1]
    if parent.kind not in OrgUnit.ENTITY_KINDS:
        return _("An affiliate stands below a company or an affiliate. Name the code of one.")
    return None


def _in_order(
    rows: dict[str, tuple[Line, UnitRow]], known: dict[str, OrgUnit]
) -> Iterator[Planned]:
    placed, waiting = set(known), dict(rows)
    while waiting:
        ready = [code for code, (_line, unit) in waiting.items() if unit.parent in placed | {""}]
        for code in ready:
            line, unit = waiting.pop(code)
            yield Planned(line.number, State.UNCHANGED if code in known else State.NEW, unit)
        placed |= set(ready)


def enter_unit(row: UnitRow, *, by: Actor, at: datetime) -> OrgUnit:
    """Raises Invalid."""
    return add_unit(
        parent=OrgUnit.objects.get(code=row.parent),
        kind=row.kind,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        letterhead=row.letterhead,
        number_word=row.number_word,
        since=row.since,
        by=by,
        at=at,
    )


def listing() -> bytes:
    """The units that there are, as the table to edit and bring back."""
    rows = OrgUnit.objects.filter(ended_on__isnull=True).select_related("parent")
    return UNITS.template(
        [
            (
                unit.code, unit.name, unit.name_en, str(OrgUnit.Kind(unit.kind).label),
                unit.parent.code if unit.parent else "", unit.letterhead, unit.number_word,
                unit.since,
            )
            for unit in rows
        ]
    )  # fmt: skip


UNITS = Importer(
    kind="units",
    label=_("Units"),
    columns=(
        ImportColumn(
            "code", _("Unit code"), _("Short, and different for each unit."), "RD",
            titles=("编码", "部门编号", "单位编码", "code"), required=True,
        ),
        ImportColumn(
            "name", _("Unit name"), example="研发中心",
            titles=("名称", "部门", "部门名称", "单位名称", "department"), required=True,
        ),
        ImportColumn("name_en", _("English name"), example="R&D Centre", titles=("英文名",)),
        ImportColumn(
            "kind", _("Kind of unit"), _("Empty means department."), titles=("类型", "性质"),
            choices=lambda: tuple(str(kind.label) for kind in OrgUnit.Kind),
        ),
        ImportColumn(
            "parent", _("Code of the unit above"), _("The company itself has none."), "YL",
            titles=("上级编码", "上级部门编码", "上级单位编码", "上级部门", "parent"),
        ),
        ImportColumn(
            "letterhead", _("Letterhead"), _("Only for a company or affiliate."),
            titles=("公文抬头",),
        ),
        ImportColumn(
            "number_word", _("Word of its numbers"), _("Stands first in its papers' numbers."),
            "海川", titles=("机关代字", "字号"),
        ),
        ImportColumn(
            "since", _("Standing since"), _("Empty means that it was always there."), "2024-03-01",
            titles=("成立日期", "设立日期", "起始日期"),
        ),
    ),
    plan=plan,
)  # fmt: skip
