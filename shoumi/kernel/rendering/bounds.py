"""How much one job may take: bytes, pages, pixels, seconds. Worker and caller share them."""

from typing import Final

MIB: Final = 1024 * 1024

BYTES: Final = {
    "pdf": 512 * MIB,
    "image": 256 * MIB,
    "text": 32 * MIB,
    "table": 32 * MIB,
    "office": 128 * MIB,
}
"""The largest file of each kind that is shown."""

PARTS: Final = 20_000
PART_BYTES: Final = 128 * MIB
"""How many parts an office file may have, and how large one becomes that a mark is put in."""

PAGES: Final = 20_000
FRAMES: Final = 2_000
"""Pages of a TIFF."""

BOUND: Final = 50
"""Pictures that are bound into one file, and pages of each."""

COLUMNS: Final = 512
PICTURE_PIXELS: Final = 80_000_000
"""The largest picture that is unpacked."""

RASTER_PIXELS: Final = 20_000_000
WIDTHS: Final = (200, 3000)
"""Narrowest and widest page image, in pixels."""

WORDS_FROM: Final = 128 * MIB
"""The largest file whose words are read."""

WORDS_PAGES: Final = 500
WORDS_PARTS: Final = 5_000
WORDS_DEPTH: Final = 3
"""Pages of a PDF, files in a package, and packages within one another that are read for words."""

WORDS_UNPACKED: Final = 64 * MIB
"""What all packages of one file together may unpack to."""

WORDS: Final = 4 * MIB
"""The longest single text that a worker hands out, in bytes."""

WORDS_SECONDS: Final = 30
PAGE_SECONDS: Final = 30
FILE_SECONDS: Final = 180
OFFICE_SECONDS: Final = 90


def memory(size: int) -> int:
    """Address space in bytes for a job on a file of that size."""
    return 1536 * MIB + 4 * size
