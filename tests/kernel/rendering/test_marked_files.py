"""What leaves for print or download carries the mark on every page."""

import io
from time import process_time
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from shoumi.kernel.rendering import bounds, marked_file, render, render_many
from shoumi.kernel.rendering.worker import pictures, stamps
from shoumi.kernel.rendering.worker.refused import Refused
from tests.kernel.reading.makers import pdf
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
from tests.kernel.rendering.offices import zipped
from tests.kernel.rendering.test_hostile_pdf import drawing, stream


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


def test_ten_times_the_pages_take_about_ten_times_as_long() -> None:
    def seconds(count: int) -> float:
        file = stamps.opened(letter(count), "pdf")
        began = process_time()
        file.marked(MARK)
        return process_time() - began

    seconds(1)
    layer = min(seconds(1) for _ in range(3))
    assert seconds(2000) - layer < 30 * max(seconds(200) - layer, 0.02)


@pytest.mark.parametrize(
    "left", [b"q .01 0 0 .01 0 0 cm", b"Q Q .5 0 0 .5 90 0 cm", b"q q 0 0 1 1 re W n"]
)
def test_what_a_page_leaves_behind_does_not_reach_its_mark(left: bytes) -> None:
    square = b"30 30 20 20 re f "
    plain, bent = (
        seen(render(io.BytesIO(stamped(drawing(stream(square + more)))), "a.pdf", 1, mark=BARE))
        for more in (b"", left)
    )
    assert difference(plain, bent) < 0.01
    unmarked = seen(render(io.BytesIO(drawing(stream(square))), "a.pdf", 1, mark=BARE))
    assert difference(plain, unmarked) > 1
    assert darkest(unmarked.crop((0, 0, unmarked.width // 4, unmarked.height)), 0.8, 1) == 0
    assert darkest(plain.crop((0, 0, plain.width // 4, plain.height)), 0.8, 1) == 0, "it is drawn"


def test_no_page_leaves_bare_that_one_of_two_programs_does_not_see() -> None:
    with pytest.raises(Refused, match="damaged"):
        stamps.Leaving(letter(2), 3).marked(MARK)


def test_what_an_earlier_state_of_the_file_said_stays_behind() -> None:
    content = drawing(stream(b"1 1 m"), more=(stream(b"earlier words"),))
    assert b"earlier words" in content
    assert b"earlier words" not in stamped(content)


def test_a_file_limited_by_its_owner_leaves_open_and_marked() -> None:
    content = stamped(locked(letter(2), to_open=""))
    assert b"/Encrypt" not in content
    with pypdfium2.PdfDocument(content) as document:
        assert len(document) == 2


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
        ("GIF", "image/gif"),
    ],
)
def test_a_picture_leaves_marked_at_its_full_size(form: str, media_type: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "camera"
    told: dict[str, Any] = {"exif": exif} if form in {"PNG", "JPEG", "WEBP"} else {}
    content = picture(form, (1500, 900), **told)
    given = marked_file(io.BytesIO(content), "x", mark=MARK)
    assert given is not None
    assert given[1] == media_type
    image = Image.open(io.BytesIO(given[0]))
    assert image.size == (1500, 900)
    assert 0x010F not in image.getexif()
    assert difference(image, Image.open(io.BytesIO(content))) > 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"words", "a.txt"),
        (b"a,b\n", "a.csv"),
        (zipped({"a.txt": "words"}), "a.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc"),
        (bytes(50), "a.dwg"),
        (b"", ""),
    ],
)
def test_what_has_no_pages_takes_no_mark(content: bytes, name: str) -> None:
    assert marked_file(io.BytesIO(content), name, mark=MARK) is None


def test_every_page_of_a_scan_is_marked() -> None:
    frames = [Image.new("L", (900, 600 + 100 * n), 255) for n in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    given = marked_file(out, "scan.tif", mark=MARK)
    assert given is not None
    image = Image.open(io.BytesIO(given[0]))
    assert getattr(image, "n_frames", 1) == 3
    for index in range(3):
        image.seek(index)
        assert min(image.convert("L").tobytes()) < 240, index


def test_a_picture_of_too_many_pixels_in_all_is_not_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "PICTURE_PIXELS", 10_000)
    frames = [Image.new("L", (90, 90), 255) for _ in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(Refused, match="too_large"):
        pictures.opened(out.getvalue(), "tif").marked(MARK)
