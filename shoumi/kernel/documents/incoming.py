"""Evidence files on their way in: what they really are, and what is never taken."""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.actions import Invalid
from shoumi.kernel.documents.leafing import bears_state_secret_mark
from shoumi.kernel.documents.marks import state_secret_mark
from shoumi.kernel.documents.word import screening

LIMIT = 50 * 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = OFFICE + "wordprocessingml.document"
XLSX = OFFICE + "spreadsheetml.sheet"
SUFFIXES = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    DOCX: "docx",
    XLSX: "xlsx",
}

TOO_LARGE = _("This file is larger than 50 MB. Scan it at 200 dpi, or add it in parts.")
EMPTY = _("This file is empty. Choose another.")
NOT_TAKEN = _(
    "This is no file that can be kept as evidence. Add a PDF, a picture (PNG or JPEG), a Word or "
    "an Excel file."
)
ACTIVE = _("This file contains macros or embedded programs. Save it without them, or as a PDF.")
LOCKED = _("This file is locked with a password. Add it without one; it is sealed here anyway.")
BROKEN = _("This file is damaged or unpacks to far more than it seems. Save it anew, or as a PDF.")
STATE_SECRET = _(
    "This file's name bears a state secret's mark. This system must never hold state secrets: do "
    "not upload it, and tell your company's state-secret office."
)
STATE_SECRET_INSIDE = _(
    "A page of this file bears a state secret's mark. This system must never hold state secrets: "
    "do not upload it, and tell your company's state-secret office."
)
_BAD = {"encrypted": LOCKED, "active": ACTIVE}


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Scan:
    """A signed paper as a file on its way in; its name is only looked at, never kept."""

    file: Source
    name: str


@dataclass(frozen=True)
class Incoming:
    """A file that was let in: its bytes, what they are, and their SHA-256 in hex."""

    content: bytes
    media_type: str
    sha256: str


def take_in(source: Source, *, file_name: str, field: str = "file") -> Incoming:
    """Look at a file before it is kept. Its name only says whether it is a state secret.

    Raises Invalid on `field`: empty, larger than 50 MB, of no kind that is kept, damaged, locked,
    with programs inside, or named or marked like a state secret.
    """
    if state_secret_mark(last_part(file_name)):
        raise Invalid(field, STATE_SECRET)
    content = source.read(LIMIT + 1)
    if not content:
        raise Invalid(field, EMPTY)
    if len(content) > LIMIT:
        raise Invalid(field, TOO_LARGE)
    media_type = _media_type(content, field)
    if bears_state_secret_mark(content, media_type):
        raise Invalid(field, STATE_SECRET_INSIDE)
    return Incoming(content, media_type, hashlib.sha256(content).hexdigest())


def last_part(file_name: str) -> str:
    """The last part of a name, whatever system wrote it, with nothing hidden in it."""
    visible = "".join(sign for sign in file_name if unicodedata.category(sign)[0] != "C")
    return visible.replace("\\", "/").rsplit("/", 1)[-1]


def _media_type(content: bytes, field: str) -> str:
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return "image/png"
    if content.startswith(b"\xff\xd8\xff") and content.rstrip(b"\x00")[-2:] == b"\xff\xd9":
        return "image/jpeg"
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content, field)
    raise Invalid(field, NOT_TAKEN)


def _office_type(content: bytes, field: str) -> str:
    try:
        kind = screening.examined(content)
    except screening.BadPackage as bad:
        raise Invalid(field, _BAD.get(bad.code, BROKEN)) from bad
    if kind is None:
        raise Invalid(field, NOT_TAKEN)
    return DOCX if kind == "docx" else XLSX
