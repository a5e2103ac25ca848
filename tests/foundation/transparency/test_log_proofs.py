"""The proof that an entry is in the log, as a file: read back, verified, refused when changed."""

import pytest

from shoumi.foundation.transparency.checkpoints import (
    Checkpoint,
    sign_checkpoint,
)
from shoumi.foundation.transparency.proofs import prove_inclusion
from shoumi.foundation.transparency.tlogproof import TlogProof
from shoumi.foundation.transparency.verifier.checkpoints import read_key
from shoumi.foundation.transparency.verifier.errors import (
    BadSignature,
    Malformed,
    NotIncluded,
    TransparencyError,
)
from shoumi.foundation.transparency.verifier.proof_files import verify_proof_file
from tests.foundation.transparency.signers import NEUMANN_KEY, ORIGIN, SIGNER
from tests.foundation.transparency.trees_in_memory import entries_of, flip_bit, stored_log


def proof_of(index: int, extra: bytes | None = None) -> tuple[TlogProof, bytes]:
    entries = entries_of(300)
    stored, head = stored_log(entries)
    note = sign_checkpoint(Checkpoint(ORIGIN, head), SIGNER)
    hashes = tuple(prove_inclusion(stored, index, 300))
    return TlogProof(index, hashes, note, extra), entries[index]


KEYS = [read_key(SIGNER.verifier_key.encode())]


@pytest.mark.parametrize("index", [0, 255, 256, 299])
@pytest.mark.parametrize("extra", [None, b"", b"context"])
def test_a_log_proof_is_read_back_and_verified(index: int, extra: bytes | None) -> None:
    proof, entry = proof_of(index, extra)
    text = proof.encode()
    assert TlogProof.parse(text) == proof
    proven = verify_proof_file(text, entry, KEYS, ORIGIN)
    assert (proven.index, proven.head.size) == (index, 300)


def test_a_log_proof_of_a_single_entry_has_no_hashes() -> None:
    stored, head = stored_log([b"alone"])
    note = sign_checkpoint(Checkpoint(ORIGIN, head), SIGNER)
    text = TlogProof(0, tuple(prove_inclusion(stored, 0, 1)), note).encode()
    assert text == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}"
    assert verify_proof_file(text, b"alone", KEYS, ORIGIN).index == 0


def test_a_log_proof_is_refused_for_another_entry_or_key() -> None:
    proof, entry = proof_of(7)
    with pytest.raises(NotIncluded):
        verify_proof_file(proof.encode(), entry + b".", KEYS, ORIGIN)
    with pytest.raises(BadSignature):
        verify_proof_file(proof.encode(), entry, [read_key(NEUMANN_KEY)], ORIGIN)


def test_every_flipped_bit_of_a_log_proof_is_refused() -> None:
    proof, entry = proof_of(7)
    raw = proof.encode().encode()
    for bit in range(len(raw) * 8):
        try:
            changed = flip_bit(raw, bit).decode()
        except UnicodeDecodeError:
            continue
        with pytest.raises(TransparencyError):
            verify_proof_file(changed, entry, KEYS, ORIGIN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@v1", "@v2"),
        ("index 7", "index 07"),
        ("index 7", "index -7"),
        ("index 7", "index 300"),
        ("index 7\n", ""),
        ("index 7\n", "index 7\nextra AAAA\n"),
        ("index 7\n", "extra ?\nindex 7\n"),
        ("index 7\n", "index 7\nAAAA\n"),
        ("\n\n", "\n"),
    ],
)
def test_a_damaged_log_proof_is_refused_by_both_sides(old: str, new: str) -> None:
    proof, entry = proof_of(7)
    text = proof.encode().replace(old, new)
    with pytest.raises(Malformed):
        TlogProof.parse(text)
    with pytest.raises(TransparencyError):
        verify_proof_file(text, entry, KEYS, ORIGIN)
