"""Who keeps this installation's root keys; one that can't be reached seals the vault."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.conf import settings

from shoumi.foundation.sealing import (
    KeyfileProvider,
    KeyMissing,
    KeyUnreachable,
    KeyUnreadable,
    RootKey,
    RootProvider,
)
from shoumi.foundation.sealing.providers.places import Keeper, Keyfiles, Transit
from shoumi.kernel.storage.extras import extra
from shoumi.kernel.storage.refusals import KeptElsewhere, Sealed

MISSING, UNREADABLE, UNREACHABLE = "missing", "unreadable", "unreachable"
HELD = 30.0
"""Seconds for which vault keys stay in memory; a service that is sealed, or takes its token back,
shuts the vault after that."""
_MODULES = "shoumi.foundation.sealing.providers"


def provider() -> RootProvider:
    """Who keeps the root keys. Raises ImproperlyConfigured without its library; everything it is
    asked raises ``Sealed`` when it can't be reached."""
    keeper = settings.KEY_KEEPER
    if isinstance(keeper, Keyfiles):
        return keyfiles()
    if isinstance(keeper, Transit):
        return _Reached(keeper, extra(f"{_MODULES}.transit", "transit").TransitProvider(keeper))
    return _Reached(keeper, extra(f"{_MODULES}.hsm", "pkcs11").TokenProvider(keeper))


def keyfiles() -> KeyfileProvider:
    """The root keys as files, for what only files can do. Raises ``KeptElsewhere``."""
    if not isinstance(settings.KEY_KEEPER, Keyfiles):
        raise KeptElsewhere
    return KeyfileProvider(settings.DATA / "keys")


def forget() -> None:
    """The next that is asked is asked of the provider itself."""
    for root in list(_held.values()):
        root.forget()
    _held.clear()


class _Reached:
    """A provider on the network or on a device."""

    def __init__(self, keeper: Keeper, provider: RootProvider) -> None:
        self._keeper, self._provider = keeper, provider
        self.name = provider.name

    def versions(self) -> list[int]:
        with _reaching():
            return self._provider.versions()

    def open(self, version: int, *, expected: str | None = None) -> RootKey:
        held = _held.get((self._keeper, version))
        if held is not None and held.serves(expected):
            return held
        with _reaching():
            root = _ReachedRoot(self._provider.open(version, expected=expected))
        _held[self._keeper, version] = root
        return root

    def rotate(self, version: int) -> RootKey:
        forget()
        with _reaching():
            return _ReachedRoot(self._provider.rotate(version))

    def destroy(self, version: int) -> None:
        forget()
        with _reaching():
            self._provider.destroy(version)


class _ReachedRoot:
    """What it unwrapped is held in memory for `HELD` seconds, and not asked for again so long."""

    def __init__(self, root: RootKey) -> None:
        self._root = root
        self._opened: dict[tuple[bytes, bytes], bytes] = {}
        self._until = monotonic() + HELD
        self.fingerprint = root.fingerprint

    def serves(self, expected: str | None) -> bool:
        return expected == self.fingerprint and monotonic() < self._until

    def forget(self) -> None:
        self._opened.clear()
        self._until = 0

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        with _using():
            return self._root.wrap(key, binding)

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        held = self._opened.get((wrapped, binding))
        if held is not None and monotonic() < self._until:
            return held
        with _using():
            opened = self._root.unwrap(wrapped, binding)
        self._opened[wrapped, binding] = opened
        return opened


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


_held: dict[tuple[Keeper, int], _ReachedRoot] = {}
