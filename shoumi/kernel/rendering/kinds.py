"""What a file is, by its content; its name decides only between texts."""

from typing import Final

from shoumi.kernel.rendering.decoding import encoding_of

HEAD: Final = 4096
"""How many bytes from the beginning tell the kind."""

_BITMAP_HEADERS: Final = {12, 40, 52, 56, 64, 108, 124}
_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
OFFICE: Final[dict[str, str]] = {
    "doc": "application/msword",
    "docx": _OPEN_XML + "wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": _OPEN_XML + "spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": _OPEN_XML + "presentationml.presentation",
    "odt": _OPEN_DOCUMENT + "text",
    "ods": _OPEN_DOCUMENT + "spreadsheet",
    "odp": _OPEN_DOCUMENT + "presentation",
    "rtf": "application/rtf",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "dps": "application/vnd.ms-powerpoint",
    "ofd": "application/ofd",
}
_MACROS: Final = "application/vnd.ms-"
PACKAGES: Final = {
    "docx": OFFICE["docx"],
    "docm": _MACROS + "word.document.macroEnabled.12",
    "xlsx": OFFICE["xlsx"],
    "xlsm": _MACROS + "excel.sheet.macroEnabled.12",
    "pptx": OFFICE["pptx"],
    "pptm": _MACROS + "powerpoint.presentation.macroEnabled.12",
}
"""What takes a mark on its pages, told by what stands in it; by suffix."""

MARKED: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "tif": "image/tiff",
    "bmp": "image/bmp",
    "webp": "image/webp",
    **PACKAGES,
}
"""What comes of marking, by suffix."""

OFFICE.update(PACKAGES)
_TABLES: Final = {"csv": "text/csv", "tsv": "text/tab-separated-values"}
_TEXTS: Final = frozenset({"txt", "text", "log", "md", "markdown", "rst", "eml", "srt"})
_CODE: Final = (
    "asm bas bat c cc cfg clj cmake conf cpp cs css dart diff e erl ex f f90 for fs go gradle h "
    "hpp hrl hs htm html ini ino ipynb java jl js json jsx kt less lisp lua m mak ml mm nc nim pas "
    "patch php pl plc pm proto ps1 py r rb rs s sas scala scss sh sql st sv swift tcl tex toml ts "
    "tsx v vb vhd vhdl vue xhtml xml xsd xsl yaml yml zig"
)
SOURCE_CODE: Final = frozenset(_CODE.split())


def kind_of(content_head: bytes, name: str) -> str | None:
    """pdf, image, text, table, or office, which is shown only where LibreOffice is installed.

    None for what nothing here renders. The head is the first `HEAD` bytes, or all there are.
    """
    ending = suffix(name)
    if b"%PDF-" in content_head[:1024]:
        return "pdf"
    if _picture(content_head):
        return "image"
    if content_head.startswith((_OLE, b"PK\x03\x04", b"{\\rtf")):
        return "office" if ending in OFFICE else None
    is_text = ending in _TEXTS | SOURCE_CODE | _TABLES.keys()
    if not content_head:
        return "text" if is_text else None
    if encoding_of(content_head) or (is_text and b"\0" not in content_head):
        return "table" if ending in _TABLES else "text"
    return None


def marked_as(content_head: bytes, name: str) -> str | None:
    """pdf, image, or package, which is a zip that may be an office file; None for what has no
    pages that a mark could be put on. The content decides: no other name gets a file out bare.
    """
    if b"%PDF-" in content_head[:1024]:
        return "pdf"
    if _picture(content_head):
        return "image"
    if content_head.startswith(b"PK\x03\x04"):
        return "package"
    # An office file behind a password is no zip.
    return "package" if content_head.startswith(_OLE) and suffix(name) in PACKAGES else None


def media_type(content_head: bytes, name: str, kind: str) -> str:
    """The media type of a file of that kind."""
    if kind == "image":
        return _picture(content_head) or "application/octet-stream"
    if kind == "office":
        return OFFICE.get(suffix(name), "application/octet-stream")
    if kind == "table":
        return _TABLES.get(suffix(name), "text/csv")
    return {"pdf": "application/pdf"}.get(kind, "text/plain")


def suffix(name: str) -> str:
    """The name's ending without the dot in small letters; "" unless it is short and plain."""
    _, dot, ending = name.rpartition(".")
    plain = dot and ending.isascii() and ending.isalnum() and len(ending) <= 10
    return ending.lower() if plain else ""


def _picture(head: bytes) -> str | None:
    for magic, found in _PICTURES:
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    header = int.from_bytes(head[14:18], "little")
    if head[:2] == b"BM" and head[6:10] == bytes(4) and header in _BITMAP_HEADERS:
        return "image/bmp"
    return None
