"""Salted commitments: an entry binds a personal or secret value without holding it.

HMAC-SHA-256 under a random 32-byte salt over the field's name and the value, each after its
length, so that no two pairs share a message. Deleting salt and value erases the value for good
(PIPL article 47); the entry and its proofs stay whole.
"""

import hashlib
import hmac
import secrets

from shoumi.foundation.transparency.verifier.errors import Malformed

SALT_SIZE = 32
_LABEL = b"shoumi/commitment/v1"


def new_salt() -> bytes:
    """A fresh salt; every field of every entry needs one of its own."""
    return secrets.token_bytes(SALT_SIZE)


def commit(salt: bytes, field: str, value: str) -> bytes:
    """The 32-byte commitment to `value` as `field`.

    Raises `Malformed` when the salt isn't 32 bytes or a text is not Unicode.
    """
    if len(salt) != SALT_SIZE:
        raise Malformed(f"a salt has {SALT_SIZE} bytes, not {len(salt)}")
    return hmac.digest(salt, _LABEL + _framed(field) + _framed(value), hashlib.sha256)


def _framed(text: str) -> bytes:
    try:
        encoded = text.encode()
    except UnicodeEncodeError as error:
        raise Malformed("a committed text holds half a character (a lone surrogate)") from error
    return len(encoded).to_bytes(8, "big") + encoded
