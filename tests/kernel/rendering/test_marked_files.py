"""What leaves for print or download carries the mark on every page."""

import io

import pypdfium2
import pytest
from PIL import Image

from shoumi.kernel.rendering import marked_file, render_many
from tests.kernel.rendering.makers import (
    BARE,
    MARK,
    difference,
    letter,
    locked,
    picture,
    seen,
    sheet,
)  # fmt: skip
from tests.regime.reading.makers import pdf


def stamped(content: bytes) -> bytes:
    given = marked_file(io.BytesIO(content), "a.pdf", mark=MARK)
    assert given is not None
    marked, media_type = given
    assert media_type == "application/pdf"
    return marked


TURNED = [f"/Rotate {turn}/MediaBox[100 50 700 850]" for turn in (0, 180, 90, 270)]


def darkest(image: Image.Image, top: float, bottom: float) -> int:
    """The darkest grey in the middle of a strip, given in parts of the height."""
    width, height = image.size
    strip = image.convert("L").crop(
        (width // 3, round(top * height), width * 2 // 3, round(bottom * height))
    )
    return min(strip.tobytes())


def test_the_mark_stands_upright_on_every_page_however_it_is_turned() -> None:
    content = sheet(*TURNED, "/MediaBox[0 0 600 800]/CropBox[60 60 560 660]")
    pages = render_many(io.BytesIO(stamped(content)), "a.pdf", range(1, 6), mark=BARE, width=800)
    images = [seen(page) for page in pages]
    for image in images:
        assert darkest(image, 0.97, 1) < 160, "the access number stands at the foot"
        assert darkest(image, 0, 0.03) > 200
    assert difference(images[0], images[1]) < 0.2
    assert difference(images[2], images[3]) < 0.2
    assert all(difference(image, Image.new("RGB", image.size, "white")) > 1 for image in images)


def test_the_words_of_the_file_stay_words() -> None:
    content = stamped(pdf("涂层配方\n#pagebreak()\n第二页"))
    with pypdfium2.PdfDocument(content) as document:
        said = [page.get_textpage().get_text_range() for page in document]
    assert [text.strip() for text in said] == ["涂层配方", "第二页"]


def test_all_pages_of_one_size_share_one_layer() -> None:
    one, many = len(stamped(letter())), len(stamped(letter(100)))
    assert many < one + 100 * 1500


def test_a_file_limited_by_its_owner_leaves_open_and_marked() -> None:
    content = stamped(locked(letter(2), to_open=""))
    assert b"/Encrypt" not in content
    with pypdfium2.PdfDocument(content) as document:
        assert len(document) == 2


@pytest.mark.parametrize(("form", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_leaves_marked_at_its_full_size(form: str, media_type: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "camera"
    content = picture(form, (1500, 900), exif=exif)
    given = marked_file(io.BytesIO(content), "x", mark=MARK)
    assert given is not None
    assert given[1] == media_type
    image = Image.open(io.BytesIO(given[0]))
    assert image.size == (1500, 900)
    assert not image.getexif()
    assert difference(image, Image.open(io.BytesIO(content))) > 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture("GIF", mode="L"), "a.gif"),
        (picture("TIFF"), "a.tif"),
        (b"words", "a.txt"),
        (b"a,b\n", "a.csv"),
        (b"PK\x03\x04", "a.docx"),
        (bytes(50), "a.dwg"),
        (b"", ""),
    ],
)
def test_what_takes_no_mark_here_does_not_leave(content: bytes, name: str) -> None:
    assert marked_file(io.BytesIO(content), name, mark=MARK) is None
