"""The scope catalogue (范围目录) as data: what a company protects, entry by entry, and our own list
to begin from (clause 2.2)."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from shoumi.domains.register.catalogue.bilingual import Bilingual
from shoumi.domains.register.catalogue.grades import Level
from shoumi.domains.register.catalogue.information import Group, information
from shoumi.domains.register.catalogue.reading import Section, read_file
from shoumi.domains.register.rules.marks import bears_state_marks
from shoumi.kernel.actions import is_shown

MOST_ENTRIES = 200
LONGEST_CODE, LONGEST_NAME, LONGEST_WORDS = 12, 60, 300
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is protected of one group of information, in plain words; `level` is its usual gravity,
    `departments` whom it concerns, `note` what is not meant."""

    code: str
    group: Group
    level: Level
    name: Bilingual
    covers: Bilingual
    departments: Bilingual | None
    note: Bilingual | None


def starter_table() -> dict[str, Any]:
    """Our own list, as the table that ``read_entries`` reads."""
    return deepcopy(dict(read_file("scope.toml").values))


def read_entries(section: Section) -> tuple[Entry, ...]:
    """The entries of a catalogue in their order. Raises ``BadCatalogue`` with the place of the
    mistake."""
    listed = section.section("entries")
    section.finish()
    if len(listed.values) > MOST_ENTRIES:
        raise section.refuse(f"a scope catalogue has at most {MOST_ENTRIES} entries")
    entries = [_entry(code, listed.section(code)) for code in listed.values]
    return tuple(sorted(entries, key=lambda one: in_order(one.group.code, one.code)))


def in_order(group: str, code: str) -> tuple[int, str]:
    """Technical information before business, then by number."""
    known = information()
    found = known.groups.get(group)
    return list(known.categories).index(found.category.code) if found else 0, code


def is_entry_code(text: str) -> bool:
    return len(text) <= LONGEST_CODE and _CODE.fullmatch(text) is not None


def _entry(code: str, one: Section) -> Entry:
    groups, group = information().groups, one.text("group")
    if not is_entry_code(code):
        raise one.refuse("a code is of capitals, digits, dots and dashes")
    if group not in groups:
        raise one.refuse(f"there is no group {group}")
    entry = Entry(
        code=code,
        group=groups[group],
        level=one.choice("level", Level),
        name=_words(one, "name", LONGEST_NAME),
        covers=_words(one, "covers", LONGEST_WORDS),
        departments=_words(one, "departments", LONGEST_WORDS) if one.has("departments") else None,
        note=_words(one, "note", LONGEST_WORDS) if one.has("note") else None,
    )
    one.finish()
    return entry


def _words(one: Section, key: str, longest: int) -> Bilingual:
    both = one.bilingual(key)
    for words in (both.zh, both.en):
        if len(words) > longest:
            raise one.refuse(f"{key} has at most {longest} characters")
        if not is_shown(words):
            raise one.refuse(f"{key} holds what no page can show")
        if bears_state_marks(words):
            raise one.refuse(f"{key} bears the mark of a state secret")
    return both
