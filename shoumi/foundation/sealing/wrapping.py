"""Keys that guard keys: the two small interfaces, and wrapping with a key held in memory."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidTag

from shoumi.foundation.sealing.refusals import Altered
from shoumi.foundation.sealing.suites import NONCE, TAG, Suite, aead_for

_FORMAT = b"\x01"


class Wrapper(Protocol):
    """Guards keys with a key of its own."""

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        """The key, sealed so that it opens only with the same ``binding``."""
        ...

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        """The key again; raises ``Altered``."""
        ...


class RootKey(Wrapper, Protocol):
    """The key at the top, which stays with its provider (key file, HSM, key service)."""

    @property
    def fingerprint(self) -> str:
        """Tells this key from any other without revealing it."""
        ...


class KeyWrapper:
    """Wraps under a key in memory: ``0x01 ‖ nonce 12 ‖ AEAD(key, binding as associated data)``."""

    def __init__(self, key: bytes, suite: Suite) -> None:
        self._aead = aead_for(suite, key)
        self.fingerprint = fingerprint(key)

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return _FORMAT + nonce + self._aead.encrypt(nonce, key, binding)

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        if len(wrapped) < 1 + NONCE + TAG or wrapped[:1] != _FORMAT:
            raise Altered("this is not a wrapped key")
        try:
            return self._aead.decrypt(wrapped[1 : 1 + NONCE], wrapped[1 + NONCE :], binding)
        except InvalidTag:
            raise Altered("the wrapped key was changed, or belongs elsewhere") from None


def fingerprint(key: bytes) -> str:
    """16 bytes of a domain-separated hash, in hex: enough to tell random keys apart."""
    return sha256(b"shoumi key fingerprint 1\0" + key).hexdigest()[:32]
