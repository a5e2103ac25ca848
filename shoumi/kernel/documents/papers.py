"""A paper as data: what a domain says, and neither how it looks nor where it is kept.

One description gives the PDF, the Word file and the hash that both carry in their footer.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Literal

Language = Literal["zh-hans", "en"]


class Layout(StrEnum):
    """How the page is set: an official paper with a red head (GB/T 9704-2012), a form, a list."""

    OFFICIAL = "official"
    FORM = "form"
    LIST = "list"


@dataclass(frozen=True)
class Heading:
    """A heading inside the paper; level 1 or 2."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text, indented by two characters; line breaks are kept."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True)
class Facts:
    """A ruled table of names and values, one or two pairs to a row."""

    kind: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]
    pairs: Literal[1, 2] = 1


@dataclass(frozen=True)
class Column:
    """A column of a grid: its head, its share of the width, and how its cells stand."""

    title: str
    share: float = 1
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Grid:
    """A ruled table; its head is repeated on every page.

    Raises ValueError for a row of another length than the head.
    """

    kind: ClassVar[str] = "grid"
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a grid has as many cells as the head")


@dataclass(frozen=True)
class Opinion:
    """What one person decided. `on` is the day of the decision itself, `recorded_on` the day it
    was entered; both are shown where they differ, as on a paper that was signed by hand."""

    step: str
    verdict: str
    name: str
    on: date
    text: str = ""
    post: str = ""
    recorded_on: date | None = None
    on_paper: bool = False
    on_behalf_of: str = ""


@dataclass(frozen=True)
class Opinions:
    """The opinions on a paper, in the order in which they were given."""

    kind: ClassVar[str] = "opinions"
    entries: tuple[Opinion, ...]


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on by hand, each with a place for the date."""

    kind: ClassVar[str] = "signatures"
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """Small print below what it explains."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True)
class Band:
    """A band of colour across the page; the words on it say what the colour stands for."""

    kind: ClassVar[str] = "band"
    colour: Literal["blue", "yellow", "red"]
    text: str


@dataclass(frozen=True)
class Code:
    """A QR code; it holds a number and a hash, never a title or an address."""

    kind: ClassVar[str] = "code"
    content: str
    caption: str = ""


Block = Heading | Paragraph | Facts | Grid | Opinions | Signatures | Note | Band | Code


@dataclass(frozen=True)
class Paper:
    """One paper. `organ` is the legal entity whose head it bears; `mark` is the grade mark at the
    top left (`marking`); `closing` names who signs the paper off; `number` is given on issue."""

    title: str
    organ: str
    blocks: tuple[Block, ...]
    dated: date
    layout: Layout = Layout.FORM
    language: Language = "zh-hans"
    mark: str = ""
    number: str = ""
    addressee: str = ""
    closing: str = ""

    def plain(self) -> dict[str, Any]:
        """The paper as JSON can hold it, with text cleaned of what no page can show."""
        return {
            **{field.name: _plain(getattr(self, field.name)) for field in fields(self)},
            "blocks": [{"kind": block.kind, **_plain(asdict(block))} for block in self.blocks],
        }

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the content, as it stands in the footer of both files."""
        return fingerprint(self.plain())


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256, in hex, of a value in canonical JSON (keys sorted, UTF-8, no spaces)."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, str):
        return clean(str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return [_plain(part) for part in value]
    return value


def clean(text: str) -> str:
    """The text without control characters, surrogates and hidden direction marks.

    Line breaks stay, all of one kind; a tab becomes a space.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    hidden = {"Cc", "Cf", "Cs"}
    return "".join(
        sign for sign in text if sign == "\n" or unicodedata.category(sign) not in hidden
    )
