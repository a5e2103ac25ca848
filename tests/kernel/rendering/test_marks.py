"""The visible mark: light, everywhere, and whole in whatever quarter is cut out."""

import random

import pytest
from PIL import Image

from shoumi.kernel.rendering import Mark
from shoumi.kernel.rendering.worker import marking, typeface
from tests.kernel.rendering.makers import MARK

LONG = Mark(
    ("Christopher Alexander Montgomery-Smythe, Research and Development Centre", *MARK.lines),
    "Access 7F3K-19",
)
SIZES = [(1240, 1754), (1754, 1240), (620, 877), (1240, 1240), (3000, 4243), (1240, 6000)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mark", [MARK, LONG])
def test_every_quarter_of_a_page_holds_a_whole_tile(size: tuple[int, int], mark: Mark) -> None:
    width, height = size
    tile = marking.tile(mark, width, height)
    tiles = marking.places(width, height, tile.size)
    chance = random.Random(20261122)
    for _ in range(300):
        left, top = chance.randint(0, width // 2), chance.randint(0, height // 2)
        assert any(
            left <= x and x + tile.width <= left + width // 2
            and top <= y and y + tile.height <= top + height // 2
            for x, y in tiles
        )  # fmt: skip


def test_the_tiles_are_on_the_page() -> None:
    """What is cut from the marked page is the tile, letter by letter."""
    page = Image.new("RGB", (1240, 1754), "white")
    marking.put(MARK, page)
    tile = marking.tile(MARK, 1240, 1754)
    tones, strength = tile.split()
    one = Image.new("RGB", tile.size, "white")
    one.paste(tones.convert("RGB"), mask=strength)
    whole = [
        (x, y)
        for x, y in marking.places(1240, 1754, tile.size)
        if x >= 0 and x + tile.width <= 1240 and y + tile.height <= 1700
    ]
    assert len(whole) >= 20
    for x, y in whole:
        assert page.crop((x, y, x + tile.width, y + tile.height)).tobytes() == one.tobytes()


@pytest.mark.parametrize(("paper", "darkest", "lightest"), [("white", 218, 255), ("black", 0, 37)])
def test_the_mark_is_light_and_shows_on_white_and_on_black(
    paper: str, darkest: int, lightest: int
) -> None:
    page = Image.new("RGB", (1240, 1754), paper)
    marking.put(MARK, page)
    tiles = page.crop((0, 0, 1240, 1700)).convert("L")
    low, high = tiles.getextrema()
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert darkest <= low
    assert high <= lightest
    assert high - low >= 30
    changed = sum(1 for level in tiles.tobytes() if level not in {0, 255})
    assert changed > 0.03 * 1240 * 1700


def test_the_access_number_stands_at_the_foot() -> None:
    page, bare = (Image.new("RGB", (1240, 1754), "white") for _ in range(2))
    marking.put(MARK, page)
    marking.put(Mark(MARK.lines, ""), bare)
    foot = (400, 1725, 840, 1754)
    darkest, _ = page.crop(foot).convert("L").getextrema()
    assert isinstance(darkest, int)
    assert darkest < 140
    assert page.crop((0, 0, 1240, 1720)).tobytes() == bare.crop((0, 0, 1240, 1720)).tobytes()


@pytest.mark.parametrize("size", [(1, 1), (7, 900), (3000, 3), (50, 50)])
@pytest.mark.parametrize(
    "mark", [MARK, LONG, Mark((), ""), Mark(("",), ""), Mark(("x" * 9999,), "y" * 9999)]
)
def test_no_page_and_no_name_is_too_odd(size: tuple[int, int], mark: Mark) -> None:
    page = Image.new("RGB", size, "white")
    marking.put(mark, page)
    assert page.size == size


def test_a_name_the_typeface_lacks_is_spelled_by_its_codes() -> None:
    assert typeface.spelled("李玥 A-1") == "李玥 A-1"
    assert typeface.spelled("\U000f0000") == "U+F0000"
    assert typeface.spelled("a\u202eb") == "aU+202Eb"
    assert typeface.spelled("\U0002b73c") in {"\U0002b73c", "U+2B73C"}
