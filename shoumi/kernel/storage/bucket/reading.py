"""A stored object as a seekable file, fetched by ranges: a jump costs little, reading on reads
ahead."""

import io
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shoumi.kernel.storage.bucket.faults import asking, code_of
from shoumi.kernel.storage.bucket.place import Place
from shoumi.kernel.storage.refusals import StoreRefused, StoreUnreachable

FIRST: Final = 64 * 1024
"""Bytes fetched after a jump."""
MOST: Final = 2 * 1024 * 1024
"""Bytes fetched at once while reading on: the most that is held in memory."""
_BEYOND: Final = "InvalidRange"


class BucketReader(io.RawIOBase):
    """One object, read-only. Raises ``Lost`` when made, ``StoreUnreachable`` and ``StoreRefused``
    then and while reading."""

    def __init__(self, client: Any, place: Place, key: str, name: str) -> None:
        super().__init__()
        self._client, self._place, self._key, self._name = client, place, key, name
        self._position, self._held_from, self._held, self._ahead = 0, 0, b"", FIRST
        self._size = 0
        self._hold(0, FIRST)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("a position cannot be negative")
        self._position = base + offset
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to ``size`` bytes, fewer only at the end."""
        if self.closed:
            raise ValueError("the reader is closed")
        left = max(self._size - self._position, 0)
        wanted = left if size is None or size < 0 else min(size, left)
        pieces: list[bytes] = []
        while wanted > 0:
            piece = self._next(wanted)
            if not piece:
                break
            pieces.append(piece)
            self._position += len(piece)
            wanted -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def readall(self) -> bytes:
        return self.read(-1)

    def readinto(self, buffer: object, /) -> int:
        # RawIOBase promises a writable buffer, for which Python before 3.12 has no type.
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self.read(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def _next(self, wanted: int) -> bytes:
        held_to = self._held_from + len(self._held)
        if not self._held_from <= self._position < held_to:
            self._ahead = min(self._ahead * 2, MOST) if self._position == held_to else FIRST
            self._hold(self._position, min(max(wanted, self._ahead), MOST))
        start = self._position - self._held_from
        return self._held[start : start + wanted]

    def _hold(self, start: int, length: int) -> None:
        # What was held is let go first: both together would be twice the memory.
        self._held, self._held_from = b"", start
        self._held = self._fetched(start, length)

    def _fetched(self, start: int, length: int) -> bytes:
        """A connection that breaks inside an answer is tried again, as the library does before."""
        for _try in range(self._place.tries):
            with asking(self._name):
                answer = self._asked(start, length)
            if answer is None:
                return b""
            try:
                return bytes(answer["Body"].read())
            except BotoCoreError:
                answer["Body"].close()
        raise StoreUnreachable("IncompleteRead")

    def _asked(self, start: int, length: int) -> Any:
        """The server's answer, None where the object holds nothing from there on."""
        span = f"bytes={start}-{start + length - 1}"
        try:
            answer = self._client.get_object(Bucket=self._place.bucket, Key=self._key, Range=span)
        except ClientError as error:
            if code_of(error) == _BEYOND:
                return None
            raise
        _bytes, _space, told = answer.get("ContentRange", "").partition("/")
        if told.isdigit():
            self._size = int(told)
        elif answer["ContentLength"] == 0:
            return None
        else:
            raise StoreRefused("NoRanges")
        return answer
