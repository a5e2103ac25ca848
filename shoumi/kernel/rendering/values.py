"""What goes into rendering and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image


class Source(Protocol):
    """The plaintext as a seekable file; a `RangeReader` of the storage fits."""

    def read(self, size: int, /) -> bytes: ...

    def seek(self, offset: int, whence: int = 0, /) -> int: ...

    def tell(self) -> int: ...


@dataclass(frozen=True)
class Mark:
    """What stands across a page: who, when and which access; `access` is the access number."""

    lines: tuple[str, ...]
    access: str

    def plain(self) -> dict[str, Any]:
        return {"lines": list(self.lines), "access": self.access}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Mark":
        return cls(tuple(plain["lines"]), plain["access"])


@dataclass(frozen=True)
class Shown:
    """A file as a reader meets it. `kind` is pdf, image, text or table; `heights` has for each page
    how tall it is when it is 1000 wide."""

    pages: int
    media_type: str
    kind: str
    heights: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Marked:
    """A copy with the mark on every page, in memory; close `file` to free it. `size` is in bytes,
    `suffix` what its name should end in."""

    file: BinaryIO = field(repr=False)
    size: int
    media_type: str
    suffix: str


@dataclass(frozen=True)
class Converted:
    """A viewing copy in PDF, in memory; close `file` to free it. `by` is the program and its
    version."""

    file: BinaryIO = field(repr=False)
    by: str


@dataclass(frozen=True)
class Page:
    """One marked page image, in pixels.

    `raster_sha256` is of the RGB bytes before any mark, row by row, so that a leaked page can
    later be compared with the same page drawn again by the same `renderer`.
    """

    image: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    raster_sha256: str
    renderer: str


class Hidden(Protocol):
    """Puts a mark that the eye doesn't see on an RGB raster, before the visible one.

    A function at the top of a module that needs no Django: the worker imports it by name. What
    tracing will put here are the background's tint and the shift of text blocks, the codeword of
    each page made of `secret` and the page's number.
    """

    def __call__(self, raster: "Image", /, *, page: int, secret: bytes) -> "Image": ...


@dataclass(frozen=True)
class HiddenMark:
    """Which function marks, and the secret of this access, from which a page's word is made."""

    by: Hidden
    secret: bytes = field(repr=False)

    def plain(self) -> dict[str, str]:
        place = self.by if hasattr(self.by, "__qualname__") else type(self.by)
        name = f"{place.__module__}:{place.__qualname__}"
        return {"by": name, "secret": self.secret.hex()}
