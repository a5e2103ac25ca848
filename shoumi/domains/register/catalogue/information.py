"""The information types: what a company's secrets usually are, how grave, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shoumi.domains.register.catalogue.bilingual import Bilingual
from shoumi.domains.register.catalogue.grades import Level
from shoumi.domains.register.catalogue.reading import Section, read_file
from shoumi.foundation.periods import Term


@dataclass(frozen=True, slots=True)
class Category:
    """Technical or business information (clause 2.2)."""

    code: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Group:
    """A group of information types, such as formulas or customers."""

    code: str
    name: Bilingual
    category: Category


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a secret stands on: paper, a file, a sample, somebody's memory."""

    code: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Caution:
    """What a person must be told. ``stops`` means the nomination must not go on as it is."""

    code: str
    text: Bilingual
    stops: bool = False


@dataclass(frozen=True, slots=True)
class InformationType:
    """One kind of information with its usual level and term, and why."""

    code: str
    name: Bilingual
    group: Group
    level: Level
    term: Term
    because: Bilingual
    carriers: tuple[Carrier, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Information:
    """The whole file, each table by code and in the file's order."""

    categories: Mapping[str, Category]
    groups: Mapping[str, Group]
    carriers: Mapping[str, Carrier]
    cautions: Mapping[str, Caution]
    types: Mapping[str, InformationType]

    def types_of(self, group: str) -> tuple[InformationType, ...]:
        return tuple(one for one in self.types.values() if one.group.code == group)


@cache
def information() -> Information:
    """The catalogue of information types, read once. Raises ``BadCatalogue``."""
    return read_information(read_file("information_types.toml"))


def read_information(file: Section) -> Information:
    """The catalogue that a file holds. Raises ``BadCatalogue`` with the place of the mistake."""
    categories = {code: Category(code, name) for code, name in _names(file, "categories")}
    carriers = {code: Carrier(code, name) for code, name in _names(file, "carriers")}
    cautions = {code: _caution(code, one) for code, one in file.sections("warnings")}
    groups = {code: _group(code, one, categories) for code, one in file.sections("groups")}
    types = {
        code: _type(code, one, groups, carriers, cautions) for code, one in file.sections("types")
    }
    file.finish()
    return Information(
        MappingProxyType(categories),
        MappingProxyType(groups),
        MappingProxyType(carriers),
        MappingProxyType(cautions),
        MappingProxyType(types),
    )


def _names(file: Section, key: str) -> list[tuple[str, Bilingual]]:
    found = []
    for code, one in file.sections(key):
        found.append((code, one.both()))
        one.finish()
    return found


def _caution(code: str, one: Section) -> Caution:
    stops = one.has("stops") and one.flag("stops")
    caution = Caution(code, one.both(), stops)
    one.finish()
    return caution


def _group(code: str, one: Section, categories: Mapping[str, Category]) -> Group:
    category = one.text("category")
    if category not in categories:
        raise one.refuse(f"there is no category {category}")
    group = Group(code, one.bilingual("name"), categories[category])
    one.finish()
    return group


def _type(
    code: str,
    one: Section,
    groups: Mapping[str, Group],
    carriers: Mapping[str, Carrier],
    cautions: Mapping[str, Caution],
) -> InformationType:
    group = one.text("group")
    carried = one.texts("carriers")
    warned = one.texts("warnings") if one.has("warnings") else ()
    for name, known in ((group, groups), *((c, carriers) for c in carried)):
        if name not in known:
            raise one.refuse(f"{name} is not in the file")
    for name in warned:
        if name not in cautions:
            raise one.refuse(f"there is no warning {name}")
    kind = InformationType(
        code=code,
        name=one.bilingual("name"),
        group=groups[group],
        level=one.choice("grade", Level),
        term=one.term("term"),
        because=one.bilingual("because"),
        carriers=tuple(carriers[name] for name in carried),
        cautions=tuple(cautions[name] for name in warned),
    )
    one.finish()
    return kind
