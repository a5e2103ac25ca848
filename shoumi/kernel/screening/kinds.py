"""What a file is by its content, whatever it is called; and whether its name says otherwise.

A table of our own and no library: some twenty kinds are enough to say what somebody put in, and
the question that matters, whether the name lies, needs the endings beside.

Programs are let in under their own names: firmware, control programs and builds are among what a
company keeps secret, and nothing is ever run here. They are
called programs wherever they are shown. One under the name of a document is another matter: nobody
does that by mistake, so it is for quarantine. Scripts are texts, and are shown as texts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.rendering.decoding import encoding_of
from shoumi.kernel.rendering.kinds import suffix

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ENDS: Final = 64 * 1024
"""How many bytes of a file's beginning and of its end tell the kind."""


class Family(StrEnum):
    DOCUMENT = "document"
    PICTURE = "picture"
    TEXT = "text"
    MODEL = "model"
    SOUND = "sound"
    ARCHIVE = "archive"
    PROGRAM = "program"


@dataclass(frozen=True)
class Kind:
    """A kind of file: its label for people, and the endings that its name may have."""

    name: str
    family: Family
    label: "StrOrPromise"
    endings: frozenset[str]


def _kind(name: str, family: Family, label: "StrOrPromise", endings: str) -> Kind:
    return Kind(name, family, label, frozenset(endings.split()))


_ZIPPED: Final = "zip jar war ear apk epub kmz 3mf xmind vsdx whl nupkg stpz ipa cbz"
_OLD: Final = "doc xls ppt dot xlt pps pot wps et dps msg vsd mpp msi docx xlsx pptx"
_PLAYED: Final = "mp4 m4v m4a mov 3gp heic avi wav mp3 mkv webm"
_WINDOWS: Final = "exe dll sys scr com ocx cpl drv efi mui"
KINDS: Final = (
    _kind("pdf", Family.DOCUMENT, _("PDF"), "pdf ai"),
    _kind("word", Family.DOCUMENT, _("Word document"), "docx docm dotx dotm wps doc"),
    _kind("excel", Family.DOCUMENT, _("Excel workbook"), "xlsx xlsm xltx xltm xlsb et xls"),
    _kind("slides", Family.DOCUMENT, _("Slides"), "pptx pptm ppsx ppsm potx dps ppt"),
    _kind("ofd", Family.DOCUMENT, _("OFD document"), "ofd"),
    _kind("opendocument", Family.DOCUMENT, _("OpenDocument file"), "odt ods odp odg ott ots otp"),
    _kind("ole", Family.DOCUMENT, _("Older or locked Office or WPS file"), _OLD),
    _kind("rtf", Family.DOCUMENT, _("RTF document"), "rtf doc"),
    _kind("png", Family.PICTURE, _("Picture"), "png apng"),
    _kind("jpeg", Family.PICTURE, _("Picture"), "jpg jpeg jpe jfif"),
    _kind("gif", Family.PICTURE, _("Picture"), "gif"),
    _kind("tiff", Family.PICTURE, _("Picture"), "tif tiff dng nef cr2 arw"),
    _kind("webp", Family.PICTURE, _("Picture"), "webp"),
    _kind("bmp", Family.PICTURE, _("Picture"), "bmp dib"),
    _kind("dwg", Family.MODEL, _("Drawing (DWG)"), "dwg dwt"),
    _kind("step", Family.MODEL, _("Model (STEP)"), "step stp p21 ifc"),
    _kind("movie", Family.SOUND, _("Film or sound"), _PLAYED),
    _kind("zip", Family.ARCHIVE, _("Archive"), _ZIPPED),
    _kind("7z", Family.ARCHIVE, _("Archive"), "7z"),
    _kind("rar", Family.ARCHIVE, _("Archive"), "rar cbr"),
    _kind("gzip", Family.ARCHIVE, _("Archive"), "gz tgz svgz emz"),
    _kind("xz", Family.ARCHIVE, _("Archive"), "xz txz"),
    _kind("bzip2", Family.ARCHIVE, _("Archive"), "bz2 tbz tbz2"),
    _kind("tar", Family.ARCHIVE, _("Archive"), "tar"),
    _kind("windows", Family.PROGRAM, _("Program for Windows"), _WINDOWS),
    _kind("elf", Family.PROGRAM, _("Program for Linux"), "so o ko elf axf bin out run"),
    _kind("mac", Family.PROGRAM, _("Program for macOS"), "dylib macho bundle"),
    _kind("java", Family.PROGRAM, _("Program for Java"), "class"),
    _kind("shortcut", Family.PROGRAM, _("Shortcut that starts something"), "lnk"),
    _kind("text", Family.TEXT, _("Text"), "txt text md csv tsv json xml htm html log"),
)  # fmt: skip
_BY_NAME: Final = {kind.name: kind for kind in KINDS}

_BEGINNINGS: Final = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (8, b"WEBP", "webp"),
    (8, b"WAVE", "movie"),
    (8, b"AVI ", "movie"),
    (4, b"ftyp", "movie"),
    (0, b"ID3", "movie"),
    (0, b"\x1a\x45\xdf\xa3", "movie"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"{\\rtf", "rtf"),
    (0, b"AC10", "dwg"),
    (0, b"ISO-10303-21", "step"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"BZh", "bzip2"),
    (257, b"ustar", "tar"),
    (0, b"\x7fELF", "elf"),
    (0, b"\xcf\xfa\xed\xfe", "mac"),
    (0, b"\xce\xfa\xed\xfe", "mac"),
    (0, b"\xca\xfe\xba\xbe\0\0\0\x02", "mac"),
    (0, b"\xca\xfe\xba\xbe", "java"),
    (0, b"\x4c\0\0\0\x01\x14\x02\0", "shortcut"),
)
# Which part of a package says what it is; names stand in the clear at its beginning or end.
_PARTS: Final = (
    (b"word/document", "word"),
    (b"xl/workbook", "excel"),
    (b"ppt/presentation", "slides"),
    (b"OFD.xml", "ofd"),
)
_OPEN_DOCUMENT: Final = re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.")


def kind_of(head: bytes, tail: bytes = b"") -> str:
    """The name of the kind, "" for one that is not known here. `head` and `tail` are the first and
    last `ENDS` bytes."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed(head, tail)
    if head.startswith(b"MZ") and b"\0" in head[:64]:
        return "windows"
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "bmp"
    for offset, beginning, name in _BEGINNINGS:
        if head.startswith(beginning, offset):
            return name
    return "text" if encoding_of(head) else ""


def _packed(head: bytes, tail: bytes) -> str:
    if _OPEN_DOCUMENT.search(head[:256]):
        return "opendocument"
    found = (name for part, name in _PARTS if part in head or part in tail)
    return next(found, "zip")


def kind_named(name: str) -> Kind | None:
    return _BY_NAME.get(name)


def is_misnamed(kind: str, file_name: str) -> bool:
    """Whether the ending of the name promises another kind than the content is. An ending that
    promises nothing known here is never wrong."""
    promised = _promised(file_name)
    return bool(promised) and kind not in promised


def is_disguised(kind: str, file_name: str) -> bool:
    """A program under the name of something else."""
    found = kind_named(kind)
    return found is not None and found.family is Family.PROGRAM and _is_other(file_name)


def _is_other(file_name: str) -> bool:
    promised = [_BY_NAME[name] for name in _promised(file_name)]
    return bool(promised) and all(kind.family is not Family.PROGRAM for kind in promised)


def _promised(file_name: str) -> Iterable[str]:
    ending = suffix(file_name)
    return {kind.name for kind in KINDS if ending and ending in kind.endings}
