"""Sealed database fields: bound to tenant, table, row, field and version."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.foundation.sealing import (
    Altered,
    Suite,
    TextPlace,
    Truncated,
    Unsealable,
    new_key,
    open_text,
    seal_text,
)

SUITES = pytest.mark.parametrize("suite", list(Suite))
PLACE = TextPlace(UUID(int=1), "register_secretpoint", "41", "statement", 3)


@SUITES
@pytest.mark.parametrize(
    "text", ["", "密点：烧结温度 1 350 ℃", "䶮\0\r\n", "a" * 16384, "字" * 20_000]
)
def test_a_text_opens_where_it_was_sealed(suite: Suite, text: str) -> None:
    key = new_key(suite)
    sealed = seal_text(text, key, PLACE, suite)
    assert open_text(sealed, key, PLACE) == text
    assert len(sealed) == 59 + len(text.encode()) + 16 * (len(text.encode()) // 16384 + 1)


@settings(deadline=None)
@given(st.text(), st.sampled_from(list(Suite)))
def test_any_text_survives_the_round_trip(text: str, suite: Suite) -> None:
    key = new_key(suite)
    assert open_text(seal_text(text, key, PLACE, suite), key, PLACE) == text


@SUITES
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"tenant": UUID(int=2)},
        {"table": "register_tradesecret"},
        {"row": "42"},
        {"field": "grounds"},
        {"version": 4},
    ],
)
def test_a_text_moved_elsewhere_does_not_open(suite: Suite, elsewhere: dict[str, object]) -> None:
    key = new_key(suite)
    sealed = seal_text("secret", key, PLACE, suite)
    with pytest.raises(Altered, match="the key or the place"):
        open_text(sealed, key, replace(PLACE, **elsewhere))  # type: ignore[arg-type]


def test_the_parts_of_a_place_cannot_flow_into_each_other() -> None:
    key = new_key(Suite.COBBLESTONE_256)
    sealed = seal_text("x", key, TextPlace(UUID(int=1), "ab", "c", "d"), Suite.COBBLESTONE_256)
    with pytest.raises(Altered):
        open_text(sealed, key, TextPlace(UUID(int=1), "a", "bc", "d"))


@SUITES
def test_every_flipped_bit_is_refused(suite: Suite) -> None:
    key = new_key(suite)
    sealed = seal_text("formula 7", key, PLACE, suite)
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(Altered):
            open_text(bytes(changed), key, PLACE)


@SUITES
def test_every_shorter_or_longer_text_is_refused(suite: Suite) -> None:
    key = new_key(suite)
    sealed = seal_text("formula 7", key, PLACE, suite)
    for size in range(len(sealed)):
        with pytest.raises(Altered):
            open_text(sealed[:size], key, PLACE)
    with pytest.raises(Altered):
        open_text(sealed + b"\0", key, PLACE)


def test_a_text_that_fills_its_chunk_and_lost_the_end_mark_is_refused() -> None:
    key = new_key(Suite.COBBLESTONE_256)
    sealed = seal_text("a" * 16384, key, PLACE, Suite.COBBLESTONE_256)
    with pytest.raises(Truncated):
        open_text(sealed[:-16], key, PLACE)


def test_another_key_is_refused() -> None:
    sealed = seal_text("x", new_key(Suite.COBBLESTONE_256), PLACE, Suite.COBBLESTONE_256)
    for key in (new_key(Suite.COBBLESTONE_256), bytes(16), b""):
        with pytest.raises(Altered):
            open_text(sealed, key, PLACE)


def test_half_a_character_is_refused_when_sealing() -> None:
    with pytest.raises(Unsealable, match="half a character"):
        seal_text("\ud800", new_key(Suite.COBBLESTONE_256), PLACE, Suite.COBBLESTONE_256)
