"""Looking at an office file before anything reads it: shape, size, macros, links to elsewhere."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager

MAX_PARTS = 5000
MAX_UNPACKED = 500 * 1024 * 1024
MAX_TEMPLATE = 20 * 1024 * 1024
TYPES = "[Content_Types].xml"
_ACTIVE = re.compile(r"vbaProject|/activeX/|/embeddings/|/externalLinks/|\.bin$", re.IGNORECASE)
_ACTIVE_TYPES = re.compile(rb"macroEnabled|vbaProject|oleObject|activeX", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)


class BadPackage(Exception):
    """The file is no office package that the house opens; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def examined(content: bytes) -> str | None:
    """`docx` or `xlsx` by the main part and not by any name, or None; nothing is unpacked but the
    list of types. Raises BadPackage: `broken`, `too_large`, `encrypted`, `active`.
    """
    with _package(content, MAX_UNPACKED) as package:
        names = package.namelist()
        kind = _kind(names)
        if kind is not None:
            _require_passive(names, _read(package, TYPES, MAX_TEMPLATE))
        return kind


def unpacked(content: bytes, *, limit: int = MAX_TEMPLATE) -> dict[str, bytes]:
    """The parts of an office package, which unpacks to no more than the limit in bytes.

    Raises BadPackage: `broken`, `too_large`, `encrypted`.
    """
    with _package(content, limit) as package:
        return {name: _read(package, name, limit) for name in package.namelist()}


def require_template(content: bytes) -> None:
    """Let through a plain Word file only: nothing that runs, nothing fetched from elsewhere.

    Raises BadPackage: also `no_word`, `active`, `entities`, `external`.
    """
    parts = unpacked(content)
    if _kind(parts) != "docx":
        raise BadPackage("no_word")
    _require_passive(parts, parts[TYPES])
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            # UTF-16 would hide these words from the search below.
            if part[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in part or _ENTITIES.search(part):
                raise BadPackage("entities")
            if name.endswith(".rels") and _EXTERNAL.search(part):
                raise BadPackage("external")


@contextmanager
def _package(content: bytes, limit: int) -> Iterator[zipfile.ZipFile]:
    """The package, if what it declares is in bounds; reading a part never gives more than that."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos = package.infolist()
            if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > limit:
                raise BadPackage("too_large")
            if any(info.flag_bits & 1 for info in infos):
                raise BadPackage("encrypted")
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise BadPackage("broken") from error


def _read(package: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with package.open(name) as part:
        return part.read(limit)


def _kind(names: Collection[str]) -> str | None:
    if TYPES not in names:
        return None
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else None


def _require_passive(names: Collection[str], types: bytes) -> None:
    """Refuse macros, controls and embedded programs, by the parts' names and declared types."""
    if any(_ACTIVE.search(name) for name in names) or _ACTIVE_TYPES.search(types):
        raise BadPackage("active")
