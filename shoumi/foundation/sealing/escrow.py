"""Escrow: a root key sealed to a recovery secret, and that secret split into shares, 3 of 5.

The recovery secret has 16 bytes, as strong as the X25519 key derived from it, and makes shares of
20 words (SLIP-39). Sealing needs only the public key, so a new root key is sealed without the
shares: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import shamir_mnemonic
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shoumi.foundation.sealing.refusals import Altered, SharesRefused

NEEDED = 3
MADE = 5
_SECRET = 16
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def new_recovery_secret() -> bytes:
    """A fresh recovery secret: for shares, and to be forgotten."""
    return secrets.token_bytes(_SECRET)


def recovery_public_key(secret: bytes) -> bytes:
    """The public key to which root keys are sealed."""
    return _private(secret).public_key().public_bytes_raw()


def seal_to_recovery(key: bytes, public: bytes, info: bytes) -> bytes:
    """The key, sealed; it opens only with the recovery secret and the same ``info``."""
    return _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(public), info)


def open_with_recovery(sealed: bytes, secret: bytes, info: bytes) -> bytes:
    """The sealed key. Raises ``Altered``."""
    try:
        return _SUITE.decrypt(sealed, _private(secret), info)
    except (InvalidTag, ValueError):
        raise Altered("the sealed key was changed, or is not of these shares") from None


def split(secret: bytes) -> list[str]:
    """Five shares of twenty words; any three give the secret again, two tell nothing."""
    (shares,) = shamir_mnemonic.generate_mnemonics(1, [(NEEDED, MADE)], secret)
    return list(shares)


def require_share(words: str) -> None:
    """Raises ``SharesRefused`` for a misspelt share; the checksum finds any three wrong words."""
    try:
        shamir_mnemonic.Share.from_mnemonic(words)
    except shamir_mnemonic.MnemonicError as error:
        raise SharesRefused(str(error)) from None


def combine(shares: Sequence[str]) -> bytes:
    """The recovery secret of exactly three different shares. Raises ``SharesRefused``."""
    try:
        return bytes(shamir_mnemonic.combine_mnemonics(shares))
    except shamir_mnemonic.MnemonicError as error:
        raise SharesRefused(str(error)) from None


def _private(secret: bytes) -> X25519PrivateKey:
    derived = HKDF(hashes.SHA256(), 32, b"", b"shoumi recovery key 1").derive(secret)
    return X25519PrivateKey.from_private_bytes(derived)
