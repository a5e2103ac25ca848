"""Random access to a sealed object: reads any range and releases nothing unproven."""

from __future__ import annotations

import io
from typing import Final, Protocol

from shoumi.foundation.sealing.header import HEADER_SIZE, Header
from shoumi.foundation.sealing.refusals import Altered, Truncated
from shoumi.foundation.sealing.suites import CHUNK, COMMITMENT, SALT, TAG, derive

_BODY: Final = HEADER_SIZE + SALT + COMMITMENT
_STRIDE: Final = CHUNK + TAG
_BATCH: Final = 8
"""Chunks fetched from the source at once while reading on."""


class SeekableSource(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...


class RangeReader(io.RawIOBase):
    """The plaintext of a sealed object as a read-only, seekable binary file.

    Building it compares the header byte for byte, checks the commitment and authenticates the last
    chunk, so the length is proven before a byte leaves. Raises ``Altered`` (or ``Truncated``)
    then, and again from ``read`` at a chunk that was changed. Closing it leaves the source open.
    """

    def __init__(self, source: SeekableSource, key: bytes, header: Header) -> None:
        super().__init__()
        self._source = source
        self._end = source.seek(0, io.SEEK_END)
        if self._fetch(0, HEADER_SIZE) != bytes(header):
            raise Altered("this is not the object that was asked for")
        salt = self._fetch(HEADER_SIZE, SALT)
        self._cipher = derive(header.suite, key, salt, header.context)
        self._cipher.require_commitment(self._fetch(HEADER_SIZE + SALT, COMMITMENT))
        self._last, rest = divmod(self._end - _BODY, _STRIDE)
        if self._end < _BODY or rest < TAG:
            raise Truncated("the object ends before its last chunk does")
        self.size = self._last * CHUNK + rest - TAG
        """Length of the plaintext in bytes, proven."""
        self._position = 0
        self._held_first = self._last
        self._held = self._open_chunks(self._last, self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("a position cannot be negative")
        self._position = base + offset
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to ``size`` bytes from the position, fewer only at the end; all if negative."""
        if self.closed:
            raise ValueError("the reader is closed")
        wanted = self.size if size is None or size < 0 else size
        piece = self.read_range(self._position, wanted)
        self._position += len(piece)
        return piece

    def readall(self) -> bytes:
        return self.read(-1)

    def readinto(self, buffer: object, /) -> int:
        # RawIOBase promises a writable buffer, for which Python before 3.12 has no type.
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self.read(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def read_range(self, start: int, length: int) -> bytes:
        """The ``length`` bytes at ``start``, fewer only at the end; the position stays."""
        stop = min(start + length, self.size)
        pieces: list[memoryview] = []
        while start < stop:
            number, inside = divmod(start, CHUNK)
            if not 0 <= number - self._held_first < len(self._held):
                last = min(number + _BATCH - 1, (stop - 1) // CHUNK)
                self._held, self._held_first = self._open_chunks(number, last), number
            chunk = memoryview(self._held[number - self._held_first])
            pieces.append(chunk[inside : inside + stop - start])
            start += len(pieces[-1])
        return b"".join(pieces)

    def _open_chunks(self, first: int, last: int) -> list[bytes]:
        offset = _BODY + first * _STRIDE
        length = min(_BODY + (last + 1) * _STRIDE, self._end) - offset
        sealed = memoryview(self._fetch(offset, length))
        return [
            self._cipher.open_chunk(number, sealed[at : at + _STRIDE])
            for number, at in zip(
                range(first, last + 1), range(0, max(length, 1), _STRIDE), strict=True
            )
        ]

    def _fetch(self, offset: int, length: int) -> bytes:
        self._source.seek(offset)
        pieces: list[bytes] = []
        while length > 0:
            piece = self._source.read(length)
            if not piece:
                raise Truncated("the object ends too early")
            pieces.append(piece)
            length -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)
