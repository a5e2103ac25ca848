"""Reads the house's TOML files: every value is checked, every complaint names its place."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

Table = Mapping[str, object]


class BadEdition(ValueError):
    """A file of an edition, of the law table or of the catalogue does not hold together; the
    message says where.
    """


def read_toml(path: Path) -> Table:
    """The file's table; raises BadEdition when it is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadEdition(f"{path.name}: {error}") from error


def tables(table: Table, key: str, where: str) -> list[Table]:
    """The list of tables under `key`; raises BadEdition when it is missing or empty."""
    found = table.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise BadEdition(f"{where}: needs at least one [[{key}]]")
    return found


def text(table: Table, key: str, where: str) -> str:
    """The non-empty text under `key`."""
    found = table.get(key)
    if not isinstance(found, str) or not found.strip():
        raise BadEdition(f"{where}: {key} must be a text")
    return found


def texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    """The list of texts under `key`, empty when it is missing."""
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise BadEdition(f"{where}: {key} must be a list of texts")
    return tuple(found)
