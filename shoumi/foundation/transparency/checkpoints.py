"""C2SP tlog-checkpoint: a tree head written as the text of a signed note."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from shoumi.foundation.transparency.merkle import HASH_SIZE, TreeHead
from shoumi.foundation.transparency.notes import (
    SignerKey,
    VerifierKey,
    decode_base64,
    encode_base64,
    open_note,
    require_note_text,
    sign_note,
)
from shoumi.foundation.transparency.verifier.errors import Malformed

_MAX_SIZE = 2**63 - 1
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its origin and its tree head (and, rarely, more lines)."""

    origin: str
    head: TreeHead
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if not all(lines) or any("\n" in line for line in lines):
            raise Malformed("the origin and other lines of a checkpoint must be one line each")
        if not 0 <= self.head.size <= _MAX_SIZE or len(self.head.root) != HASH_SIZE:
            raise Malformed("a checkpoint needs a tree size and a root of 32 bytes")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a note's text; raises `Malformed`."""
        require_note_text(text)
        lines = text[:-1].split("\n")
        if len(lines) < 3 or not _SIZE.fullmatch(lines[1]):
            raise Malformed("a checkpoint has an origin, a size and a root, each on its line")
        head = TreeHead(int(lines[1]), decode_base64(lines[2]))
        return cls(lines[0], head, tuple(lines[3:]))

    @property
    def text(self) -> str:
        """The text to be signed."""
        lines = (self.origin, str(self.head.size), encode_base64(self.head.root))
        return "".join(f"{line}\n" for line in lines + self.extensions)


def sign_checkpoint(checkpoint: Checkpoint, *signers: SignerKey) -> str:
    """The checkpoint as a signed note."""
    return sign_note(checkpoint.text, *signers)


def open_checkpoint(encoded: str, keys: Sequence[VerifierKey], origin: str) -> Checkpoint:
    """The checkpoint of log `origin`, once one of `keys` is shown to have signed it.

    Raises `BadSignature`, or `Malformed` when it isn't a checkpoint of that log.
    """
    checkpoint = Checkpoint.parse(open_note(encoded, keys).text)
    if checkpoint.origin != origin:
        raise Malformed("this checkpoint is another log's")
    return checkpoint
