"""The registry that the sidebar, the top bar and the person's menu are drawn from.

A domain declares its entries when it is loaded; who sees one is asked for each page, and an entry
that does not say who may see it can't be declared (default deny).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Allowed = Callable[[Any, datetime], bool]


class Section(StrEnum):
    """Where an entry stands: the groups of the sidebar in their order, or the person's menu."""

    DAILY = "daily"
    REGIME = "regime"
    COMMITTEE = "committee"
    DEPARTMENTS = "departments"
    REGISTERS = "registers"
    OVERSIGHT = "oversight"
    SYSTEM = "system"
    PERSON = "person"

    @property
    def label(self) -> "StrOrPromise":
        return _LABELS[self]


_LABELS: "dict[Section, StrOrPromise]" = {
    Section.DAILY: _("My work"),
    Section.REGIME: _("The regime"),
    Section.COMMITTEE: _("Committee"),
    Section.DEPARTMENTS: _("With the departments"),
    Section.REGISTERS: _("Registers"),
    Section.OVERSIGHT: _("Oversight"),
    Section.SYSTEM: _("System"),
    Section.PERSON: _("My account"),
}


@dataclass(frozen=True)
class Entry:
    """One place to go. `allowed` is asked with the person and the instant; `post` sends a form."""

    url_name: str
    label: "StrOrPromise"
    icon: str
    section: Section
    order: int
    allowed: Allowed
    post: bool = False


@dataclass(frozen=True)
class Bell:
    """The inbox in the top bar: where it leads and how much waits for a person."""

    url_name: str
    count: Callable[[Any, datetime], int]


_entries: dict[str, Entry] = {}
_top_bar: dict[str, Any] = {}


def everyone(_person: Any, _at: datetime) -> bool:
    """For entries that each person who is signed in may see; said in so many words."""
    return True


def declare(*entries: Entry) -> None:
    """Declare places to go. Raises ValueError if two different entries claim one address."""
    for entry in entries:
        if _entries.get(entry.url_name, entry) != entry:
            raise ValueError(f"Two navigation entries for {entry.url_name}.")
        _entries[entry.url_name] = entry


def declare_bell(bell: Bell) -> None:
    """Declare the one inbox. Raises ValueError on a second, different one."""
    if _top_bar.setdefault("bell", bell) != bell:
        raise ValueError("Two inboxes for one bell.")


def declare_search(url_name: str) -> None:
    """Declare the page that answers the top bar's search box (as `?q=`)."""
    if _top_bar.setdefault("search", url_name) != url_name:
        raise ValueError("Two search pages for one search box.")


def the_bell() -> Bell | None:
    return _top_bar.get("bell")


def the_search() -> str | None:
    return _top_bar.get("search")


def entries_for(person: Any, at: datetime) -> dict[Section, list[Entry]]:
    """What this person may see now, in the order it is shown; no section without entries."""
    seen: dict[Section, list[Entry]] = {}
    for section in Section:
        allowed = [e for e in _entries.values() if e.section is section and e.allowed(person, at)]
        if allowed:
            seen[section] = sorted(allowed, key=lambda entry: (entry.order, entry.url_name))
    return seen
