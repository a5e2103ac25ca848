"""Sealing: chunked authenticated encryption of objects and of texts, and the keys it needs.

The format is C2SP chunked encryption (https://c2sp.org/chunked-encryption); nothing is invented
here but the 128-byte header in front of it. No database, no clock, no path but the key file's.
"""

from shoumi.foundation.sealing.header import HEADER_SIZE, Header
from shoumi.foundation.sealing.keyfile import KeyfileProvider, KeyfileRoot, create_keyfile
from shoumi.foundation.sealing.ranges import RangeReader
from shoumi.foundation.sealing.refusals import (
    Altered,
    KeyMissing,
    KeyUnreachable,
    KeyUnreadable,
    SealingError,
    SharesRefused,
    Truncated,
    Unsealable,
    WrongKey,
)
from shoumi.foundation.sealing.streams import (
    encryptor_for,
    open_stream,
    seal_stream,
    sealed_size,
)
from shoumi.foundation.sealing.suites import Suite, new_key
from shoumi.foundation.sealing.texts import TextPlace, open_text, seal_text
from shoumi.foundation.sealing.wrapping import (
    KeyWrapper,
    RootKey,
    RootProvider,
    Wrapper,
    fingerprint,
)

__all__ = [
    "HEADER_SIZE",
    "Altered",
    "Header",
    "KeyMissing",
    "KeyUnreachable",
    "KeyUnreadable",
    "KeyWrapper",
    "KeyfileProvider",
    "KeyfileRoot",
    "RangeReader",
    "RootKey",
    "RootProvider",
    "SealingError",
    "SharesRefused",
    "Suite",
    "TextPlace",
    "Truncated",
    "Unsealable",
    "Wrapper",
    "WrongKey",
    "create_keyfile",
    "encryptor_for",
    "fingerprint",
    "new_key",
    "open_stream",
    "open_text",
    "seal_stream",
    "seal_text",
    "sealed_size",
]
