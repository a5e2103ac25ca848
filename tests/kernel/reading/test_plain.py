"""What is text and what is not: whatever the encoding of the one and the look of the other."""

import random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from shoumi.kernel.reading import Unreadable, extract_text
from tests.kernel.reading.makers import DATA

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
ENGLISH = (
    "Article 1. This regime protects the trade secrets of the company.\n"
    "(a) Whoever knows a secret keeps it; (b) whoever leaves returns every carrier.\n\n"
    "2. The committee meets once a year, in January. Its office keeps the register: who graded "
    "what, for how long, and who may know it. 30 days' notice is given.\n"
)
TRADITIONAL = (
    "第一條　為保護公司商業秘密，依據有關法律，結合實際，制定本制度。\n第二條　適用於全體員工。\n"
)


def written() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt"))]
    return [*texts, ENGLISH * 4, TRADITIONAL * 6, ENGLISH + TRADITIONAL * 2]


TEXTS = written()


def is_read(content: bytes) -> bool:
    try:
        extract_text(content)
    except Unreadable:
        return False
    return True


@given(
    st.sampled_from(TEXTS),
    st.integers(0, 5000),
    st.integers(12, 2000),
    st.sampled_from(ENCODINGS),
)
def test_a_piece_of_a_real_text_is_read_as_it_was_written(
    text: str, start: int, length: int, encoding: str
) -> None:
    start = start % max(1, len(text) - length)
    piece = text[start : start + length].strip()
    assume(sum(sign.isalnum() for sign in piece) >= max(10, len(piece) // 2))
    assert extract_text(piece.encode(encoding)).lstrip("\ufeff") == piece


@given(st.integers(0, 2**32), st.integers(32, 4096))
@example(81530847, 32)
def test_random_bytes_are_no_text(seed: int, length: int) -> None:
    assert not is_read(random.Random(seed).randbytes(length))


@given(st.integers(0, 2**32), st.integers(64, 4096), st.integers(1, 9))
def test_random_bytes_among_many_zeros_are_no_text(seed: int, length: int, zeros: int) -> None:
    chance = random.Random(seed)
    content = bytes(
        0 if chance.randrange(10) < zeros else chance.randrange(256) for _ in range(length)
    )
    assert not is_read(content)


@given(st.integers(0, 2**32), st.integers(64, 2048), st.sampled_from([1, 3]))
def test_small_numbers_in_a_row_are_no_text(seed: int, length: int, apart: int) -> None:
    """Sound, pictures and tables of numbers have a byte and zeros in turn, as UTF-16 has."""
    chance = random.Random(seed)
    values = (chance.randrange(256) for _ in range(length))
    assert not is_read(b"".join(bytes([value]) + b"\x00" * apart for value in values))


@given(st.binary(min_size=1, max_size=400))
@example(b"\x00a" * 40 + b"\x00\x00")
@example(b"a\x00\x00\x00" * 40)
def test_whatever_is_read_has_no_zero_and_hardly_a_strange_sign(content: bytes) -> None:
    try:
        text = extract_text(content)
    except Unreadable:
        return
    assert "\x00" not in text
    strange = [sign for sign in text if not (sign.isprintable() or sign.isspace())]
    assert len(strange) * 50 <= len(text)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06" + bytes(400),
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"P\x00E\x00" * 200,
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00>\x00" * 100,
        b"BM6\x00\x0c\x00" + b"a\x00" * 300,
        b"RIFF\x24\x08\x00\x00WAVEfmt " + b"a\x00b\x00" * 300,
        b"\x00\x00\x00\x20ftypisom" + b"a\x00" * 300,
        b"notes.txt" + bytes(91) + b"0000644" + bytes(150) + b"ustar\x0000" + b"a\x00" * 300,
        b"SQLite format 3\x00" + b"\x10\x00a\x00" * 200,
        b"\x1f\x8b\x08\x00" + b"a\x00" * 200,
        b"ID3\x04\x00\x00" + b"a\x00" * 200,
        "表".encode("utf-16-le") * 30 + b"\x00\x00" * 3,
    ],
)
def test_files_of_other_kinds_are_told_so(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        extract_text(content)
    assert refused.value.code == "binary"


@pytest.mark.parametrize("word", ["MZ", "BM", "RIFF", "AC10"])
def test_a_text_may_begin_with_any_word(word: str) -> None:
    text = f"{word} 公司商业秘密保护制度\n第一条 本制度适用于全体员工。"
    for encoding in ENCODINGS:
        assert extract_text(text.encode(encoding)).lstrip("\ufeff") == text
