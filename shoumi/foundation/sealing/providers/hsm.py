"""Root keys on a PKCS#11 device: AES keys that can't be taken out, made and used there.

::

    wrapped = 0x03 ‖ nonce 12 ‖ AES-256-GCM(key, binding as associated data)

The fingerprint is made of the device's own CMAC under the key.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

import pkcs11
from pkcs11 import Attribute, GCMParams, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import (
    EncryptedDataInvalid,
    EncryptedDataLenRange,
    FunctionFailed,
    GeneralError,
    MultipleObjectsReturned,
    NoSuchKey,
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
    UserAlreadyLoggedIn,
)

from shoumi.foundation.sealing.providers.places import Token
from shoumi.foundation.sealing.refusals import (
    Altered,
    KeyMissing,
    KeyUnreachable,
    KeyUnreadable,
    SealingError,
    WrongKey,
)
from shoumi.foundation.sealing.suites import NONCE, TAG

_FORMAT = b"\x03"
_MARKED = b"shoumi root key 1"
_PIN = (PinIncorrect, PinInvalid, PinLenRange, PinLocked)
_REFUSED = (EncryptedDataInvalid, EncryptedDataLenRange, FunctionFailed, GeneralError)
_USE = {
    Attribute.SENSITIVE: True,
    Attribute.EXTRACTABLE: False,
    Attribute.PRIVATE: True,
    Attribute.ENCRYPT: True,
    Attribute.DECRYPT: True,
    Attribute.SIGN: True,
    Attribute.VERIFY: False,
    Attribute.WRAP: False,
    Attribute.UNWRAP: False,
}

# A device takes one command of a session at a time; the lock is held for each.
_alone = RLock()
_sessions: dict[Token, Any] = {}
_opened_by = 0


class TokenProvider:
    """See ``RootProvider``. Raises ``KeyUnreachable`` when the device does not answer or its token
    is not there, ``KeyUnreadable`` for a wrong PIN and a key of another kind."""

    name = "pkcs11"

    def __init__(self, place: Token) -> None:
        self._place = place

    def versions(self) -> list[int]:
        start = f"{self._place.key}-"
        with self.session() as session:
            found = session.get_objects({Attribute.CLASS: ObjectClass.SECRET_KEY})
            labels = [str(key.label) for key in found]
        numbers = [one.removeprefix(start) for one in labels if one.startswith(start)]
        return sorted({int(number) for number in numbers if number.isdecimal()})

    def open(self, version: int, *, expected: str | None = None) -> TokenRoot:
        root = TokenRoot(self, version)
        if expected is not None and root.fingerprint != expected:
            raise WrongKey(
                f"the root key has fingerprint {root.fingerprint}, but {expected} was used here"
            )
        return root

    def rotate(self, version: int) -> TokenRoot:
        with self.session() as session:
            try:
                self.key(session, version)
            except KeyMissing:
                session.generate_key(
                    KeyType.AES, 256, label=self._label(version), store=True, template=_USE
                )
        return self.open(version)

    def destroy(self, version: int) -> None:
        with self.session() as session:
            try:
                self.key(session, version).destroy()
            except KeyMissing:
                return

    def key(self, session: Any, version: int) -> Any:
        """The key on the device. Raises ``KeyMissing``, ``KeyUnreadable``."""
        try:
            return session.get_key(object_class=ObjectClass.SECRET_KEY, label=self._label(version))
        except NoSuchKey:
            raise KeyMissing(f"the device has no key {self._label(version)}") from None
        except MultipleObjectsReturned:
            raise KeyUnreadable(f"the device has two keys {self._label(version)}") from None

    @contextmanager
    def session(self) -> Iterator[Any]:
        """This process's session with the device; one that failed is not used again."""
        with _alone:
            try:
                yield _session(self._place)
            except SealingError:
                raise
            except _PIN:
                raise KeyUnreadable("the device does not take the PIN") from None
            except PKCS11Error as error:
                _sessions.pop(self._place, None)
                raise KeyUnreachable(f"the device fails: {type(error).__name__}") from None

    def _label(self, version: int) -> str:
        return f"{self._place.key}-{version}"


class TokenRoot:
    """One key on the device; see ``RootKey``."""

    def __init__(self, provider: TokenProvider, version: int) -> None:
        self._provider, self._version = provider, version
        with self._key() as key:
            self.fingerprint = _fingerprint(key)

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        with self._key() as root:
            sealed = root.encrypt(key, **_gcm(nonce, binding))
        return _FORMAT + nonce + bytes(sealed)

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        if len(wrapped) < 1 + NONCE + TAG or wrapped[:1] != _FORMAT:
            raise Altered("this was not wrapped by a device")
        nonce, sealed = wrapped[1 : 1 + NONCE], wrapped[1 + NONCE :]
        with self._key() as root:
            try:
                opened = root.decrypt(sealed, **_gcm(nonce, binding))
            except _REFUSED:
                # Devices have no word of their own for a tag that does not fit. One that still
                # works with the key is not what failed.
                if _fingerprint(root) != self.fingerprint:
                    raise
                raise Altered("the wrapped key was changed, or belongs elsewhere") from None
        return bytes(opened)

    @contextmanager
    def _key(self) -> Iterator[Any]:
        with self._provider.session() as session:
            yield self._provider.key(session, self._version)


def _fingerprint(key: Any) -> str:
    made = bytes(key.sign(_MARKED, mechanism=Mechanism.AES_CMAC))
    return sha256(b"shoumi key fingerprint 3\0" + made).hexdigest()[:32]


def _gcm(nonce: bytes, binding: bytes) -> dict[str, Any]:
    return {
        "mechanism": Mechanism.AES_GCM,
        "mechanism_param": GCMParams(nonce, binding, TAG * 8),
    }


def _session(place: Token) -> Any:
    """Opened by the process that uses it: a fork inherits neither sessions nor the login."""
    global _opened_by
    if place in _sessions and _opened_by == os.getpid():
        return _sessions[place]
    try:
        library = pkcs11.lib(place.library)
        if _opened_by not in {0, os.getpid()}:
            _sessions.clear()
            library.reinitialize()
        _opened_by = os.getpid()
        token = library.get_token(token_label=place.label)
        pin = Path(place.pin_file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise KeyUnreadable(f"the file with the PIN can't be read: {error.strerror}") from None
    except RuntimeError as error:
        raise KeyUnreachable(f"the device is not there: {type(error).__name__}") from None
    try:
        _sessions[place] = token.open(rw=True, user_pin=pin)
    except UserAlreadyLoggedIn:
        # By another session of this process, which counts for all of them.
        _sessions[place] = token.open(rw=True)
    return _sessions[place]
