"""Keys that guard keys: the two small interfaces, and wrapping with a key held in memory."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
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


class RootProvider(Protocol):
    """Keeps root keys by version: a folder of key files, an HSM, a key service.

    Which version is in use is the keystore's to say; a higher one is staged, lower ones are old.
    """

    @property
    def name(self) -> str:
        """What kind of provider this is, such as ``keyfile``."""
        ...

    def versions(self) -> list[int]:
        """The versions that are there, in order."""
        ...

    def open(self, version: int, *, expected: str | None = None) -> RootKey:
        """The key of a version; raises ``KeyMissing``, ``KeyUnreadable``, and ``WrongKey`` when
        its fingerprint is not the expected one."""
        ...

    def rotate(self, version: int) -> RootKey:
        """Makes that version, durably; one that an interrupted rotation made is taken over."""
        ...

    def destroy(self, version: int) -> None:
        """Destroys a version for good; one that is gone is no error."""
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

    def unwrap_each(self, wrapped: Iterable[bytes], bindings: Iterable[bytes]) -> list[bytes]:
        """The keys in their order, empty where one does not open; quicker than one by one."""
        keys, decrypt, least = [], self._aead.decrypt, 1 + NONCE + TAG
        for one, binding in zip(wrapped, bindings, strict=True):
            whole = len(one) >= least and one[:1] == _FORMAT
            try:
                keys.append(
                    decrypt(one[1 : 1 + NONCE], one[1 + NONCE :], binding) if whole else b""
                )
            except InvalidTag:
                keys.append(b"")
        return keys


def fingerprint(key: bytes) -> str:
    """16 bytes of a domain-separated hash, in hex: enough to tell random keys apart."""
    return sha256(b"shoumi key fingerprint 1\0" + key).hexdigest()[:32]
