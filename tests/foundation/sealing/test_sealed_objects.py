"""Whole objects: what is sealed opens again, and nothing else ever opens."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.foundation.sealing import (
    HEADER_SIZE,
    Altered,
    Header,
    Suite,
    Unsealable,
    new_key,
    open_stream,
    seal_stream,
    sealed_size,
)
from tests.foundation.sealing.objects import (
    BODY,
    CHUNK,
    EDGES,
    STRIDE,
    SUITES,
    header,
    opened,
    plain_of,
    sealed,
)


@SUITES
@pytest.mark.parametrize("size", EDGES)
def test_what_is_sealed_opens_again(suite: Suite, size: int) -> None:
    key, head, plain = new_key(suite), header(suite), plain_of(size)
    raw = sealed(plain, key, head)
    assert len(raw) == sealed_size(size)
    assert raw[:HEADER_SIZE] == bytes(head)
    assert opened(raw, key, head) == plain


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=70_000), st.sampled_from(list(Suite)), st.integers(1, 2**32 - 1))
def test_any_bytes_survive_the_round_trip(plain: bytes, suite: Suite, version: int) -> None:
    key, head = new_key(suite), header(suite, version=version)
    raw = sealed(plain, key, head)
    assert opened(raw, key, head) == plain
    assert Header.parse(raw[:HEADER_SIZE]) == head


def test_the_body_is_cobblestone_256_as_the_library_knows_it() -> None:
    key, head, plain = new_key(Suite.COBBLESTONE_256), header(), plain_of(50_000)
    decryptor = Cobblestone256Decryptor(key, b"tsvault/1\0" + bytes(head))
    raw = sealed(plain, key, head)[HEADER_SIZE:]
    assert decryptor.update(raw) + decryptor.finalize() == plain


@SUITES
def test_however_the_source_is_cut_the_same_comes_back(suite: Suite) -> None:
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1, 999))

    class Grudging(io.BytesIO):
        def write(self, data: object, /) -> int:
            return super().write(bytes(memoryview(data))[:777])  # type: ignore[arg-type]

    key, head, plain = new_key(suite), header(suite), plain_of(40_000)
    sink = Grudging()
    seal_stream(Dripping(plain), sink, key, head)
    again = Grudging()
    open_stream(Dripping(sink.getvalue()), again, key, head)
    assert again.getvalue() == plain


def test_the_digest_is_fed_the_plaintext_on_the_way() -> None:
    plain, digest = plain_of(100_000), sha256()
    seal_stream(
        io.BytesIO(plain), io.BytesIO(), new_key(Suite.COBBLESTONE_256), header(), digest=digest
    )
    assert digest.digest() == sha256(plain).digest()


@SUITES
def test_sealing_twice_under_one_key_gives_different_bytes(suite: Suite) -> None:
    key, head = new_key(suite), header(suite)
    assert sealed(b"same", key, head)[HEADER_SIZE:] != sealed(b"same", key, head)[HEADER_SIZE:]


@SUITES
def test_every_flipped_header_bit_is_refused(suite: Suite) -> None:
    key, head = new_key(suite), header(suite)
    raw = sealed(b"secret", key, head)
    for bit in range(HEADER_SIZE * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(Altered):
            opened(bytes(changed), key, head)
        # Trusting the changed header instead of the one asked for does not help either.
        try:
            claimed = Header.parse(bytes(changed[:HEADER_SIZE]))
        except Altered:
            continue
        with pytest.raises((Altered, Unsealable)):
            opened(bytes(changed), key, claimed)


@SUITES
def test_every_flipped_bit_of_a_small_body_is_refused(suite: Suite) -> None:
    key, head = new_key(suite), header(suite)
    raw = sealed(b"formula", key, head)
    for bit in range(HEADER_SIZE * 8, len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(Altered):
            opened(bytes(changed), key, head)


def chunk(raw: bytes, number: int) -> bytes:
    return raw[BODY + number * STRIDE : BODY + (number + 1) * STRIDE]


def rebuilt(raw: bytes, *chunks: bytes) -> bytes:
    return raw[:BODY] + b"".join(chunks)


ATTACKS: dict[str, Callable[[bytes, bytes], bytes]] = {
    "empty": lambda a, b: b"",
    "header only": lambda a, b: a[:HEADER_SIZE],
    "no chunk": lambda a, b: a[:BODY],
    "last byte gone": lambda a, b: a[:-1],
    "one byte more": lambda a, b: a + b"\0",
    "last chunk gone": lambda a, b: rebuilt(a, chunk(a, 0), chunk(a, 1), chunk(a, 2)),
    "last chunk to its tag": lambda a, b: a[: BODY + 3 * STRIDE + 16],
    "first chunk gone": lambda a, b: rebuilt(a, chunk(a, 1), chunk(a, 2), chunk(a, 3)),
    "chunks swapped": lambda a, b: rebuilt(a, chunk(a, 1), chunk(a, 0), chunk(a, 2), chunk(a, 3)),
    "chunk doubled": lambda a, b: rebuilt(a, *(chunk(a, n) for n in (0, 1, 1, 2, 3))),
    "chunk dropped": lambda a, b: rebuilt(a, chunk(a, 0), chunk(a, 2), chunk(a, 3)),
    "chunk appended": lambda a, b: a + chunk(a, 3),
    "spliced from a sister": lambda a, b: a[: BODY + STRIDE] + b[BODY + STRIDE :],
    "sister's salt": lambda a, b: a[:HEADER_SIZE] + b[HEADER_SIZE : HEADER_SIZE + 24] + a[152:],
    "sister's commitment": lambda a, b: a[:152] + b[152:BODY] + a[BODY:],
}


@SUITES
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_changed_body_is_refused(suite: Suite, attack: str) -> None:
    key, head = new_key(suite), header(suite)
    plain = plain_of(3 * CHUNK + 500)
    raw, sister = sealed(plain, key, head), sealed(plain, key, head)
    changed = ATTACKS[attack](raw, sister)
    assert changed != raw
    with pytest.raises(Altered):
        opened(changed, key, head)


@SUITES
def test_truncation_and_extension_are_refused_before_the_first_byte(suite: Suite) -> None:
    key, head = new_key(suite), header(suite)
    raw = sealed(plain_of(3 * CHUNK + 500), key, head)
    for changed in (raw[:-1], raw[: BODY + 2 * STRIDE], raw[:-STRIDE], raw + bytes(100)):
        sink = io.BytesIO()
        with pytest.raises(Altered):
            open_stream(io.BytesIO(changed), sink, key, head)
        assert sink.getvalue() == b""


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_changed_chunk_releases_nothing_from_itself_on(data: st.DataObject) -> None:
    key, head, plain = new_key(Suite.COBBLESTONE_256), header(), plain_of(12 * CHUNK + 99)
    raw = bytearray(sealed(plain, key, head))
    at = data.draw(st.integers(BODY, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    sink = io.BytesIO()
    with pytest.raises(Altered):
        open_stream(io.BytesIO(bytes(raw)), sink, key, head)
    released = sink.getvalue()
    assert plain.startswith(released)
    assert len(released) <= (at - BODY) // STRIDE * CHUNK


@pytest.mark.parametrize(
    "other",
    [
        {"version": 2},
        {"tenant": UUID(int=8)},
        {"object": UUID(int=9)},
        {"suite": Suite.SM4_GCM_SM3},
    ],
)
def test_an_object_opens_only_as_itself(other: dict[str, Any]) -> None:
    key, head = new_key(Suite.COBBLESTONE_256), header()
    raw = sealed(b"secret", key, head)
    with pytest.raises((Altered, Unsealable)):
        opened(raw, key, header(**other))
    # The same bytes with the other's header pasted in front fail at the key commitment.
    pasted = bytes(header(**other)) + raw[HEADER_SIZE:]
    with pytest.raises((Altered, Unsealable)):
        opened(pasted, key, header(**other))


@SUITES
def test_another_key_is_refused_at_the_commitment(suite: Suite) -> None:
    head = header(suite)
    raw = sealed(b"secret", new_key(suite), head)
    with pytest.raises(Altered, match="the key or the place"):
        opened(raw, new_key(suite), head)


@SUITES
def test_a_key_of_another_size_seals_nothing(suite: Suite) -> None:
    for size in (0, 15, 31, 33):
        sink = io.BytesIO()
        with pytest.raises(Unsealable, match="bytes, not"):
            seal_stream(io.BytesIO(b"x"), sink, bytes(size), header(suite))
        assert sink.getvalue() == b""


@pytest.mark.parametrize("version", [0, -1, 2**32])
def test_a_version_the_header_cannot_hold_is_refused(version: int) -> None:
    with pytest.raises(Unsealable, match="version"):
        header(version=version)


@SUITES
def test_memory_stays_constant_however_long_the_object_is(suite: Suite) -> None:
    class Endless:
        def __init__(self, size: int) -> None:
            self.left = size

        def read(self, size: int, /) -> bytes:
            taken = min(size, self.left)
            self.left -= taken
            return bytes(taken)

    class Nowhere:
        def write(self, data: bytes, /) -> int:
            return len(data)

    def peak(size: int) -> int:
        tracemalloc.start()
        seal_stream(Endless(size), Nowhere(), new_key(suite), header(suite))
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return high

    small = peak(1 << 20)
    assert peak(8 << 20) < small + 256 * 1024
    assert small < 2 << 20
