"""C2SP tlog-proof: one file that shows, offline, that an entry is in the log."""

import re
from dataclasses import dataclass
from typing import Self

from shoumi.foundation.transparency.checkpoints import Checkpoint
from shoumi.foundation.transparency.merkle import HASH_SIZE
from shoumi.foundation.transparency.notes import decode_base64, encode_base64, parse_note
from shoumi.foundation.transparency.verifier.errors import Malformed

FIRST_LINE = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)
_MAX_HASHES = 63


@dataclass(frozen=True)
class TlogProof:
    """The entry's index, its audit path, and the signed checkpoint it leads to, verbatim.

    `extra` is carried along and proves nothing.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def __post_init__(self) -> None:
        if len(self.hashes) > _MAX_HASHES or any(len(each) != HASH_SIZE for each in self.hashes):
            raise Malformed(f"a proof has at most {_MAX_HASHES} hashes of {HASH_SIZE} bytes")
        size = Checkpoint.parse(parse_note(self.checkpoint).text).head.size
        if not 0 <= self.index < size:
            raise Malformed(f"a tree of {size} entries has no entry {self.index}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a `.tlog-proof`, trusting nothing in it yet; raises `Malformed`."""
        head, found, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if not found or lines.pop(0) != FIRST_LINE:
            raise Malformed(f"a log proof begins with the line {FIRST_LINE}")
        extra = None
        if lines and lines[0].startswith("extra "):
            extra = decode_base64(lines.pop(0).removeprefix("extra "))
        match = _INDEX.fullmatch(lines.pop(0)) if lines else None
        if match is None:
            raise Malformed("the log proof doesn't say the entry's index")
        return cls(int(match[1]), tuple(map(decode_base64, lines)), checkpoint, extra)

    def encode(self) -> str:
        """The text of the `.tlog-proof` file."""
        extra = [] if self.extra is None else [f"extra {encode_base64(self.extra)}"]
        hashes = map(encode_base64, self.hashes)
        lines = [FIRST_LINE, *extra, f"index {self.index}", *hashes]
        return "".join(f"{line}\n" for line in lines) + "\n" + self.checkpoint
