"""C2SP signed notes with Ed25519 (type 0x01): keys, key ids, signing, opening.

Keys are written as in Go's `sumdb/note`: `name+id+base64` for the verifier,
`PRIVATE+KEY+name+id+base64` for the signer.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shoumi.foundation.transparency.verifier.errors import BadSignature, Malformed

ED25519 = b"\x01"
MAX_NOTE_SIZE = 1 << 20
MAX_SIGNATURES = 64
_KEY_SIZE = 32
_PRIVATE = "PRIVATE+KEY+"
_EM_DASH = "\u2014"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True)
class VerifierKey:
    """A named Ed25519 public key (32 raw bytes)."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        require_key_name(self.name)
        if len(self.public) != _KEY_SIZE:
            raise Malformed(f"a public key has {_KEY_SIZE} bytes, not {len(self.public)}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name+id+base64`; raises `Malformed` also when the id isn't that key's."""
        name, key_id, public = _parse_key(text)
        key = cls(name, public)
        if key.key_id != key_id:
            raise Malformed("the key's id doesn't belong to the key")
        return key

    @property
    def key_id(self) -> bytes:
        """Four bytes that, with the name, say which key signed."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def encode(self) -> str:
        """`name+id+base64`, as it is handed to whoever verifies."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(ED25519 + self.public)}"

    def require_signed(self, text: str, signature: bytes) -> None:
        """Raise `BadSignature` unless this key made the 64-byte `signature` over `text`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError) as error:
            raise BadSignature(f"the signature of {self.name} is wrong") from error


@dataclass(frozen=True)
class SignerKey:
    """A named Ed25519 private key; its 32 secret bytes never show in its `repr`."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        require_key_name(self.name)
        if len(self.seed) != _KEY_SIZE:
            raise Malformed(f"a private key has {_KEY_SIZE} bytes, not {len(self.seed)}")

    @classmethod
    def generate(cls, name: str) -> Self:
        """A new random key."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `PRIVATE+KEY+name+id+base64`; no error repeats any part of it."""
        if not text.startswith(_PRIVATE):
            raise Malformed("this is not a private key")
        name, key_id, seed = _parse_key(text.removeprefix(_PRIVATE))
        key = cls(name, seed)
        if key.verifier_key.key_id != key_id:
            raise Malformed("the key's id doesn't belong to the key")
        return key

    @property
    def verifier_key(self) -> VerifierKey:
        """The public half."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return VerifierKey(self.name, private.public_key().public_bytes_raw())

    def encode(self) -> str:
        """`PRIVATE+KEY+name+id+base64`: secret, for the key file alone."""
        key_id = self.verifier_key.key_id.hex()
        return f"{_PRIVATE}{self.name}+{key_id}+{encode_base64(ED25519 + self.seed)}"

    def sign(self, text: str) -> "NoteSignature":
        """Sign a note's text, which must end in a newline."""
        made = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return NoteSignature(self.name, self.verifier_key.key_id, made)


class NoteSignature(NamedTuple):
    """One signature line: who, with which key, and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """The line as it stands in the note, with its newline."""
        return f"{_EM_DASH} {self.name} {encode_base64(self.key_id + self.signature)}\n"


class Note(NamedTuple):
    """A text (ending in a newline) and the signatures below it, not yet verified."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def encode(self) -> str:
        """The whole signed note."""
        return self.text + "\n" + "".join(each.line() for each in self.signatures)


def sign_note(text: str, *signers: SignerKey) -> str:
    """The signed note of a text; raises `Malformed` when the text can't stand in a note."""
    require_note_text(text)
    if not 1 <= len(signers) <= MAX_SIGNATURES:
        raise Malformed(f"a note needs 1 to {MAX_SIGNATURES} signers, not {len(signers)}")
    return Note(text, tuple(signer.sign(text) for signer in signers)).encode()


def parse_note(encoded: str) -> Note:
    """Part a note into text and signatures without trusting either; raises `Malformed`."""
    if len(encoded) > MAX_NOTE_SIZE:
        raise Malformed("the note is too long")
    text, found, lines = encoded.rpartition("\n\n")
    text += "\n"
    if not found or not lines.endswith("\n"):
        raise Malformed("the note has no signatures")
    require_note_text(text)
    signatures = tuple(_parse_signature(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise Malformed(f"the note has more than {MAX_SIGNATURES} signatures")
    return Note(text, signatures)


def open_note(encoded: str, keys: Sequence[VerifierKey]) -> Note:
    """The note, once one of `keys` is shown to have signed it.

    Signatures of unknown keys are ignored. Raises `BadSignature` when none of `keys` signed, or
    when a signature said to be from one of them is wrong.
    """
    note = parse_note(encoded)
    known = {(key.name, key.key_id): key for key in keys}
    signed = 0
    for each in note.signatures:
        key = known.get((each.name, each.key_id))
        if key is not None:
            key.require_signed(note.text, each.signature)
            signed += 1
    if not signed:
        raise BadSignature("none of the trusted keys signed this note")
    return note


def require_note_text(text: str) -> None:
    """Raise `Malformed` unless `text` can be signed: UTF-8, no controls, a newline at its end."""
    if not text.endswith("\n"):
        raise Malformed("a note's text must end in a newline")
    if _CONTROL.search(text):
        raise Malformed("a note can't hold control characters")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Malformed("a note must be whole Unicode characters") from error


def require_key_name(name: str) -> None:
    """Raise `Malformed` unless a key may have this name."""
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise Malformed("a key's name can't be empty or hold a space or a plus sign")
    require_note_text(name + "\n")


def encode_base64(raw: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(raw).decode()


def decode_base64(text: str) -> bytes:
    """The bytes of standard base64; raises `Malformed` for any second spelling of them."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("this is not base64") from error
    if encode_base64(raw) != text:
        raise Malformed("this is not base64 as it must be written")
    return raw


def _parse_signature(line: str) -> NoteSignature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    raw = decode_base64(encoded)
    if dash != _EM_DASH or len(raw) < 5:
        raise Malformed("a signature line of the note can't be read")
    require_key_name(name)
    return NoteSignature(name, raw[:4], raw[4:])


def _parse_key(text: str) -> tuple[str, bytes, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3 or not re.fullmatch("[0-9a-f]{8}", parts[1]):
        raise Malformed("a key is written name+id+base64")
    raw = decode_base64(parts[2])
    if raw[:1] != ED25519 or len(raw) != 1 + _KEY_SIZE:
        raise Malformed("this is not an Ed25519 key of type 1")
    return parts[0], bytes.fromhex(parts[1]), raw[1:]
