"""Checking and applying tables of units and people; every other kind stands in its own domain."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.imports.people import PEOPLE, enter_person
from shoumi.kernel.accounts.imports.tables import Importer, Plan, Problem, State
from shoumi.kernel.accounts.imports.units import UNITS, enter_unit
from shoumi.kernel.accounts.models import ImportRun, Person
from shoumi.kernel.actions import Invalid, Refused, action

PROBLEMS_KEPT = 500


@action("accounts.check_import", label=_("Check a table to be imported"), clauses=("7.3",))
def check_import(
    *,
    importer: Importer,
    content: bytes,
    mapping: Mapping[str, int] | None = None,
    by: Actor,
    at: datetime,
) -> ImportRun:
    """The dry run: nothing of the table is entered; what it would do is kept as a run, which can
    be applied later with the same file. Raises Invalid for a file that can't be read, Refused."""
    table = importer.read(content, mapping)
    plan = importer.dry_run(table, by=by, at=at)
    run = ImportRun(
        kind=importer.kind,
        sha256=table.sha256,
        mapping=dict(table.mapping),
        rows=len(table),
        new=plan.count(State.NEW),
        changed=plan.count(State.CHANGED),
        unchanged=plan.count(State.UNCHANGED),
        problems=_kept(plan.problems),
        problem_count=len(plan.problems),
        warnings=_kept(plan.warnings),
        warning_count=len(plan.warnings),
        checked_by=by if isinstance(by, Person) else None,
        checked_at=at,
    )
    run.save()
    return run


def _kept(found: Sequence[Problem]) -> list[list[Any]]:
    return [one.plain() for one in found[:PROBLEMS_KEPT]]


def require_plan(
    run: ImportRun, importer: Importer, content: bytes, *, by: Actor, at: datetime
) -> Plan:
    """The plan of a checked run, made anew, since the house may have changed. Raises Refused when
    it was applied already, Invalid for another file or new problems."""
    if run.kind != importer.kind or run.state != ImportRun.State.CHECKED:
        raise Refused(Reason("applied", _("This table was applied already.")))
    table = importer.read(content, run.mapping)
    if table.sha256 != run.sha256:
        raise Invalid("file", _("This is not the file that was checked. Check this one first."))
    plan = importer.dry_run(table, by=by, at=at)
    if plan.problems:
        raise Invalid("file", _("The table still has problems. Mend them and check it again."))
    return plan


def close_run(run: ImportRun, plan: Plan, *, at: datetime) -> ImportRun:
    """Note on the run what was done."""
    run.state, run.applied_at = ImportRun.State.APPLIED, at
    run.new, run.changed = plan.count(State.NEW), plan.count(State.CHANGED)
    run.unchanged = plan.count(State.UNCHANGED)
    run.warnings, run.warning_count = _kept(plan.warnings), len(plan.warnings)
    run.save()
    return run


@action("accounts.import_units", label=_("Import the tree of units"), clauses=("3.1", "7.3"))
def import_units(run: ImportRun, *, content: bytes, by: Actor, at: datetime) -> ImportRun:
    """Enter every unit of a checked table, all or nothing. Raises Invalid, Refused."""
    plan = require_plan(run, UNITS, content, by=by, at=at)
    for row in plan.rows:
        if row.state is State.NEW:
            enter_unit(row.act, by=by, at=at)
    return close_run(run, plan, at=at)


@action("accounts.import_people", label=_("Import people and posts"), clauses=("3.1", "6.3"))
def import_people(run: ImportRun, *, content: bytes, by: Actor, at: datetime) -> ImportRun:
    """Enter every person of a checked table, with posts, all or nothing. Raises Invalid, Refused
    (naming nobody, but saying which rule of the administrators is broken)."""
    plan = require_plan(run, PEOPLE, content, by=by, at=at)
    for row in plan.rows:
        if row.state is not State.UNCHANGED:
            enter_person(row.act, by=by, at=at)
    return close_run(run, plan, at=at)
