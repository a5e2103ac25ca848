"""PDFs that want to run, to grow without end or to go round in circles: a page or a refusal."""

import io
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest

from shoumi.kernel.rendering import CannotRender, NoSuchPage, look, marked_file, render
from tests.kernel.rendering.makers import MARK, letter

ACTIONS = (
    b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9'\\))>>"
    b"/AA<</WC<</S/Launch/F(/bin/sh)>>>>/Names<</EmbeddedFiles<</Names[(a.exe)6 0 R]>>>>"
)


def drawing(
    content: bytes, *, catalogue: bytes = b"", resources: bytes = b"", more: tuple[bytes, ...] = ()
) -> bytes:
    """A PDF of one page that draws this content, objects 6 and on being `more`."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<<"
        + resources
        + b">>>>",
        content,
        b"<<>>",
        *more,
    ]
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + tail


def stream(content: bytes, told: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), told, content)


def packed(content: bytes, times: int = 1) -> bytes:
    """A stream that unpacks to many times more."""
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(content) for _ in range(times)) + packer.flush()
    return stream(body, b"/Filter/FlateDecode")


SELF = stream(
    b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
)
FONT = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 7 0 R>>"
BROKEN = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 8 0 R>>"
HOSTILE = {
    "it wants to run something": drawing(stream(b"1 1 m"), catalogue=ACTIONS, more=(letter(),)),
    "it draws itself": drawing(
        stream(b"/X Do"), resources=b"/XObject<</X 6 0 R>>", more=(SELF,)
    ),
    "it saves its state for ever": drawing(packed(b"q " * 1000, 1000)),
    "its content is a bomb": drawing(packed(bytes(1024 * 1024), 300)),
    "its content is wrapped again and again": drawing(
        stream(b"x", b"/Filter[" + b"/FlateDecode" * 5000 + b"]")
    ),
    "its dictionaries are nested": drawing(stream(b"1 1 m"), catalogue=b"/A" + b"<</A" * 50_000),
    "its pages are their own parents": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>",
    "its font is broken": drawing(
        stream(b"BT /F 20 Tf 9 9 Td (words) Tj ET"), resources=b"/Font<</F 6 0 R>>",
        more=(FONT, BROKEN, stream(b"\0\1\0\0" + b"\xff" * 3000)),
    ),
    "its picture claims to be huge": drawing(
        stream(b"300 0 0 400 0 0 cm /X Do"), resources=b"/XObject<</X 6 0 R>>",
        more=(stream(b"x", b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent "
                     b"8/ColorSpace/DeviceRGB"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", HOSTILE)
def test_it_is_a_page_or_a_plain_refusal(which: str) -> None:
    for act in (
        lambda: look(io.BytesIO(HOSTILE[which]), "a.pdf"),
        lambda: render(io.BytesIO(HOSTILE[which]), "a.pdf", 1, mark=MARK, width=300),
        lambda: marked_file(io.BytesIO(HOSTILE[which]), "a.pdf", mark=MARK),
    ):
        with suppress(NoSuchPage):
            assert refusal(act) in {"", "damaged", "too_large", "timeout"}


def refusal(act: Callable[[], object]) -> str:
    """How it is refused; "" if it isn't."""
    try:
        act()
    except CannotRender as cannot:
        return cannot.code
    return ""
