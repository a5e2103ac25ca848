"""RFC 6962 section 2.1: how leaves and nodes are hashed, and the root of a list."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shoumi.foundation.transparency.verifier.errors import Malformed

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
_sha256 = hashlib.sha256


class TreeHead(NamedTuple):
    """A tree of `size` leaves and its root hash."""

    size: int
    root: bytes


EMPTY_TREE = TreeHead(0, EMPTY_ROOT)


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The hashes of entries as leaves, in their order (RFC 6962 section 2.1)."""
    return [_sha256(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children (RFC 6962 section 2.1)."""
    return _sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of sibling hashes.

    Raises `Malformed` when their number is no power of two.
    """
    if not hashes or len(hashes) & (len(hashes) - 1):
        raise Malformed(f"a perfect subtree can't have {len(hashes)} hashes")
    level = hashes
    while len(level) > 1:
        pairs = iter(level)
        level = [_sha256(b"\x01" + a + b).digest() for a, b in zip(pairs, pairs, strict=True)]
    return level[0]


def ragged_root(hashes: Sequence[bytes], right: bytes | None = None) -> bytes | None:
    """The root over any number of sibling hashes with the smaller subtree `right` after them.

    None when there is nothing to hash.
    """
    end = len(hashes)
    while end:
        width = end & -end
        left = perfect_root(hashes[end - width : end])
        right = left if right is None else node_hash(left, right)
        end -= width
    return right


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of a tree with these leaf hashes (RFC 6962 `MTH`)."""
    return ragged_root(leaves) or EMPTY_ROOT
