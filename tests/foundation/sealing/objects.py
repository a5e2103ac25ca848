"""Sealed objects as the tests make and open them."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import pytest

from shoumi.foundation.sealing import (
    Header,
    Suite,
    open_stream,
    seal_stream,
)

# Sizes in bytes: a chunk in the clear, the same sealed, and what stands before the first.
CHUNK, STRIDE, BODY = 16384, 16400, 184
SUITES = pytest.mark.parametrize("suite", list(Suite))


def header(suite: Suite = Suite.COBBLESTONE_256, **changes: object) -> Header:
    made = Header(suite, 1, UUID(int=7), UUID(int=2**127 + 5))
    return replace(made, **changes)  # type: ignore[arg-type]


def sealed(plain: bytes, key: bytes, head: Header) -> bytes:
    sink = io.BytesIO()
    assert seal_stream(io.BytesIO(plain), sink, key, head) == len(plain)
    return sink.getvalue()


def opened(raw: bytes, key: bytes, head: Header) -> bytes:
    sink = io.BytesIO()
    assert open_stream(io.BytesIO(raw), sink, key, head) == len(sink.getvalue())
    return sink.getvalue()


def plain_of(size: int) -> bytes:
    return bytes(i * 31 % 251 for i in range(size))


EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 65536, 65537, 10 * CHUNK + 77]
