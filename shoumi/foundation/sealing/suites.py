"""The two suites: key derivation and chunk cipher of C2SP chunked encryption, for AES and for SM.

Suite 0x0001 is Cobblestone-256 (HKDF-Expand-SHA-512, AES-256-GCM). Suite 0x0101 is the same
construction over HKDF-Expand-SM3 and SM4-GCM; it uses SM algorithms and claims no certification.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from hmac import compare_digest
from typing import Final, Protocol, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from shoumi.foundation.sealing.refusals import Altered, Unsealable

CHUNK: Final = 16 * 1024
TAG: Final = 16
NONCE: Final = 12
SALT: Final = 24
COMMITMENT: Final = 32
MAX_CHUNKS: Final = 2**38


# A part of what was read need not be copied to be opened.
Sealed: TypeAlias = "bytes | memoryview[int]"


class Suite(IntEnum):
    COBBLESTONE_256 = 0x0001
    SM4_GCM_SM3 = 0x0101

    @property
    def key_size(self) -> int:
        """Bytes in a key of this suite."""
        return _PROFILES[self].key_size


class Aead(Protocol):
    """One-shot authenticated encryption; ``decrypt`` raises ``InvalidTag``."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes: ...
    def decrypt(self, nonce: bytes, data: Sealed, associated_data: bytes | None, /) -> bytes: ...


class Sm4Gcm:
    """SM4-GCM as RFC 8998 defines it: 16-byte key, 12-byte nonce, 16-byte tag at the end."""

    def __init__(self, key: bytes) -> None:
        self._cipher = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes:
        encryptor = Cipher(self._cipher, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data or b"")
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: Sealed, associated_data: bytes | None, /) -> bytes:
        if len(data) < TAG:
            raise InvalidTag
        decryptor = Cipher(self._cipher, modes.GCM(nonce, bytes(data[-TAG:]))).decryptor()
        decryptor.authenticate_additional_data(associated_data or b"")
        unverified = decryptor.update(data[:-TAG])
        # finalize() raises on a bad tag, so nothing unverified is ever returned.
        return unverified + decryptor.finalize()


@dataclass(frozen=True, slots=True)
class _Profile:
    key_size: int
    hash: hashes.HashAlgorithm
    aead_name: bytes
    aead: Callable[[bytes], Aead]


_PROFILES = {
    Suite.COBBLESTONE_256: _Profile(32, hashes.SHA512(), b"AEAD_AES_256_GCM", AESGCM),
    Suite.SM4_GCM_SM3: _Profile(16, hashes.SM3(), b"AEAD_SM4_GCM", Sm4Gcm),
}


def new_key(suite: Suite) -> bytes:
    """A fresh random key of the suite's size."""
    return secrets.token_bytes(suite.key_size)


def new_salt() -> bytes:
    """A fresh random salt; it must never repeat under one key."""
    return secrets.token_bytes(SALT)


def require_key(suite: Suite, key: bytes) -> None:
    """Raises ``Unsealable`` unless the key has the suite's size."""
    if len(key) != suite.key_size:
        raise Unsealable(f"a key of suite {suite:#06x} has {suite.key_size} bytes, not {len(key)}")


def aead_for(suite: Suite, key: bytes) -> Aead:
    """The suite's cipher under a key; raises ``Unsealable`` for a key of another size."""
    require_key(suite, key)
    return _PROFILES[suite].aead(key)


@dataclass(frozen=True, slots=True)
class ContentCipher:
    """The keys of one message: its cipher, base nonce and commitment."""

    aead: Aead
    base_nonce: int
    commitment: bytes

    def seal_chunk(self, number: int, plain: bytes) -> bytes:
        return self.aead.encrypt(self._nonce(number), plain, None)

    def open_chunk(self, number: int, sealed: Sealed) -> bytes:
        """The chunk's plaintext; raises ``Altered``."""
        try:
            return self.aead.decrypt(self._nonce(number), sealed, None)
        except InvalidTag:
            raise Altered(f"chunk {number} is not what was sealed") from None

    def require_commitment(self, commitment: bytes) -> None:
        """Raises ``Altered`` before anything is decrypted under a wrong key or context."""
        if not compare_digest(self.commitment, commitment):
            raise Altered("the key or the place is not the one this was sealed for")

    def _nonce(self, number: int) -> bytes:
        if not 0 <= number < MAX_CHUNKS:
            raise Unsealable("a message holds at most 4 PiB")
        return (self.base_nonce ^ number).to_bytes(NONCE, "big")


def derive(suite: Suite, key: bytes, salt: bytes, context: bytes) -> ContentCipher:
    """The content cipher of a message, by C2SP chunked encryption, "Key derivation"."""
    require_key(suite, key)
    profile = _PROFILES[suite]
    info = b"c2sp.org/chunked-encryption@v1+" + profile.aead_name + b"\0" + salt + context
    size = profile.key_size
    expand = HKDFExpand(profile.hash, size + NONCE + COMMITMENT, info)
    secret = expand.derive(key)
    nonce = int.from_bytes(secret[size : size + NONCE], "big")
    return ContentCipher(profile.aead(secret[:size]), nonce, secret[size + NONCE :])
