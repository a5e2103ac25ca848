"""A PDF made of JPEG pictures, a page each, written out as they come: no page waits for the next.

The pictures stand in it byte for byte; nothing here unpacks one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_LONG, _SHORT = 841.89, 595.28
"""The sides of A4, in points."""


@dataclass(frozen=True)
class Picture:
    """A baseline or progressive JPEG of three colours, with its size in pixels."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int


def pdf_of(pictures: Iterable[Picture]) -> Iterator[bytes]:
    """The file in pieces, each picture as large as A4 holds it, upright or lying as it is."""
    file = _Writing()
    yield file.head()
    for picture in pictures:
        yield from file.page(picture)
    yield from file.end()


class _Writing:
    """Objects 1 and 2 are the catalogue and the page tree, which is written last; each page takes
    three more."""

    def __init__(self) -> None:
        self.offset = 0
        self.offsets: dict[int, int] = {}
        self.pages: list[int] = []

    def head(self) -> bytes:
        # The four high bytes tell carriers of files that this is no text.
        return self._said(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def page(self, picture: Picture) -> Iterator[bytes]:
        number = 3 + 3 * len(self.pages)
        width, height = _fitted(picture)
        drawing = f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode()
        self.pages.append(number)
        yield self._object(
            number,
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] "
            f"/Contents {number + 1} 0 R /Resources << /XObject << /P {number + 2} 0 R >> >> >>",
        )
        yield self._stream(number + 1, "<<", drawing)
        yield self._stream(
            number + 2,
            f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
            "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
            picture.jpeg,
        )

    def end(self) -> Iterator[bytes]:
        yield self._object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        kids = " ".join(f"{page} 0 R" for page in self.pages)
        yield self._object(2, f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>")
        start, count = self.offset, len(self.offsets) + 1
        rows = "".join(f"{self.offsets[one]:010} 00000 n \n" for one in sorted(self.offsets))
        table = f"xref\n0 {count}\n0000000000 65535 f \n{rows}"
        trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        yield (table + trailer).encode()

    def _object(self, number: int, body: str) -> bytes:
        self.offsets[number] = self.offset
        return self._said(f"{number} 0 obj\n{body}\nendobj\n".encode())

    def _stream(self, number: int, opened: str, content: bytes) -> bytes:
        self.offsets[number] = self.offset
        head = f"{number} 0 obj\n{opened} /Length {len(content)} >>\nstream\n".encode()
        return self._said(head + content + b"\nendstream\nendobj\n")

    def _said(self, piece: bytes) -> bytes:
        self.offset += len(piece)
        return piece


def _fitted(picture: Picture) -> tuple[float, float]:
    """The page in points: as the picture stands, within A4."""
    across, down = (_LONG, _SHORT) if picture.width > picture.height else (_SHORT, _LONG)
    scale = min(across / picture.width, down / picture.height)
    return round(picture.width * scale, 2), round(picture.height * scale, 2)
