"""Makes the files that are shown, honest and hostile, and counts what is drawn on a page."""

import io
import struct
import zlib

from PIL import Image
from pypdf import PdfReader, PdfWriter

from shoumi.kernel.rendering import Mark, Page

MARK = Mark(("李玥 研发中心", "2026-11-22 12:40", "查阅 7F3K-19"), "查阅 7F3K-19")
BARE = Mark((), "")


def sheet(*pages: str, count: int | None = None) -> bytes:
    """A PDF of pages given as the rest of their dictionaries, each with a black square of 20 pt at
    (30, 30); `count` is how many it claims."""
    kids = " ".join(f"{number + 4} 0 R" for number in range(len(pages)))
    square = b"30 30 20 20 re f"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count or len(pages)}>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(square), square),
        *(f"<</Type/Page/Parent 2 0 R/Contents 3 0 R{page}>>".encode() for page in pages),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, content)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + (head + tail).encode()


def letter(count: int = 1) -> bytes:
    """A PDF of so many pages of 300 by 400 points."""
    return sheet(*["/MediaBox[0 0 300 400]"] * count)


def locked(content: bytes, *, to_open: str) -> bytes:
    """The PDF with a password to open it ("" for one that only limits what may be done)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(to_open, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(
    form: str, size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: object
) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, 200).save(out, form, **options)
    return out.getvalue()


def png_bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that unpacks into that many pixels squared."""
    rows = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    data = b"".join(rows.compress(row) for _ in range(side)) + rows.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    )


def endless_gif(frames: int) -> bytes:
    one = picture("GIF", (8, 8), "L")
    head = 13 + 3 * 2 ** ((one[10] & 7) + 1)
    return one[:head] + one[head:-1] * frames + b";"


def seen(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.image)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart on the average, in levels of grey."""
    ours, theirs = (image.convert("L").tobytes() for image in (one, other))
    return sum(abs(a - b) for a, b in zip(ours, theirs, strict=True)) / len(ours)
