"""Reading a part of a sealed object: the slice, proven."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.foundation.sealing import (
    Altered,
    RangeReader,
    Suite,
    Truncated,
    new_key,
)
from tests.foundation.sealing.objects import BODY, CHUNK, STRIDE, SUITES, header, plain_of, sealed

OFFSETS = st.integers(0, 90_000)


@SUITES
@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 5 * CHUNK), st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 90_000)))
)
def test_a_range_is_the_slice(suite: Suite, size: int, ranges: list[tuple[int, int]]) -> None:
    key, head, plain = new_key(suite), header(suite), plain_of(size)
    reader = RangeReader(io.BytesIO(sealed(plain, key, head)), key, head)
    assert reader.size == size
    for start, length in ranges:
        assert reader.read_range(start, length) == plain[start : start + length]


def test_the_reader_is_a_file() -> None:
    key, head, plain = new_key(Suite.COBBLESTONE_256), header(), plain_of(200_000)
    with RangeReader(io.BytesIO(sealed(plain, key, head)), key, head) as reader:
        assert (reader.readable(), reader.seekable(), reader.writable()) == (True, True, False)
        assert reader.seek(-10, io.SEEK_END) == 199_990
        assert reader.read(100) == plain[-10:]
        assert reader.read(1) == b""
        assert reader.seek(100) == 100
        assert reader.seek(-50, io.SEEK_CUR) == reader.tell() == 50
        assert io.BufferedReader(reader).read() == plain[50:]
        with pytest.raises(ValueError, match="negative"):
            reader.seek(-1)
    with pytest.raises(ValueError, match="closed"):
        reader.read(1)


def test_the_last_chunk_is_proven_before_a_reader_exists() -> None:
    key, head = new_key(Suite.COBBLESTONE_256), header()
    raw = bytearray(sealed(plain_of(3 * CHUNK), key, head))
    raw[-1] ^= 1
    with pytest.raises(Altered, match="chunk 3"):
        RangeReader(io.BytesIO(bytes(raw)), key, head)


def test_a_full_last_chunk_means_truncation() -> None:
    key, head = new_key(Suite.COBBLESTONE_256), header()
    raw = sealed(plain_of(2 * CHUNK), key, head)
    with pytest.raises(Truncated):
        RangeReader(io.BytesIO(raw[: BODY + 2 * STRIDE]), key, head)
