"""Who keeps this installation's root keys; one that can't be reached seals the vault."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from shoumi.foundation.sealing import (
    KeyfileProvider,
    KeyMissing,
    KeyUnreachable,
    KeyUnreadable,
    RootKey,
    RootProvider,
)
from shoumi.foundation.sealing.providers.places import Keyfiles, Transit
from shoumi.kernel.storage.extras import extra
from shoumi.kernel.storage.refusals import KeptElsewhere, Sealed

MISSING, UNREADABLE, UNREACHABLE = "missing", "unreadable", "unreachable"
_MODULES = "shoumi.foundation.sealing.providers"


def provider() -> RootProvider:
    """Who keeps the root keys. Raises ImproperlyConfigured without its library; everything it is
    asked raises ``Sealed`` when it can't be reached."""
    keeper = settings.KEY_KEEPER
    if isinstance(keeper, Keyfiles):
        return keyfiles()
    if isinstance(keeper, Transit):
        return _Reached(extra(f"{_MODULES}.transit", "transit").TransitProvider(keeper))
    return _Reached(extra(f"{_MODULES}.hsm", "pkcs11").TokenProvider(keeper))


def keyfiles() -> KeyfileProvider:
    """The root keys as files, for what only files can do. Raises ``KeptElsewhere``."""
    if not isinstance(settings.KEY_KEEPER, Keyfiles):
        raise KeptElsewhere
    return KeyfileProvider(settings.DATA / "keys")


class _Reached:
    """A provider on the network or on a device."""

    def __init__(self, provider: RootProvider) -> None:
        self._provider = provider
        self.name = provider.name

    def versions(self) -> list[int]:
        with _reaching():
            return self._provider.versions()

    def open(self, version: int, *, expected: str | None = None) -> RootKey:
        with _reaching():
            return _ReachedRoot(self._provider.open(version, expected=expected))

    def rotate(self, version: int) -> RootKey:
        with _reaching():
            return _ReachedRoot(self._provider.rotate(version))

    def destroy(self, version: int) -> None:
        with _reaching():
            self._provider.destroy(version)


class _ReachedRoot:
    def __init__(self, root: RootKey) -> None:
        self._root = root
        self.fingerprint = root.fingerprint

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        with _using():
            return self._root.wrap(key, binding)

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        with _using():
            return self._root.unwrap(wrapped, binding)


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except KeyUnreachable as error:
        raise Sealed(UNREACHABLE, str(error)) from error


@contextmanager
def _using() -> Iterator[None]:
    """A key that was there a moment ago may be gone now, or forbidden."""
    try:
        with _reaching():
            yield
    except KeyMissing as error:
        raise Sealed(MISSING, str(error)) from error
    except KeyUnreadable as error:
        raise Sealed(UNREADABLE, str(error)) from error
