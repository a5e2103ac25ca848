"""The published vectors of transparency-dev/merkle and Tessera (tests/data/transparency)."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from shoumi.foundation.transparency.bundles import encode_bundle, parse_bundle
from shoumi.foundation.transparency.checkpoints import open_checkpoint
from shoumi.foundation.transparency.merkle import EMPTY_TREE, TreeHead, leaf_hashes
from shoumi.foundation.transparency.notes import VerifierKey
from shoumi.foundation.transparency.proofs import prove_consistency, prove_inclusion
from shoumi.foundation.transparency.tiles import tile_path
from shoumi.foundation.transparency.verifier import checkpoints as verifier_checkpoints
from shoumi.foundation.transparency.verifier.entries import split_bundle
from shoumi.foundation.transparency.verifier.errors import NotConsistent, NotIncluded
from shoumi.foundation.transparency.verifier.folders import verify_folder
from shoumi.foundation.transparency.verifier.proofs import verify_consistency, verify_inclusion
from tests.foundation.transparency.trees_in_memory import StoredTiles

VECTORS = Path(__file__).resolve().parents[2] / "data" / "transparency"
LOG = VECTORS / "tessera" / "log"
KEY = (VECTORS / "tessera" / "verifier-key.txt").read_text().strip()
ORIGIN = "example.com/log/testdata"
SIZES = range(16)


def vectors(kind: str) -> list[Any]:
    found = json.loads((VECTORS / f"{kind}.json").read_text())
    return [pytest.param(vector, id=name) for name, vector in found.items()]


def hashes(encoded: list[str] | None) -> list[bytes]:
    return [base64.b64decode(each or "") for each in encoded or []]


@pytest.mark.parametrize("vector", vectors("inclusion"))
def test_an_inclusion_vector_is_judged_as_published(vector: dict[str, Any]) -> None:
    leaf, root = hashes([vector["leafHash"], vector["root"]])
    asked = (leaf, vector["leafIdx"], vector["treeSize"], hashes(vector["proof"]), root)
    if vector["wantErr"]:
        with pytest.raises(NotIncluded):
            verify_inclusion(*asked)
    else:
        verify_inclusion(*asked)


@pytest.mark.parametrize("vector", vectors("consistency"))
def test_a_consistency_vector_is_judged_as_published(vector: dict[str, Any]) -> None:
    old_root, root = hashes([vector["root1"], vector["root2"]])
    asked = (vector["size1"], old_root, vector["size2"], root, hashes(vector["proof"]))
    if vector["wantErr"]:
        with pytest.raises(NotConsistent):
            verify_consistency(*asked)
    else:
        verify_consistency(*asked)


def tessera_entries(size: int) -> list[bytes]:
    if not size:
        return []
    return parse_bundle((LOG / tile_path(None, 0, size)).read_bytes(), size)


def tessera_head(size: int) -> TreeHead:
    note = (LOG / f"checkpoint.{size}").read_text()
    return open_checkpoint(note, [VerifierKey.parse(KEY)], ORIGIN).head


@pytest.mark.parametrize("size", SIZES)
def test_a_tessera_checkpoint_opens_and_its_tree_is_ours(size: int) -> None:
    stored = StoredTiles()
    growth = stored.grow(EMPTY_TREE, leaf_hashes(tessera_entries(size)))
    assert growth.head == tessera_head(size)
    trusted = verifier_checkpoints.read_key(KEY)
    note = (LOG / f"checkpoint.{size}").read_text()
    head = verifier_checkpoints.verify_checkpoint(note, [trusted], ORIGIN)
    assert (head.origin, head.size, head.root) == (ORIGIN, *growth.head)


@pytest.mark.parametrize("size", SIZES[1:])
def test_tessera_tiles_and_bundles_are_ours_byte_for_byte(size: int) -> None:
    entries = tessera_entries(size)
    (tile,) = StoredTiles().grow(EMPTY_TREE, leaf_hashes(entries)).tiles
    assert (LOG / tile.path).read_bytes() == tile.hashes
    bundle = (LOG / tile_path(None, 0, size)).read_bytes()
    assert bundle == encode_bundle(entries)
    assert split_bundle(bundle) == entries


def test_every_proof_over_the_tessera_log_verifies() -> None:
    stored = StoredTiles()
    leaves = leaf_hashes(tessera_entries(15))
    stored.grow(EMPTY_TREE, leaves)
    for size in SIZES[1:]:
        root = tessera_head(size).root
        for index in range(size):
            path = prove_inclusion(stored, index, size)
            verify_inclusion(leaves[index], index, size, path, root)
        for old in range(1, size + 1):
            proof = prove_consistency(stored, old, size)
            verify_consistency(old, tessera_head(old).root, size, root, proof)


def test_the_tessera_folder_verifies_with_all_its_checkpoints() -> None:
    held = [(LOG / f"checkpoint.{size}").read_text() for size in SIZES]
    log = verify_folder(LOG, [verifier_checkpoints.read_key(KEY)], ORIGIN, held)
    assert (log.size, log.heads) == (15, 17)
