"""Words made by chance, one for each secret thing, and every form in which one could lie about."""

import base64
import io
import random
import string
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PdfReadError

_LETTERS = [one for one in string.ascii_lowercase if one not in "aeiou"]
_SIGNS = "桃柳松柏槐榆杉梅兰菊荷莲枫桐橘藤萝葵"


@dataclass(frozen=True)
class Marker:
    """Chinese signs and letters, so that no encoding hides it; `of` says what it belongs to."""

    of: str
    signs: str
    letters: str

    def __str__(self) -> str:
        return f"{self.signs}{self.letters}"

    def forms(self) -> list[bytes]:
        """As UTF-8, UTF-16LE, GBK, as JSON escapes it, and as base64 at each of three places."""
        words = (self.signs, self.letters)
        plain = [word.encode(one) for one in ("utf-8", "utf-16-le", "gbk") for word in words]
        escaped = self.signs.encode("ascii", "backslashreplace")
        # What stands at both ends is made with the neighbours, which nobody knows.
        packed = [base64.b64encode(b"\0" * shift + self.signs.encode())[4:-4] for shift in range(3)]
        return [*plain, escaped, *packed]


class Markers:
    """Hands out a marker for each thing by its name, always the same.

    All of them begin alike, so that where no beginning is found, none need be looked for.
    """

    def __init__(self) -> None:
        self.made: dict[str, Marker] = {}
        self.beginning = Marker("", _chosen(_SIGNS, 6), _chosen(_LETTERS, 6))
        self._beginnings = self.beginning.forms()

    def __getitem__(self, of: str) -> str:
        return str(self.of(of))

    def of(self, of: str) -> Marker:
        if of not in self.made:
            signs = self.beginning.signs + _chosen(_SIGNS, 5)
            letters = self.beginning.letters + _chosen(_LETTERS, 10)
            self.made[of] = Marker(of, signs, letters)
        return self.made[of]

    def within(self, content: bytes) -> set[str]:
        """What those markers belong to that stand in these bytes in any form."""
        if not any(form in content for form in self._beginnings):
            return set()
        return {
            one.of for one in self.made.values() if any(form in content for form in one.forms())
        }

    def read_in(self, content: bytes) -> set[str]:
        """The same, of what a reader of an answer gets to see: PDF, Word and Excel opened too."""
        return self.within(content) | self.within(b"".join(_unpacked(content)))


def _chosen(among: Sequence[str], count: int) -> str:
    return "".join(random.SystemRandom().choices(among, k=count))


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    elif content.startswith(b"%PDF"):
        try:
            for page in PdfReader(io.BytesIO(content)).pages:
                # A long word is broken over lines where it has to be.
                yield "".join(page.extract_text().split()).encode()
        except PdfReadError:
            # Sealed with a code: nobody reads it without.
            return
