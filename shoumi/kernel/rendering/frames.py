"""What goes between a worker and its caller: a head of plain values in JSON, then bytes."""

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

_LENGTHS: Final = struct.Struct(">IQ")
_HEAD: Final = 1024 * 1024
_PIECE: Final = 256 * 1024


class BrokenFrame(Exception):
    """The other side stopped in the middle, or sent what it must not."""


def write(stream: BinaryIO, head: Mapping[str, Any], body: bytes = b"") -> None:
    packed = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(packed), len(body)) + packed)
    stream.write(body)
    stream.flush()


def read(stream: BinaryIO, *, limit: int) -> tuple[dict[str, Any], bytes]:
    """The next frame, its body of at most so many bytes. Raises BrokenFrame."""
    head, length = _head(stream, limit)
    return head, _exactly(stream, length)


def read_into(stream: BinaryIO, sink: BinaryIO, *, limit: int) -> tuple[dict[str, Any], int]:
    """As `read`, but the body goes piece by piece into the sink; the head and the body's length."""
    head, length = _head(stream, limit)
    left = length
    while left:
        piece = stream.read(min(left, _PIECE))
        if not piece:
            raise BrokenFrame
        sink.write(piece)
        left -= len(piece)
    return head, length


def _head(stream: BinaryIO, limit: int) -> tuple[dict[str, Any], int]:
    """The next frame's head, and how long its body is."""
    head_length, length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if head_length > _HEAD or length > limit:
        raise BrokenFrame
    try:
        head = json.loads(_exactly(stream, head_length))
    except ValueError:
        raise BrokenFrame from None
    if not isinstance(head, dict):
        raise BrokenFrame
    return head, length


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise BrokenFrame
    return content
