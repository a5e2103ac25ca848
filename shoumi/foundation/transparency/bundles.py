"""C2SP tlog-tiles entry bundles: up to 256 entries, each after its length in two bytes."""

from collections.abc import Sequence

from shoumi.foundation.transparency.tiles import TILE_WIDTH
from shoumi.foundation.transparency.verifier.errors import Malformed

MAX_ENTRY_SIZE = 0xFFFF


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """The bundle of 1 to 256 entries; raises `Malformed` when one is over 65,535 bytes."""
    if not 1 <= len(entries) <= TILE_WIDTH:
        raise Malformed(f"a bundle holds 1 to {TILE_WIDTH} entries, not {len(entries)}")
    for number, entry in enumerate(entries):
        if len(entry) > MAX_ENTRY_SIZE:
            raise Malformed(f"entry {number} of the bundle is {len(entry)} bytes long, over 65,535")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def parse_bundle(bundle: bytes, width: int) -> list[bytes]:
    """The `width` entries of a bundle; raises `Malformed` when it holds more, fewer or a stump."""
    entries: list[bytes] = []
    at = 0
    while at < len(bundle):
        start = at + 2
        at = start + int.from_bytes(bundle[at:start], "big")
        entries.append(bundle[start:at])
    if at != len(bundle) or len(entries) != width:
        raise Malformed(f"the bundle doesn't hold exactly {width} whole entries")
    return entries
