"""A file is what it holds, whatever it is called; a name that says otherwise is noticed."""

import io
import zipfile

import pytest

from shoumi.kernel.screening import is_disguised, is_misnamed
from shoumi.kernel.screening.kinds import ENDS, kind_named, kind_of
from tests.kernel.rendering.makers import letter, picture

PROGRAM = b"MZ\x90\0\x03" + bytes(60) + b"PE\0\0" + bytes(400)


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x" * 3)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (letter(), "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", "pdf"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpeg"),
        (picture("GIF", mode="L"), "gif"),
        (picture("TIFF"), "tiff"),
        (picture("WEBP"), "webp"),
        (picture("BMP"), "bmp"),
        (packed("[Content_Types].xml", "word/document.xml"), "word"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "excel"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "slides"),
        (packed("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (packed("readme.md"), "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ole"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        (PROGRAM, "windows"),
        (b"\x7fELF\x02\x01" + bytes(60), "elf"),
        (b"\xca\xfe\xba\xbe\0\0\0\x3d" + bytes(60), "java"),
        (b"AC1032" + bytes(500), "dwg"),
        (b"ISO-10303-21;\nHEADER;", "step"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(30), "7z"),
        ("升温曲线\n".encode("gb18030"), "text"),
        (b"#!/bin/sh\nrm -rf /\n", "text"),
        (b"MZ is how this sentence begins, and it is none.\n", "text"),
        (b"\x01\x02\x03\x00\xff" * 40, ""),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert kind_of(content[:ENDS], content[-ENDS:]) == kind
    assert kind == "" or kind_named(kind) is not None


def test_what_a_package_is_may_stand_at_its_end() -> None:
    content = packed("big.bin", "word/document.xml")
    assert kind_of(b"PK\x03\x04" + bytes(ENDS - 4), content[-200:]) == "word"


@pytest.mark.parametrize(
    ("kind", "name", "lies"),
    [
        ("pdf", "合同.pdf", False),
        ("pdf", "合同.PDF", False),
        ("windows", "合同.pdf", True),
        ("word", "合同.pdf", True),
        ("text", "合同.pdf", True),
        ("", "合同.pdf", True),
        ("ole", "locked.docx", False),
        ("word", "a.wps", False),
        ("zip", "model.sldprt", False),
        ("text", "main.py", False),
        ("", "part.prt", False),
        ("", "no ending", False),
        ("windows", "setup.exe", False),
        ("elf", "firmware.bin", False),
        ("elf", "firmware", False),
        ("windows", "invoice.pdf.exe", False),
    ],
)
def test_a_name_lies_where_it_promises_something_known(kind: str, name: str, lies: bool) -> None:
    assert is_misnamed(kind, name) is lies


@pytest.mark.parametrize(
    ("kind", "name", "hides"),
    [
        ("windows", "合同.pdf", True),
        ("shortcut", "方案.docx", True),
        ("elf", "图.png", True),
        ("windows", "setup.exe", False),
        ("windows", "tool", False),
        ("elf", "firmware.exe", False),
        ("word", "合同.pdf", False),
        ("", "合同.pdf", False),
        ("windows", "part.prt", False),
    ],
)
def test_only_a_program_under_another_s_name_is_disguised(
    kind: str, name: str, hides: bool
) -> None:
    assert is_disguised(kind, name) is hides
