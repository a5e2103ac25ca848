"""Paths, growth and proofs, against RFC 6962 as it is defined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.foundation.transparency.bundles import encode_bundle, parse_bundle
from shoumi.foundation.transparency.merkle import EMPTY_ROOT, EMPTY_TREE, leaf_hashes, root_of
from shoumi.foundation.transparency.proofs import prove_consistency, prove_inclusion, root_at
from shoumi.foundation.transparency.tiles import (
    TilePlace,
    extend_tree,
    parse_tile_path,
    tile_path,
    tile_width,
)
from shoumi.foundation.transparency.verifier.entries import split_bundle
from shoumi.foundation.transparency.verifier.errors import (
    Malformed,
    NotConsistent,
    NotIncluded,
)
from shoumi.foundation.transparency.verifier.proofs import verify_consistency, verify_inclusion
from tests.foundation.transparency.trees_in_memory import (
    StoredTiles,
    entries_of,
    flip_bit,
    root_by_definition,
    stored_log,
)


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ((0, 1234067, 256), "tile/0/x001/x234/067"),
        ((0, 0, 256), "tile/0/000"),
        ((2, 999, 17), "tile/2/999.p/17"),
        ((63, 1000, 255), "tile/63/x001/000.p/255"),
        ((None, 273, 112), "tile/entries/273.p/112"),
    ],
)
def test_a_tile_path_is_written_and_read_as_specified(
    place: tuple[int | None, int, int], path: str
) -> None:
    assert tile_path(*place) == path
    assert parse_tile_path(path) == TilePlace(*place)


@pytest.mark.parametrize(
    "path",
    [
        "tile/64/000",
        "tile/00/000",
        "tile/0/0",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/0/000\n",
        "/tile/0/000",
    ],
)
def test_a_path_in_any_other_spelling_is_refused(path: str) -> None:
    with pytest.raises(Malformed):
        parse_tile_path(path)


def test_widths_follow_the_example_of_the_specification() -> None:
    widths = {
        (level, index): tile_width(level, index, 70_000)
        for level, index in [(0, 272), (0, 273), (0, 274), (1, 0), (1, 1), (2, 0), (3, 0)]
    }
    assert list(widths.values()) == [256, 112, 0, 256, 17, 1, 0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 700), max_size=6))
def test_growing_by_any_splits_gives_the_root_and_tiles_of_one_batch(splits: list[int]) -> None:
    stored, head = StoredTiles(), EMPTY_TREE
    for count in splits:
        head = stored.grow(head, leaf_hashes(entries_of(count, head.size))).head
    entries = entries_of(sum(splits))
    at_once, whole = stored_log(entries)
    assert head == whole
    assert head.root == root_by_definition(entries) == root_of(leaf_hashes(entries))
    assert stored.tiles == at_once.tiles


def test_a_tree_that_crosses_two_levels_has_the_root_of_the_definition() -> None:
    entries = entries_of(66_000)
    stored, head = stored_log(entries[:65_500])
    head = stored.grow(head, leaf_hashes(entries[65_500:])).head
    assert head.root == root_by_definition(entries)
    assert {level for level, _ in stored.tiles} == {0, 1, 2}


def test_appending_nothing_writes_nothing() -> None:
    growth = extend_tree(StoredTiles(), EMPTY_TREE, [])
    assert (growth.head, growth.tiles) == (EMPTY_TREE, [])
    assert growth.head.root == EMPTY_ROOT


def test_full_tiles_are_never_written_again() -> None:
    stored, head = stored_log(entries_of(600))
    growth = stored.grow(head, leaf_hashes(entries_of(1, 600)))
    assert [(tile.level, tile.index, tile.width) for tile in growth.tiles] == [(0, 2, 89)]


@pytest.mark.parametrize("place", [(0, 2), (1, 0)])
def test_nothing_is_built_on_a_changed_right_edge(place: tuple[int, int]) -> None:
    stored, head = stored_log(entries_of(600))
    stored.tiles[place] = flip_bit(stored.tiles[place], 3)
    with pytest.raises(NotConsistent):
        extend_tree(stored, head, leaf_hashes(entries_of(1, 600)))


def test_a_tile_that_is_too_short_is_refused() -> None:
    stored, head = stored_log(entries_of(10))
    stored.tiles[0, 0] = stored.tiles[0, 0][:-32]
    with pytest.raises(Malformed):
        extend_tree(stored, head, [])
    with pytest.raises(Malformed):
        prove_inclusion(stored, 0, 10)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_proof_verifies_and_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1500))
    later = data.draw(st.integers(0, 400))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    entries = entries_of(size)
    # Proofs of the tree as it was are made from the tiles of a later one.
    stored, _ = stored_log(entries_of(size + later))
    root, leaf = root_by_definition(entries), leaf_hashes(entries)[index]
    assert root_at(stored, size) == root

    path = prove_inclusion(stored, index, size)
    verify_inclusion(leaf, index, size, path, root)
    proof = prove_consistency(stored, old, size)
    old_root = root_by_definition(entries[:old])
    verify_consistency(old, old_root, size, root, proof)

    if path:
        at = data.draw(st.integers(0, len(path) - 1))
        path[at] = flip_bit(path[at], data.draw(st.integers(0, 255)))
        with pytest.raises(NotIncluded):
            verify_inclusion(leaf, index, size, path, root)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        proof[at] = flip_bit(proof[at], data.draw(st.integers(0, 255)))
        with pytest.raises(NotConsistent):
            verify_consistency(old, old_root, size, root, proof)


def test_every_bit_of_a_proof_matters() -> None:
    entries = entries_of(300)
    stored, head = stored_log(entries)
    leaf, path = leaf_hashes(entries)[7], prove_inclusion(stored, 7, 300)
    for bit in range(len(path) * 256):
        changed = list(path)
        changed[bit // 256] = flip_bit(path[bit // 256], bit % 256)
        with pytest.raises(NotIncluded):
            verify_inclusion(leaf, 7, 300, changed, head.root)


@pytest.mark.parametrize(("index", "size"), [(5, 5), (-1, 5), (0, 0)])
def test_no_proof_is_made_for_an_entry_outside_the_tree(index: int, size: int) -> None:
    stored, _ = stored_log(entries_of(5))
    with pytest.raises(Malformed):
        prove_inclusion(stored, index, size)


@pytest.mark.parametrize("old", [0, 6, -1])
def test_no_proof_is_made_from_an_empty_or_a_larger_tree(old: int) -> None:
    stored, _ = stored_log(entries_of(5))
    with pytest.raises(Malformed):
        prove_consistency(stored, old, 5)


class SparseTiles:
    """Stands for the tiles of a tree whose leaves are all alike, of any size."""

    def __init__(self, leaf: bytes) -> None:
        self.roots = [leaf]
        self.reads = 0

    def read_tile(self, level: int, index: int, width: int) -> bytes:
        self.reads += 1
        while len(self.roots) <= level:
            self.roots.append(root_of([self.roots[-1]] * 256))
        return self.roots[level] * width


@pytest.mark.parametrize("index", [0, 524_287, 524_288, 700_001, 999_999])
def test_an_inclusion_proof_among_a_million_reads_at_most_five_tiles(index: int) -> None:
    leaf = leaf_hashes([b"alike"])[0]
    tiles = SparseTiles(leaf)
    path = prove_inclusion(tiles, index, 1_000_000)
    assert tiles.reads <= 5
    assert len(path) <= 20
    verify_inclusion(leaf, index, 1_000_000, path, root_at(SparseTiles(leaf), 1_000_000))


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=256))
def test_a_bundle_is_read_back_by_both_sides(entries: list[bytes]) -> None:
    bundle = encode_bundle(entries)
    assert parse_bundle(bundle, len(entries)) == split_bundle(bundle) == entries


def test_a_bundle_that_is_cut_off_is_refused_by_both_sides() -> None:
    bundle = encode_bundle([b"one", b"two"])
    for end in (1, 3, len(bundle) - 1):
        with pytest.raises(Malformed):
            parse_bundle(bundle[:end], 2)
        with pytest.raises(Malformed):
            split_bundle(bundle[:end])
    with pytest.raises(Malformed):
        parse_bundle(bundle, 3)


@pytest.mark.parametrize("entries", [[], [b""] * 257, [b"x" * 65_536]])
def test_a_bundle_that_cannot_be_written_is_refused(entries: list[bytes]) -> None:
    with pytest.raises(Malformed):
        encode_bundle(entries)
