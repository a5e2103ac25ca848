"""Reading the catalogue's files: every value is typed, every mistake named with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from typing import TypeVar

from shoumi.domains.register.catalogue.bilingual import Bilingual
from shoumi.foundation.periods import BadPeriod, Term

_Choice = TypeVar("_Choice", bound=StrEnum)


class BadCatalogue(ValueError):
    """A catalogue or a scheme that can't be used; the message says where and why."""


@dataclass(frozen=True)
class Section:
    """One table of a file. Each reading method raises ``BadCatalogue`` for a wrong value, and
    ``finish`` for a key that nothing has read."""

    where: str
    values: Mapping[str, object]
    _read: set[str] = field(default_factory=set)

    def refuse(self, why: str) -> BadCatalogue:
        return BadCatalogue(f"{self.where}: {why}")

    def text(self, key: str) -> str:
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(f"{key} must be a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.refuse(f"{key} must be a list of texts")
        if len(set(value)) != len(value):
            raise self.refuse(f"{key} names something twice")
        return tuple(value)

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.refuse(f"{key} must be true or false")
        return value

    def number(self, key: str, low: int, high: int) -> int:
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.refuse(f"{key} must be a number from {low} to {high}")
        return value

    def term(self, key: str) -> Term:
        try:
            return Term.parse(self.text(key))
        except BadPeriod as error:
            raise self.refuse(f"{key}: {error}") from error

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        return self._chosen(key, self.text(key), choices)

    def choices(self, key: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        return tuple(self._chosen(key, one, choices) for one in self.texts(key))

    def bilingual(self, key: str) -> Bilingual:
        inner = self.section(key)
        both = inner.both()
        inner.finish()
        return both

    def both(self) -> Bilingual:
        """This section's own ``zh`` and ``en``."""
        return Bilingual(zh=self.text("zh"), en=self.text("en"))

    def section(self, key: str) -> Section:
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.refuse(f"{key} must be a table")
        return Section(f"{self.where}.{key}", value)

    def sections(self, key: str) -> Iterator[tuple[str, Section]]:
        outer = self.section(key)
        if not outer.values:
            raise self.refuse(f"{key} is empty")
        for name in outer.values:
            yield name, outer.section(name)

    def has(self, key: str) -> bool:
        return key in self.values

    def finish(self) -> None:
        unknown = sorted(set(self.values) - self._read)
        if unknown:
            raise self.refuse(f"unknown: {', '.join(unknown)}")

    def _take(self, key: str) -> object:
        if key not in self.values:
            raise self.refuse(f"{key} is missing")
        self._read.add(key)
        return self.values[key]

    def _chosen(self, key: str, value: str, choices: type[_Choice]) -> _Choice:
        try:
            return choices(value)
        except ValueError as error:
            allowed = ", ".join(choices)
            raise self.refuse(f"{key} must be one of {allowed}, not {value!r}") from error


def read_file(name: str) -> Section:
    """A file that lies beside this module. Raises ``BadCatalogue`` when it isn't TOML."""
    content = files(__package__).joinpath(name).read_text(encoding="utf-8")
    try:
        return Section(name, tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise BadCatalogue(f"{name}: {error}") from error
