"""Texts in pages of sixty lines, tables as grids."""

import io

import pytest

from shoumi.kernel.rendering import look, render
from shoumi.kernel.rendering.worker import grids, lines, typeface
from shoumi.kernel.rendering.worker.refused import Refused
from tests.kernel.rendering.makers import MARK


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_text_is_shown_in_pages_of_sixty_lines(encoding: str) -> None:
    content = "".join(f"第 {n} 行\n" for n in range(121)).encode(encoding)
    shown = look(io.BytesIO(content), "a.txt")
    assert (shown.pages, shown.kind, shown.media_type) == (3, "text", "text/plain")
    page = render(io.BytesIO(content), "a.txt", 3, mark=MARK)
    assert (page.width, page.height) == (1240, 1754)
    assert page.renderer.startswith("pillow ")


def test_the_encoding_makes_no_difference_to_the_page() -> None:
    rasters = {
        lines.opened("配比\n".encode(encoding), "txt").raster(0, 400).tobytes()
        for encoding in ("utf-8", "utf-16", "gb18030")
    }
    assert len(rasters) == 1


def test_source_code_has_line_numbers_and_goes_on_without() -> None:
    long = "x = '" + "长" * 100 + "'"
    text = lines.opened(f"a = 1\n{long}\nb = 2\n".encode(), "py")
    assert [number for number, _ in text._rows] == [1, 2, 0, 3]
    assert (
        text.raster(0, 1240).tobytes() != lines.opened(b"a = 1\n", "txt").raster(0, 1240).tobytes()
    )


def test_no_sign_of_a_line_is_lost_and_none_turns_it_round() -> None:
    line = "The 涂层 W" * 50
    pieces = list(typeface.wrapped(line, 1080, 18))
    assert "".join(pieces) == line
    assert all(typeface.font(18).getlength(piece) <= 1090 for piece in pieces)
    assert typeface.cleaned("a\u202eb\0c\td\r\n") == "a·b·c   d"


def test_an_empty_text_is_one_empty_page() -> None:
    assert look(io.BytesIO(b""), "a.txt").pages == 1
    assert look(io.BytesIO(b"\n"), "a.csv").pages == 1
    assert render(io.BytesIO(b""), "a.txt", 1, mark=MARK).width == 1240


def test_lines_beyond_counting_are_refused() -> None:
    with pytest.raises(Refused, match="too_large"):
        lines.opened(b"\n" * 1_300_000, "txt")


def test_a_table_goes_on_below_and_to_the_right() -> None:
    head = ",".join(f"列{n}" for n in range(40))
    body = "".join(",".join(f"{row}-{n}" for n in range(40)) + "\n" for row in range(100))
    content = f"{head}\n{body}".encode()
    shown = look(io.BytesIO(content), "a.csv")
    assert (shown.kind, shown.media_type) == ("table", "text/csv")
    grid = grids.opened(content, "csv")
    assert shown.pages == len(grid) == len(grid._blocks) * len(grid._bands)
    assert len(grid._bands) > 1
    assert [n for begin, end in grid._blocks for n in range(begin, end)] == list(range(1, 101))
    assert [n for begin, end in grid._bands for n in range(begin, end)] == list(range(40))
    assert grid.raster(len(grid) - 1, 1240).size == (1240, 877)


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"a\tb\n1\t2\n", b"a,b\n1,2\n"])
def test_the_sign_between_cells_is_found(content: bytes) -> None:
    assert grids.opened(content, "csv")._rows == [["a", "b"], ["1", "2"]]


def test_ragged_rows_and_tall_cells_are_shown() -> None:
    tall = '"' + "\n".join(["长"] * 200) + '"'
    grid = grids.opened(f"a,b\n1\n1,2,3,4\n{tall}\n\n".encode(), "csv")
    assert max(grid._heights) <= 16
    for index in range(len(grid)):
        assert grid.raster(index, 1240).width == 1240
