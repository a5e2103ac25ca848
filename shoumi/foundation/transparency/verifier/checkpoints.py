"""Opens signed checkpoints (C2SP signed-note, tlog-checkpoint) with keys that the caller trusts.

Keys always come from the caller, never from what is being checked: a forger would bring along
a key of his own.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .ed25519 import is_signed
from .errors import BadSignature, Malformed

_MAX_NOTE = 1 << 20
_SIGNATURE = re.compile("— ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})")
_KEY = re.compile("([^\\s+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+={0,2})")
_NUMBER = re.compile("0|[1-9][0-9]{0,18}")


class TrustedKey(NamedTuple):
    """A log's public key, known from elsewhere."""

    name: str
    key_id: bytes
    public: bytes


class SignedHead(NamedTuple):
    """What a trusted key signed: the log's origin, the tree's size and its root."""

    origin: str
    size: int
    root: bytes


def read_key(text: str) -> TrustedKey:
    """Read `name+id+base64`; raises `Malformed`."""
    match = _KEY.fullmatch(text.strip())
    if match is None:
        raise Malformed("a log's key is written name+id+base64")
    name, key_id, encoded = match.groups()
    raw = read_base64(encoded)
    if len(raw) != 33 or raw[0] != 1:
        raise Malformed("this is not an Ed25519 key of type 1")
    if hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] != key_id:
        raise Malformed("the id in the key doesn't belong to it")
    return TrustedKey(name, bytes.fromhex(key_id), raw[1:])


def verify_checkpoint(note: str, keys: Sequence[TrustedKey], origin: str) -> SignedHead:
    """The head in a checkpoint of log `origin`, once one of `keys` is shown to have signed it.

    Signatures of other keys are passed over, as the specification asks. Raises `BadSignature`
    when none of `keys` signed or one of their signatures is wrong, `Malformed` for anything else.
    """
    text, signatures = _part(note)
    signers = 0
    for name, key_id, signature in signatures:
        for key in keys:
            if (key.name, key.key_id) == (name, key_id):
                if not is_signed(key.public, text.encode(), signature):
                    raise BadSignature(f"the signature of {name} is wrong")
                signers += 1
    if not signers:
        raise BadSignature("none of the trusted keys signed this checkpoint")
    head = _read_head(text)
    if head.origin != origin:
        raise Malformed("this checkpoint is another log's")
    return head


def read_base64(text: str) -> bytes:
    """Bytes from standard base64 in its one right spelling; raises `Malformed`."""
    try:
        raw = base64.b64decode(text.encode(), validate=True)
    except ValueError as error:
        raise Malformed("this is not base64") from error
    if base64.b64encode(raw) != text.encode():
        raise Malformed("this is base64 in an unusual spelling")
    return raw


def _part(note: str) -> tuple[str, Iterable[tuple[str, bytes, bytes]]]:
    if len(note) > _MAX_NOTE or any(letter < " " and letter != "\n" for letter in note):
        raise Malformed("the note is too long or holds control characters")
    if any("\ud800" <= letter <= "\udfff" for letter in note):
        raise Malformed("the note isn't whole Unicode characters")
    *paragraphs, last = note.split("\n\n")
    if not paragraphs or not last.endswith("\n"):
        raise Malformed("the note has no signatures")
    signatures = []
    for line in last[:-1].split("\n"):
        match = _SIGNATURE.fullmatch(line)
        raw = read_base64(match[2]) if match else b""
        if match is None or len(raw) < 5:
            raise Malformed("a signature line of the note can't be read")
        signatures.append((match[1], raw[:4], raw[4:]))
    if len(signatures) > 64:
        raise Malformed("the note has more than 64 signatures")
    return "\n\n".join(paragraphs) + "\n", signatures


def _read_head(text: str) -> SignedHead:
    lines = text.split("\n")
    if len(lines) < 4 or not all(lines[:-1]) or not _NUMBER.fullmatch(lines[1]):
        raise Malformed("a checkpoint has an origin, a size and a root, each on its line")
    root = read_base64(lines[2])
    size = int(lines[1])
    if len(root) != 32 or size >= 2**63:
        raise Malformed("the checkpoint's size or root is out of bounds")
    if size == 0 and root != hashlib.sha256(b"").digest():
        raise Malformed("the checkpoint gives an empty tree a root that it can't have")
    return SignedHead(lines[0], size, root)
