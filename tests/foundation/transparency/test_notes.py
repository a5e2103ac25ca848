"""Keys, signed notes, checkpoints and log proofs, made here and opened by both sides."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.foundation.transparency.checkpoints import (
    Checkpoint,
    open_checkpoint,
    sign_checkpoint,
)
from shoumi.foundation.transparency.merkle import EMPTY_TREE, TreeHead
from shoumi.foundation.transparency.notes import (
    Note,
    SignerKey,
    VerifierKey,
    open_note,
    parse_note,
    sign_note,
)
from shoumi.foundation.transparency.verifier import ed25519
from shoumi.foundation.transparency.verifier.checkpoints import read_key, verify_checkpoint
from shoumi.foundation.transparency.verifier.errors import (
    BadSignature,
    Malformed,
    TransparencyError,
)
from tests.foundation.transparency.signers import (
    NEUMANN,
    NEUMANN_KEY,
    NEUMANN_NOTE,
    ORIGIN,
    OTHER,
    SIGNER,
)
from tests.foundation.transparency.trees_in_memory import flip_bit

HEAD = TreeHead(600, bytes(range(32)))


Opener = Callable[[str, SignerKey], tuple[int, bytes]]


def open_here(note: str, signer: SignerKey) -> tuple[int, bytes]:
    return open_checkpoint(note, [signer.verifier_key], ORIGIN).head


def open_by_verifier(note: str, signer: SignerKey) -> tuple[int, bytes]:
    head = verify_checkpoint(note, [read_key(signer.verifier_key.encode())], ORIGIN)
    return head.size, head.root


both_sides = pytest.mark.parametrize("opener", [open_here, open_by_verifier])


def signed(*signers: SignerKey) -> str:
    return sign_checkpoint(Checkpoint(ORIGIN, HEAD), *(signers or [SIGNER]))


def test_the_published_note_is_signed_and_opened_byte_for_byte() -> None:
    signer = SignerKey.parse(NEUMANN)
    assert signer.encode() == NEUMANN
    assert signer.verifier_key.encode() == NEUMANN_KEY
    text = NEUMANN_NOTE.rpartition("\n\n")[0] + "\n"
    assert sign_note(text, signer) == NEUMANN_NOTE
    assert open_note(NEUMANN_NOTE, [VerifierKey.parse(NEUMANN_KEY)]).text == text


def test_a_key_survives_being_written_and_read() -> None:
    made = SignerKey.generate(ORIGIN)
    assert SignerKey.parse(made.encode()) == made
    assert VerifierKey.parse(made.verifier_key.encode()) == made.verifier_key
    read = read_key(made.verifier_key.encode())
    assert (read.name, read.key_id, read.public) == (
        ORIGIN,
        made.verifier_key.key_id,
        made.verifier_key.public,
    )


def test_a_private_key_shows_neither_in_its_repr_nor_in_errors() -> None:
    encoded = SIGNER.encode()
    secret = encoded.rpartition("+")[2]
    assert secret not in repr(SIGNER)
    assert repr(SIGNER.seed) not in repr(SIGNER)
    with pytest.raises(Malformed) as caught:
        SignerKey.parse(encoded[:-4])
    assert secret[:20] not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        "name+00000000+AQ==",
        NEUMANN_KEY.replace("c74f20a3", "c74f20a4"),
        NEUMANN_KEY.replace("c74f20a3", "C74F20A3"),
        NEUMANN_KEY.replace("PeterNeumann", "Peter Neumann"),
        NEUMANN_KEY[:-1],
        NEUMANN_KEY.replace("+ARpc", "+AhpC"),
        NEUMANN_KEY.replace("PeterNeumann", ""),
    ],
)
def test_a_damaged_key_is_refused_by_both_sides(text: str) -> None:
    with pytest.raises(Malformed):
        VerifierKey.parse(text)
    with pytest.raises(Malformed):
        read_key(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u3000b", "a\nb", "a\x01b", "\ud800"])
def test_a_key_cannot_have_such_a_name(name: str) -> None:
    with pytest.raises(Malformed):
        SignerKey.generate(name)


@both_sides
def test_a_checkpoint_opens_to_the_head_that_was_signed(opener: Opener) -> None:
    assert opener(signed(), SIGNER) == HEAD


@both_sides
def test_a_signature_of_an_unknown_key_is_passed_over(opener: Opener) -> None:
    assert opener(signed(OTHER, SIGNER), SIGNER) == HEAD


@both_sides
def test_a_checkpoint_signed_by_another_key_is_refused(opener: Opener) -> None:
    with pytest.raises(BadSignature):
        opener(signed(OTHER), SIGNER)


@both_sides
def test_a_wrong_signature_of_the_known_key_is_refused_beside_a_right_one(opener: Opener) -> None:
    wrong = SIGNER.sign("another text\n").line()
    with pytest.raises(BadSignature):
        opener(signed() + wrong, SIGNER)


@both_sides
def test_another_logs_checkpoint_is_refused(opener: Opener) -> None:
    note = sign_checkpoint(Checkpoint("other.example/log", HEAD), SIGNER)
    with pytest.raises(Malformed):
        opener(note, SIGNER)


@both_sides
def test_every_flipped_bit_of_a_checkpoint_is_refused(opener: Opener) -> None:
    raw = signed().encode()
    refused = 0
    for bit in range(len(raw) * 8):
        try:
            changed = flip_bit(raw, bit).decode()
        except UnicodeDecodeError:
            refused += 1
            continue
        with pytest.raises(TransparencyError):
            opener(changed, SIGNER)
        refused += 1
    assert refused == len(raw) * 8


@both_sides
@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n600\n",
        f"{ORIGIN}\n0600\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n-1\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n٦\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n{2**63}\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n600\n{base64.b64encode(bytes(31)).decode()}\n",
        f"{ORIGIN}\n600\nnot base64\n",
        f"\n600\n{base64.b64encode(bytes(32)).decode()}\n",
        f"{ORIGIN}\n600\n{base64.b64encode(bytes(32)).decode()}\n\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(opener: Opener, text: str) -> None:
    with pytest.raises(Malformed):
        opener(sign_note(text, SIGNER), SIGNER)


@both_sides
@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n\n",
        "text\n",
        signed()[:-1],
        signed().replace("— ", "- "),
        signed().replace("\n— ", "\n—  "),
        signed() + "\n",
        signed() + "— someone short=\n",
        signed() + "— someone AAAA\n",
        signed().replace("600", "600\r"),
        signed() + SIGNER.sign("text\n").line().replace(ORIGIN, "x") * 64,
        "x" * (1 << 20) + signed(),
        "\ud800" + signed(),
    ],
    ids=lambda note: ascii(note)[:30],
)
def test_what_is_no_note_is_refused(opener: Opener, note: str) -> None:
    with pytest.raises(Malformed):
        opener(note, SIGNER)


@pytest.mark.parametrize("text", ["", "no newline", "tab\t\n", "\ud800\n"])
def test_a_text_that_cannot_stand_in_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(Malformed):
        sign_note(text, SIGNER)


def test_a_note_text_may_hold_empty_lines() -> None:
    text = "one\n\nthree\n\n"
    assert open_note(sign_note(text, SIGNER), [SIGNER.verifier_key]).text == text


def test_extension_lines_are_kept() -> None:
    made = Checkpoint(ORIGIN, EMPTY_TREE, ("one", "two"))
    assert Checkpoint.parse(made.text) == made


@both_sides
def test_sixteen_and_more_signatures_are_accepted(opener: Opener) -> None:
    text = Checkpoint(ORIGIN, HEAD).text
    cosigners = [SignerKey(f"witness{n}.example", bytes([n]) * 32) for n in range(16)]
    note = Note(text, (*(each.sign(text) for each in cosigners), SIGNER.sign(text)))
    assert opener(note.encode(), SIGNER) == HEAD
    assert parse_note(note.encode()) == note


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_the_plain_ed25519_agrees_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    text = message.hex() + "\n"
    signer = SignerKey("k", seed)
    public, signature = signer.verifier_key.public, signer.sign(text).signature
    for each in (signature, flip_bit(signature, bit)):
        is_right = each == signature
        assert ed25519.is_signed(public, text.encode(), each) is is_right
        assert ed25519.is_signed_plainly(public, text.encode(), each) is is_right


def test_the_plain_ed25519_refuses_what_rfc_8032_refuses() -> None:
    public, signature = SIGNER.verifier_key.public, SIGNER.sign("x\n").signature
    order = 2**252 + 27742317777372353535851937790883648493
    second = int.from_bytes(signature[32:], "little") + order
    malleable = signature[:32] + second.to_bytes(32, "little")
    beyond_the_field = (2**255 - 1).to_bytes(32, "little")
    for is_signed in (ed25519.is_signed, ed25519.is_signed_plainly):
        assert is_signed(public, b"x\n", signature)
        assert not is_signed(public, b"x\n", malleable)
        assert not is_signed(public, b"x\n", signature[:-1])
        assert not is_signed(public[:-1], b"x\n", signature)
        assert not is_signed(beyond_the_field, b"x\n", signature)


def test_the_verifier_opens_a_checkpoint_without_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ed25519, "HAS_LIBRARY", False)
    assert open_by_verifier(signed(), SIGNER) == HEAD
    with pytest.raises(BadSignature):
        open_by_verifier(signed(OTHER), SIGNER)
