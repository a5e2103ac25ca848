"""Files are looked at and drawn, page by page, and carry who sees them."""

import io

import pytest
from PIL import Image

from shoumi.kernel.rendering import HiddenMark, Mark, NoSuchPage, look, render, render_many
from tests.kernel.rendering import hiding
from tests.kernel.rendering.makers import (
    BARE,
    MARK,
    difference,
    letter,
    locked,
    picture,
    seen,
    sheet,
)


def test_a_pdf_is_counted_and_drawn() -> None:
    shown = look(io.BytesIO(letter(7)), "a.pdf")
    assert (shown.pages, shown.media_type, shown.kind) == (7, "application/pdf", "pdf")
    page = render(io.BytesIO(letter(7)), "a.pdf", 7, mark=BARE, width=600)
    assert (page.width, page.height, page.media_type) == (600, 800, "image/jpeg")
    image = seen(page)
    assert image.size == (600, 800)
    assert max(image.crop((80, 720, 81, 721)).tobytes()) < 20
    assert min(image.crop((300, 300, 301, 301)).tobytes()) > 240
    assert page.renderer.startswith("pdfium ")
    assert page.renderer.endswith("/shoumi 1")


def test_the_hash_is_of_the_page_before_any_mark() -> None:
    source = io.BytesIO(sheet("/MediaBox[0 0 300 400]", "/MediaBox[0 0 300 401]"))
    other = Mark(("王磊 市场部",), "查阅 1")
    first, again, second = (
        render(source, "a.pdf", number, mark=mark)
        for number, mark in ((1, MARK), (1, other), (2, MARK))
    )
    assert first.raster_sha256 == again.raster_sha256 != second.raster_sha256
    assert first.image != again.image


def test_many_pages_come_in_the_order_asked_for() -> None:
    source = io.BytesIO(sheet(*(f"/MediaBox[0 0 300 {300 + n}]" for n in range(9))))
    pages = render_many(source, "a.pdf", [3, 1, 9], mark=MARK, width=300)
    assert [page.height for page in pages] == [302, 300, 308]


@pytest.mark.parametrize("number", [0, -1, 4, 10**9])
def test_a_page_that_is_not_there_is_no_page(number: int) -> None:
    with pytest.raises(NoSuchPage):
        render(io.BytesIO(letter(3)), "a.pdf", number, mark=MARK)


def test_a_pdf_limited_by_its_owner_is_shown() -> None:
    limited = locked(letter(2), to_open="")
    assert look(io.BytesIO(limited), "a.pdf").pages == 2


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF"])
def test_a_picture_is_one_page(form: str) -> None:
    content = picture(form, (400, 300), "L" if form == "GIF" else "RGB")
    assert look(io.BytesIO(content), "x").pages == 1
    page = render(io.BytesIO(content), "x", 1, mark=MARK)
    assert (page.width, page.height) == (600, 450)


def test_a_large_picture_is_made_as_wide_as_asked_for() -> None:
    page = render(io.BytesIO(picture("JPEG", (3000, 1500))), "x", 1, mark=MARK, width=1000)
    assert (page.width, page.height) == (1000, 500)


def test_a_tiff_has_pages() -> None:
    frames = [Image.new("L", (300, 200 + 100 * n), 255) for n in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    assert look(out, "scan.tif").pages == 3
    assert render(out, "scan.tif", 3, mark=MARK, width=600).height == 800


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_of_a_png_is_shown(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (700, 700)).save(out, "PNG")
    assert render(out, "x.png", 1, mark=BARE).width == 700


def test_what_is_clear_in_a_picture_is_shown_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (700, 700), (0, 0, 0, 0)).save(out, "PNG")
    assert seen(render(out, "x.png", 1, mark=BARE)).getpixel((300, 300)) == (255, 255, 255)


def test_a_photograph_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = picture("JPEG", (800, 600), exif=exif)
    page = render(io.BytesIO(content), "x.jpg", 1, mark=MARK)
    assert (page.width, page.height) == (600, 800)


def test_a_hidden_mark_is_put_under_the_visible_one() -> None:
    hidden = HiddenMark(hiding.corner, b"\x20\x80")
    page = render(io.BytesIO(letter()), "a.pdf", 1, mark=BARE, hidden=hidden)
    image = seen(page).convert("L")
    found = [image.getpixel((30, 30 + 60 * place)) for place in range(3)]
    assert found == pytest.approx([1, 0x20, 0x80], abs=4)
    plain = render(io.BytesIO(letter()), "a.pdf", 1, mark=BARE)
    assert plain.raster_sha256 == page.raster_sha256
    assert difference(seen(plain), seen(page)) > 0
