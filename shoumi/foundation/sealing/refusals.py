"""What sealing says when it refuses. No message carries a key, a title or any content."""

from __future__ import annotations


class SealingError(Exception):
    """Anything that keeps content from being sealed or opened."""


class Unsealable(SealingError):
    """What was given cannot be sealed: a key of the wrong size, text that is no text."""


class Altered(SealingError):
    """Sealed bytes are not what was sealed under this key for this place.

    A changed byte, another object's bytes, a wrong key and a wrong context look alike here, on
    purpose: authenticated encryption cannot tell them apart.
    """


class Truncated(Altered):
    """The sealed bytes end too early or run on too long."""


class KeyMissing(SealingError):
    """A key that is expected is not there; it is never silently made anew."""


class KeyUnreadable(SealingError):
    """A key is there but damaged, or others on the machine may read it."""


class KeyUnreachable(SealingError):
    """Who keeps the key does not answer, or not now; the key itself may be whole."""


class WrongKey(SealingError):
    """A key is there and whole, but it is not the one that was used here before."""


class SharesRefused(SealingError):
    """Recovery shares are misspelt, too few, or not of one set."""
