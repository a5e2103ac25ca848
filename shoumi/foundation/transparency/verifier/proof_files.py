"""Verifies a `.tlog-proof` (C2SP tlog-proof): an entry, a key, and nothing else is needed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .checkpoints import SignedHead, TrustedKey, read_base64, verify_checkpoint
from .errors import Malformed
from .proofs import hash_entry, verify_inclusion


@dataclass(frozen=True, slots=True)
class ProvenEntry:
    """Where the entry stands, and the signed head that it is proven under."""

    index: int
    head: SignedHead


def verify_proof_file(
    text: str, entry: bytes, keys: Sequence[TrustedKey], origin: str
) -> ProvenEntry:
    """Show that `entry`, byte for byte, is in the log `origin`.

    Raises `Malformed`, `BadSignature` or `NotIncluded`. The file's `extra` line is not covered by
    any proof and is passed over.
    """
    first, found, note = text.partition("\n\n")
    title, *lines = first.split("\n")
    if title != "c2sp.org/tlog-proof@v1" or not found:
        raise Malformed("this is not a log proof")
    if lines and lines[0].startswith("extra "):
        read_base64(lines.pop(0)[len("extra ") :])
    if not lines or not re.fullmatch("index (0|[1-9][0-9]{0,18})", lines[0]):
        raise Malformed("the log proof doesn't say the entry's index")
    index = int(lines[0][len("index ") :])
    proof = [read_base64(line) for line in lines[1:]]
    head = verify_checkpoint(note, keys, origin)
    verify_inclusion(hash_entry(entry), index, head.size, proof, head.root)
    return ProvenEntry(index, head)
