"""Duties are declared by the domains; each says what of it falls due up to a day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.records.models import Record

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Falling:
    """One occurrence: which record, the day it is due, and the one person who leads."""

    record: Record
    on: date
    lead: Person
    lead_unit: OrgUnit
    due_on: date


Finder = Callable[[date], Iterable[Falling]]
Settled = Callable[[Any], Any]


@dataclass(frozen=True)
class Duty:
    """A duty with a name such as `register.yearly_review`; `find` gives what is due by a day and
    `settled` narrows open tasks to those whose record shows that it was done: nobody reports what
    the house can see for itself. One that is `by_record` closes in no other way, one that is
    `held` is taken back, or given to another lead, by nobody's hand. The record of one that is
    `shared` is opened to whoever is called in; of others only who sees it already is called in.
    `acts` on the record are offered on the task's page too.
    """

    name: str
    label: "StrOrPromise"
    clauses: tuple[str, ...]
    find: Finder
    needs_evidence: bool
    settled: Settled | None = None
    by_record: bool = False
    held: bool = False
    shared: bool = False
    acts: tuple[str, ...] = ()


_duties: dict[str, Duty] = {}


def duty(
    name: str,
    *,
    label: "StrOrPromise",
    clauses: tuple[str, ...],
    needs_evidence: bool = False,
    settled: Settled | None = None,
    by_record: bool = False,
    held: bool = False,
    shared: bool = False,
    acts: tuple[str, ...] = (),
) -> Callable[[Finder], Finder]:
    """Declare a duty. The function answers what falls due up to the day, past days included."""

    def declare(find: Finder) -> Finder:
        if name in _duties:
            raise ValueError(f"The duty {name} is declared twice.")
        _duties[name] = Duty(
            name, label, clauses, find, needs_evidence, settled, by_record, held, shared, acts
        )
        return find

    return declare


def find(name: str) -> Duty:
    return _duties[name]


def all_duties() -> dict[str, Duty]:
    return dict(_duties)
