"""Sealing and opening whole objects, file to file, in constant memory."""

from __future__ import annotations

from typing import Final, Protocol

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from shoumi.foundation.sealing.header import HEADER_SIZE, Header
from shoumi.foundation.sealing.ranges import RangeReader, SeekableSource
from shoumi.foundation.sealing.refusals import Altered
from shoumi.foundation.sealing.suites import (
    CHUNK,
    COMMITMENT,
    SALT,
    TAG,
    Suite,
    derive,
    new_salt,
    require_key,
)

FEED: Final = 64 * 1024
"""Bytes moved at a time: larger feeds gain nothing, and SM4 holds the interpreter meanwhile."""


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    def write(self, data: bytes, /) -> int | None: ...


class Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...


class Encryptor(Protocol):
    """Seals one message; ``finalize`` must be called once, at the end."""

    def update(self, data: bytes, /) -> bytes: ...
    def finalize(self) -> bytes: ...


class ChunkEncryptor:
    """C2SP chunked encryption for a suite the library has no stream for."""

    def __init__(self, suite: Suite, key: bytes, context: bytes) -> None:
        salt = new_salt()
        self._cipher = derive(suite, key, salt, context)
        self._ready = salt + self._cipher.commitment
        self._rest = b""
        self._number = 0

    def update(self, data: bytes, /) -> bytes:
        held = self._rest + data
        full = len(held) // CHUNK
        sealed = [self._take()]
        for start in range(0, full * CHUNK, CHUNK):
            sealed.append(self._seal(held[start : start + CHUNK]))
        self._rest = held[full * CHUNK :]
        return b"".join(sealed)

    def finalize(self) -> bytes:
        # The last chunk is always short, if need be empty: its length is the end mark.
        return self._take() + self._seal(self._rest)

    def _take(self) -> bytes:
        ready, self._ready = self._ready, b""
        return ready

    def _seal(self, plain: bytes) -> bytes:
        self._number += 1
        return self._cipher.seal_chunk(self._number - 1, plain)


def encryptor_for(suite: Suite, key: bytes, context: bytes) -> Encryptor:
    """A stream that seals one message; raises ``Unsealable`` for a key of the wrong size."""
    require_key(suite, key)
    if suite is Suite.COBBLESTONE_256:
        return Cobblestone256Encryptor(key, context)
    return ChunkEncryptor(suite, key, context)


def sealed_size(plain_size: int) -> int:
    """How many bytes an object of so many plain bytes takes, header included."""
    chunks = plain_size // CHUNK + 1
    return HEADER_SIZE + SALT + COMMITMENT + plain_size + chunks * TAG


def seal_stream(
    source: Source, sink: Sink, key: bytes, header: Header, *, digest: Digest | None = None
) -> int:
    """Seals everything in ``source`` into ``sink`` and returns the number of plain bytes.

    ``digest`` is fed the plaintext on the way. The key must be new, for this object version alone.
    Raises ``Unsealable`` for a key of the wrong size and whatever ``source`` or ``sink`` raise.
    """
    encryptor = encryptor_for(header.suite, key, header.context)
    write_all(sink, bytes(header))
    total = 0
    while piece := source.read(FEED):
        if digest is not None:
            digest.update(piece)
        total += len(piece)
        write_all(sink, encryptor.update(piece))
    write_all(sink, encryptor.finalize())
    return total


def open_stream(source: SeekableSource, sink: Sink, key: bytes, header: Header) -> int:
    """Opens the object ``header`` names into ``sink`` and returns the number of plain bytes.

    The header, the commitment and the last chunk (hence the length) are proven before the first
    byte is written, and every chunk before its own bytes are. Raises ``Altered``.
    """
    with RangeReader(source, key, header) as reader:
        if header.suite is not Suite.COBBLESTONE_256:
            return _copy(reader, sink)
    source.seek(HEADER_SIZE)
    return _open_cobblestone(source, sink, Cobblestone256Decryptor(key, header.context))


def _copy(source: Source, sink: Sink) -> int:
    total = 0
    while piece := source.read(FEED):
        write_all(sink, piece)
        total += len(piece)
    return total


def _open_cobblestone(source: Source, sink: Sink, decryptor: Cobblestone256Decryptor) -> int:
    # The library's own stream is twice as fast as reading chunk by chunk; like the reader it
    # hands out a chunk only once that chunk is authenticated.
    total = 0
    try:
        while sealed := source.read(FEED):
            piece = decryptor.update(sealed)
            write_all(sink, piece)
            total += len(piece)
        piece = decryptor.finalize()
    except InvalidTag:
        raise Altered("a chunk is not what was sealed") from None
    write_all(sink, piece)
    return total + len(piece)


def write_all(sink: Sink, data: bytes) -> None:
    """Writes all of ``data``, however little an unbuffered sink takes at a time."""
    view = memoryview(data)
    while view:
        # A sink says that it takes bytes; every file takes a view of them, and saves a copy.
        written = sink.write(view)  # type: ignore[arg-type]
        view = view[len(view) if written is None else written :]
