"""Sealing one database field: the same suites over a short text, bound to where it stands.

::

    sealed text = 0x01 ‖ suite u16 ‖ salt 24 ‖ commitment 32 ‖ chunks        (75 bytes + the text)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from uuid import UUID

from shoumi.foundation.sealing.refusals import Altered, Truncated, Unsealable
from shoumi.foundation.sealing.suites import (
    CHUNK,
    COMMITMENT,
    SALT,
    TAG,
    ContentCipher,
    Suite,
    derive,
    new_salt,
)

_PREFIX = struct.Struct(">BH")
_FORMAT = 1
_CONTEXT = b"tsvault/text/1\0"
_STRIDE = CHUNK + TAG


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a sealed text stands: moved to another row, field or version it no longer opens."""

    tenant: UUID
    table: str
    row: str
    field: str
    version: int = 1

    def context(self, suite: Suite) -> bytes:
        """An unambiguous spelling of the place: each part is preceded by its length."""
        spelt = (self.table, self.row, self.field, str(self.version))
        parts = [suite.to_bytes(2, "big"), self.tenant.bytes, *(part.encode() for part in spelt)]
        return _CONTEXT + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def seal_text(text: str, key: bytes, place: TextPlace, suite: Suite) -> bytes:
    """The text sealed for its place; the same key may seal many texts (each has its own salt).

    Raises ``Unsealable`` for text that UTF-8 cannot carry and for a key of the wrong size.
    """
    try:
        plain = text.encode()
    except UnicodeEncodeError:
        raise Unsealable("the text contains half a character") from None
    salt = new_salt()
    cipher = derive(suite, key, salt, place.context(suite))
    chunks = [
        cipher.seal_chunk(number, plain[number * CHUNK : (number + 1) * CHUNK])
        for number in range(len(plain) // CHUNK + 1)
    ]
    return _PREFIX.pack(_FORMAT, suite) + salt + cipher.commitment + b"".join(chunks)


def open_text(sealed: bytes, key: bytes, place: TextPlace) -> str:
    """The text that was sealed for this place; raises ``Altered`` for anything else."""
    start = _PREFIX.size + SALT + COMMITMENT
    if len(sealed) < start + TAG:
        raise Truncated("the sealed text ends too early")
    suite = _suite_of(sealed)
    salt = sealed[_PREFIX.size : _PREFIX.size + SALT]
    try:
        cipher = derive(suite, key, salt, place.context(suite))
    except Unsealable as error:
        raise Altered("the key is not one of this text's suite") from error
    cipher.require_commitment(sealed[_PREFIX.size + SALT : start])
    return _open_chunks(cipher, sealed[start:]).decode()


def _suite_of(sealed: bytes) -> Suite:
    form, suite = _PREFIX.unpack_from(sealed)
    try:
        known = Suite(suite)
    except ValueError:
        raise Altered("the sealed text names a suite that does not exist") from None
    if form != _FORMAT:
        raise Altered("this is not a sealed text")
    return known


def _open_chunks(cipher: ContentCipher, body: bytes) -> bytes:
    last, rest = divmod(len(body), _STRIDE)
    if rest < TAG:
        raise Truncated("the sealed text ends before its last chunk does")
    return b"".join(
        cipher.open_chunk(number, body[number * _STRIDE : (number + 1) * _STRIDE])
        for number in range(last + 1)
    )
