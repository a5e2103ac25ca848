"""Which parts of the house keep what may be required: without one, nobody could ever hold it."""

from shoumi.domains.people.rules import Kind

_sources: set[Kind] = set()


def declare(kind: Kind) -> None:
    """Say that this part writes qualifications of that kind, so that it can be required."""
    _sources.add(kind)


def forget(kind: Kind) -> None:
    """Take a declaration back."""
    _sources.discard(kind)


def is_kept(kind: Kind) -> bool:
    return kind in _sources
