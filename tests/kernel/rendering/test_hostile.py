"""Whatever is brought, the answer is a page or a plain refusal, and nothing grows without bound."""

import io
import os
import random

import pytest

from shoumi.kernel.rendering import CannotRender, NoSuchPage, look, marked_file, render
from shoumi.kernel.rendering.kinds import HEAD
from shoumi.kernel.rendering.refusals import refused
from shoumi.kernel.rendering.worker.sizes import fitted
from tests.kernel.reading.makers import blank_pdf
from tests.kernel.rendering.makers import (
    MARK,
    endless_gif,
    letter,
    locked,
    picture,
    png_bomb,
    sheet,
)  # fmt: skip


def code(content: bytes, name: str = "a.pdf", page: int = 1) -> str:
    """How the file is refused; "" if it is shown."""
    try:
        render(io.BytesIO(content), name, page, mark=MARK, width=300)
    except CannotRender as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(5000),
        letter()[:200],
        sheet(),
        picture("PNG")[:60],
        picture("JPEG", (900, 900))[:400],
        picture("WEBP")[:30],
        b"II*\0" + b"\xff" * 50,
        b"GIF89a",
    ],
    ids=range(9),
)
def test_what_is_damaged_is_refused(content: bytes) -> None:
    assert code(content) == "damaged"


def test_flipped_bytes_never_break_the_caller() -> None:
    chance = random.Random(20261122)
    for original in (letter(3), picture("TIFF"), picture("GIF", mode="L")):
        for _ in range(3):
            content = bytearray(original)
            for _ in range(30):
                content[chance.randrange(8, len(content))] = chance.randrange(256)
            assert code(bytes(content)) in {"", "damaged", "too_large", "timeout", "locked"}


def test_a_pdf_that_wants_a_password_is_locked() -> None:
    content = locked(letter(), to_open="secret")
    assert code(content) == "locked"
    with pytest.raises(CannotRender) as refusal:
        marked_file(io.BytesIO(content), "a.pdf", mark=MARK)
    assert refusal.value.code == "locked"


def test_pages_that_are_only_claimed_are_not_drawn() -> None:
    content = sheet("/MediaBox[0 0 300 400]", count=100_000)
    try:
        assert code(content, page=1) in {"", "too_large"}
        assert code(content, page=15_000) in {"damaged", "too_large"}
    except NoSuchPage:
        assert look(io.BytesIO(content), "a.pdf").pages < 15_000


def test_too_many_pages_are_refused() -> None:
    assert code(blank_pdf(20_001)) == "too_large"


@pytest.mark.parametrize(
    "box",
    [
        "[0 0 1000000000 1000000000]",
        "[0 0 14400 1]",
        "[0 0 1 1000000]",
        "[0 0 0 0]",
        "[-5 -5 -900 -900]",
        "[0 0 1e999 5]",
        "[0 0]",
        "(none)",
    ],
)
def test_no_size_of_page_sets_aside_more_than_is_allowed(box: str) -> None:
    assert code(sheet(f"/MediaBox{box}")) in {"", "damaged"}


@pytest.mark.parametrize("size", [(1e9, 1e9), (1e-6, 1e9), (1e9, 1e-6), (595, 842), (3e38, 3e38)])
def test_every_page_image_is_of_modest_size(size: tuple[float, float]) -> None:
    width, height = fitted(*size, 3000)
    assert 1 <= width <= 3000
    assert 1 <= height <= 12_000
    assert width * height <= 20_100_000


def test_a_picture_that_unpacks_into_gigabytes_is_too_large() -> None:
    content = png_bomb(30_000)
    assert len(content) < 200_000
    assert code(content, "a.png") == "too_large"


def test_of_a_million_frames_one_is_shown() -> None:
    content = endless_gif(1_000_000)
    assert look(io.BytesIO(content), "a.gif").pages == 1
    assert code(content, "a.gif") == ""


class Endless:
    """A text of that size that counts how much of it is read."""

    def __init__(self, size: int) -> None:
        self.size, self.given, self._place = size, 0, 0

    def read(self, size: int, /) -> bytes:
        self.given += size
        return b"a" * size

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._place = self.size + offset if whence == os.SEEK_END else offset
        return self._place

    def tell(self) -> int:
        return self._place


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.py"])
def test_a_text_of_500_megabytes_is_refused_unread(name: str) -> None:
    source = Endless(500 * 1024 * 1024)
    with pytest.raises(CannotRender) as refusal:
        look(source, name)
    assert refusal.value.code == "too_large"
    assert source.given <= HEAD


def test_one_line_of_millions_of_signs_is_shown() -> None:
    assert look(io.BytesIO(b"x" * 3_000_000), "a.txt").pages > 100


def test_a_table_of_a_million_columns_is_too_large() -> None:
    assert code(b",".join([b"1"] * 1_000_000), "a.csv") == "too_large"
    assert code(b'"' + b"1" * 2_000_000 + b'"', "a.csv") == "too_large"


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "/", "../../etc/passwd", "a\0b.pdf", "a\nb.pdf", "$(rm -rf ~).pdf", "-rf",
        "图纸（终稿）.PDF", "\u202efdp.exe", "😀" * 300, "a" * 5000 + ".pdf", "\udcff.pdf",
    ],
)  # fmt: skip
def test_no_name_is_too_odd(name: str) -> None:
    assert code(letter(), name) == ""


def test_a_source_that_ends_early_is_damaged() -> None:
    class Short(io.BytesIO):
        def seek(self, offset: int, whence: int = 0, /) -> int:
            return super().seek(offset, whence) + (1000 if whence == os.SEEK_END else 0)

    with pytest.raises(CannotRender) as refusal:
        look(Short(letter()), "a.pdf")
    assert refusal.value.code == "damaged"


def test_what_no_worker_renders_asks_for_a_viewing_copy() -> None:
    with pytest.raises(CannotRender) as refusal:
        look(io.BytesIO(b"AC1032" + bytes(500)), "drawing.dwg")
    assert refusal.value.code == "unsupported"
    assert "PDF" in str(refusal.value)


def test_an_unknown_refusal_counts_as_damage() -> None:
    assert refused("rm -rf").code == "damaged"
    assert refused(["locked"]).code == "damaged"
