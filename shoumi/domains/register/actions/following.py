"""The register follows what was adopted: the grading standard, the scope catalogue (2.2, 4.2).

The house does this on the day on which an edition comes into force, or holds no more. What still
bears a grade that the new standard lacks is never a reason to refuse it: it waits to be regraded.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.grades import put_in_use
from shoumi.domains.register.catalogue import (
    BadCatalogue,
    Entry,
    Section,
    read_entries,
    read_scheme,
    schemes,
    section_of,
)
from shoumi.domains.register.models import GradingStandard, ScopeEntry
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.records.models import Record

NOT_READABLE = Reason("not_readable", _("What was adopted can't be read. Draft it anew."))
NOTHING_HOLDS = Reason("nothing_holds", _("Nothing of the kind is in force."))


@action(
    "register.follow_standard", label=_("Take over the grading standard"), clauses=("4.2",),
    quiet=True,
)  # fmt: skip
def follow_standard(
    *, edition: Record, scheme: Mapping[str, Any], on: date, by: Actor, at: datetime
) -> GradingStandard:
    """The grades of an edition that came into force are in use, and no others. Raises Refused where
    the scheme can't be read."""
    try:
        read = read_scheme(str(edition), section_of(str(edition), scheme))
    except BadCatalogue as wrong:
        raise Refused(NOT_READABLE) from wrong
    _end_standard(on)
    preset = scheme.get("preset")
    put_in_use(read, preset if isinstance(preset, str) and preset in schemes() else "")
    standard = GradingStandard(edition=edition, scheme=dict(scheme), from_on=on)
    standard.save()
    return standard


@action(
    "register.end_standard", label=_("End the grading standard"), clauses=("4.2",), quiet=True
)  # fmt: skip
def end_standard(*, on: date, by: Actor, at: datetime) -> GradingStandard:
    """The standard was repealed: its grades stay in use, and the office may amend them again.
    Raises Refused where none holds."""
    ended = _end_standard(on)
    if ended is None:
        raise Refused(NOTHING_HOLDS)
    return ended


def _end_standard(on: date) -> GradingStandard | None:
    ended = None
    for ended in GradingStandard.objects.filter(until_on=None).select_for_update():
        ended.until_on = max(on, ended.from_on)
        ended.save()
    return ended


@action(
    "register.follow_catalogue", label=_("Take over the scope catalogue"), clauses=("2.2",),
    quiet=True,
)  # fmt: skip
def follow_catalogue(
    *,
    entity: OrgUnit,
    edition: Record,
    entries: Mapping[str, Any],
    on: date,
    by: Actor,
    at: datetime,
) -> ScopeEntry:
    """The entries of an edition that came into force hold for the company, and no others. Raises
    Refused where they can't be read."""
    try:
        read = read_entries(Section(str(edition), entries))
    except BadCatalogue as wrong:
        raise Refused(NOT_READABLE) from wrong
    if not read:
        raise Refused(NOT_READABLE)
    _end_entries(entity, on)
    rows = [_enter(one, entity, edition, on) for one in read]
    return rows[0]


def _enter(entry: Entry, entity: OrgUnit, edition: Record, on: date) -> ScopeEntry:
    row = ScopeEntry(
        entity=entity, edition=edition, code=entry.code, group=entry.group.code,
        level=entry.level.value, name=entry.name.zh, name_en=entry.name.en, from_on=on,
    )  # fmt: skip
    row.save()
    return row


@action(
    "register.end_catalogue", label=_("End the scope catalogue"), clauses=("2.2",), quiet=True
)  # fmt: skip
def end_catalogue(*, entity: OrgUnit, on: date, by: Actor, at: datetime) -> ScopeEntry:
    """The catalogue was repealed: what stands under its entries stays so, and no new secret is put
    under them. Raises Refused where none holds."""
    ended = _end_entries(entity, on)
    if ended is None:
        raise Refused(NOTHING_HOLDS)
    return ended


def _end_entries(entity: OrgUnit, on: date) -> ScopeEntry | None:
    ended = None
    for ended in ScopeEntry.objects.filter(entity=entity, until_on=None).select_for_update():
        ended.until_on = max(on, ended.from_on)
        ended.save()
    return ended
