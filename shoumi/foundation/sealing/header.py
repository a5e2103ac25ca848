"""The immutable identity in front of every sealed object, and the context it binds.

::

    H = "TSVAULT\\x01" ‖ header length u16 ‖ suite u16 ‖ version u32 ‖ tenant 16 ‖ object 16 ‖ zeros

Numbers are big-endian, H is 128 bytes. Grade, owner and key generation change, so they are not in
it: they stand in the database.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from shoumi.foundation.sealing.refusals import Altered, Truncated, Unsealable
from shoumi.foundation.sealing.suites import Suite

HEADER_SIZE: Final = 128
_MAGIC = b"TSVAULT\x01"
_LAYOUT = struct.Struct(">8sHHI16s16s80s")
_ZEROS = bytes(80)
_CONTEXT = b"tsvault/1\0"


@dataclass(frozen=True, slots=True)
class Header:
    """Which object this is: suite, version of the object (from 1), tenant, object id."""

    suite: Suite
    version: int
    tenant: UUID
    object: UUID

    def __post_init__(self) -> None:
        if not 1 <= self.version < 2**32:
            raise Unsealable("an object's version runs from 1 to 2³² - 1")

    def __bytes__(self) -> bytes:
        parts = (self.suite, self.version, self.tenant.bytes, self.object.bytes)
        return _LAYOUT.pack(_MAGIC, HEADER_SIZE, *parts, _ZEROS)

    @property
    def context(self) -> bytes:
        """What the key derivation binds; another header gives other keys."""
        return _CONTEXT + bytes(self)

    @classmethod
    def parse(cls, raw: bytes) -> Header:
        """The header those 128 bytes spell; raises ``Altered`` unless they are spelt exactly."""
        if len(raw) != HEADER_SIZE:
            raise Truncated("the object ends inside its header")
        magic, size, suite, version, tenant, obj, zeros = _LAYOUT.unpack(raw)
        if (magic, size, zeros) != (_MAGIC, HEADER_SIZE, _ZEROS):
            raise Altered("this is not a sealed object")
        try:
            return cls(Suite(suite), version, UUID(bytes=tenant), UUID(bytes=obj))
        except (ValueError, Unsealable) as error:
            raise Altered("the header names a suite or version that does not exist") from error
