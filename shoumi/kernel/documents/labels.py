"""Labels for what carries a secret: a folder, a disk, a room's door. Number and hash, no title."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from django.utils.translation import gettext, override, pgettext

from shoumi.kernel.documents.papers import Code, Facts, Language, Paper, clean, fingerprint
from shoumi.kernel.documents.typesetting import REGIONS, compiled, qr_svg
from shoumi.kernel.documents.wording import full_date


@dataclass(frozen=True)
class Label:
    """What a label says. `mark` is the mark in force, `old_mark` the one before a regrade, shown
    struck out beside it; with `declassified_on` the mark itself is struck out and stamped. `code`
    is what its QR code holds instead of number and hash."""

    entity: str
    mark: str
    number: str
    facts: tuple[tuple[str, str], ...] = ()
    old_mark: str = ""
    declassified_on: date | None = None
    code: str = ""
    size: Literal["a7", "a6"] = "a7"
    language: Language = "zh-hans"

    @property
    def check(self) -> str:
        """SHA-256 of what the label says, in hex; the code on it holds number and this hash."""
        return fingerprint(self._plain())

    @property
    def read(self) -> str:
        """What a phone reads in its QR code."""
        return self.code or f"{self.number}\n{self.check}"

    def numbered(self, number: str) -> "Label":
        """The label with its own number among what it says."""
        with override(self.language):
            return replace(self, facts=(*self.facts, (gettext("Label"), number)))

    def sheet(self, *, title: str, number: str, dated: date) -> Paper:
        """What the label says, as a paper with the same code; words in the language in use."""
        ended = full_date(self.declassified_on, self.language) if self.declassified_on else ""
        rows = (
            (gettext("Mark"), self.mark),
            (gettext("Earlier mark, no longer valid"), self.old_mark),
            (gettext("Declassified on"), ended),
            (gettext("Number of what it marks"), self.number),
            *self.facts,
        )
        return Paper(
            title=title,
            organ=self.entity,
            blocks=(
                Facts(tuple(row for row in rows if row[1])),
                Code(self.read, self.number),
            ),
            dated=dated,
            language=self.language,
            mark="" if ended else self.mark,
            number=number,
        )

    def _plain(self) -> dict[str, Any]:
        plain = asdict(self)
        plain["facts"] = [[clean(name), clean(value)] for name, value in self.facts]
        plain["declassified_on"] = str(self.declassified_on or "")
        if not self.code:
            del plain["code"]
        return {name: clean(v) if isinstance(v, str) else v for name, v in plain.items()}


def print_label(label: Label, *, at: datetime) -> bytes:
    """The label as a PDF of one page, A7 or A6 lying on its side."""
    lang, region = REGIONS[label.language]
    with override(label.language):
        stamp = pgettext("stamp", "Declassified")
    ended = label.declassified_on
    inputs = {
        "size": label.size,
        "lang": lang,
        "region": region,
        "entity": label.entity,
        "mark": label.mark,
        "old_mark": label.old_mark,
        "number": label.number,
        "facts": [list(pair) for pair in label.facts],
        "check": label.check,
        "svg": qr_svg(label.read),
        "stamp": stamp,
        "declassified": full_date(ended, label.language) if ended else "",
    }
    return compiled("label.typ", inputs, at)
