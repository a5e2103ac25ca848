"""Verifies inclusion and consistency proofs as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say."""

import hashlib
from collections.abc import Sequence

from .errors import NotConsistent, NotIncluded

_HASH_SIZE = 32
_EMPTY = hashlib.sha256(b"").digest()


def hash_entry(entry: bytes) -> bytes:
    """The leaf hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise `NotIncluded` unless `proof` shows leaf hash `leaf` at `index` under `root`."""
    if not 0 <= index < size:
        raise NotIncluded(f"a tree of {size} entries has no entry {index}")
    if any(len(each) != _HASH_SIZE for each in (leaf, root, *proof)):
        raise NotIncluded("the proof holds a hash that isn't 32 bytes long")
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            raise NotIncluded("the proof is too long")
        if fn & 1 or fn == sn:
            r = _node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = _node(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise NotIncluded("the proof is too short")
    if r != root:
        raise NotIncluded(f"the proof doesn't lead from entry {index} to the root")


def verify_consistency(
    old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise `NotConsistent` unless `proof` shows that the tree begins with the old one.

    From an empty tree to a later one nothing can be shown, so that is refused.
    """
    if not 0 <= old_size <= size:
        raise NotConsistent(f"a tree of {size} entries can't follow one of {old_size}")
    if old_size == size:
        if proof:
            raise NotConsistent("the proof is too long")
        if old_root != root:
            raise NotConsistent(f"two different trees claim the same size, {size}")
        if size == 0 and root != _EMPTY:
            raise NotConsistent("this is not the root of an empty tree")
        return
    if any(len(each) != _HASH_SIZE for each in (old_root, root, *proof)):
        raise NotConsistent("the proof holds a hash that isn't 32 bytes long")
    if old_size == 0:
        raise NotConsistent("an empty tree proves nothing about a later one")
    # RFC 9162 2.1.4.2: a perfect old tree is itself the first node of the path.
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        raise NotConsistent("the proof is too short")
    fr, sr = _follow(path, old_size, size)
    if fr != old_root or sr != root:
        raise NotConsistent(f"the tree of {size} entries doesn't begin with that of {old_size}")


def _follow(path: Sequence[bytes], old_size: int, size: int) -> tuple[bytes, bytes]:
    """The roots of the old and the new tree that the path leads to."""
    fn, sn = old_size - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            raise NotConsistent("the proof is too long")
        if fn & 1 or fn == sn:
            fr, sr = _node(c, fr), _node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = _node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise NotConsistent("the proof is too short")
    return fr, sr


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
