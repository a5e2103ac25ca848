"""The verifier over whole logs: what it accepts, which fault it names, and that it stands alone."""

import ast
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shoumi.foundation.transparency.verifier as verifier_package
from shoumi.foundation.transparency.bundles import encode_bundle
from shoumi.foundation.transparency.checkpoints import Checkpoint, sign_checkpoint
from shoumi.foundation.transparency.merkle import EMPTY_ROOT, EMPTY_TREE, TreeHead
from shoumi.foundation.transparency.notes import SignerKey
from shoumi.foundation.transparency.proofs import prove_inclusion
from shoumi.foundation.transparency.tiles import Tile, tile_path
from shoumi.foundation.transparency.tlogproof import TlogProof
from shoumi.foundation.transparency.verifier.__main__ import main
from shoumi.foundation.transparency.verifier.errors import (
    AlteredEntry,
    AlteredTile,
    AlteredTree,
    Malformed,
    Truncated,
)
from shoumi.foundation.transparency.verifier.logs import HeldHead, VerifiedLog, verify_log
from shoumi.foundation.transparency.verifier.trees import TreeHasher
from tests.foundation.transparency.trees_in_memory import (
    StoredTiles,
    chunked,
    entries_of,
    flip_bit,
    root_by_definition,
    stored_log,
)

SIGNER = SignerKey("shoumi.example/log", bytes(range(32)))
PACKAGE = Path(verifier_package.__file__).parent


def held(*heads: TreeHead) -> list[HeldHead]:
    return [HeldHead(*head) for head in heads]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 600), max_size=6))
def test_the_hasher_agrees_with_the_definition_for_any_chunks(sizes: list[int]) -> None:
    tiles: dict[tuple[int, int], bytes] = {}

    def keep(level: int, index: int, hashes: list[bytes]) -> None:
        tiles[level, index] = b"".join(hashes)

    tree = TreeHasher(keep)
    for count in sizes:
        tree.add(entries_of(count, tree.size))
    entries = entries_of(sum(sizes))
    assert tree.root() == root_by_definition(entries)
    for tile in tree.unfinished_tiles():
        keep(*tile)
    assert tiles == stored_log(entries)[0].tiles


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1300), st.integers(1, 400), st.sets(st.integers(0, 1300), max_size=5))
def test_an_honest_log_verifies_with_every_head_ever_held(
    size: int, width: int, sizes: set[int]
) -> None:
    entries = entries_of(size)
    stored, head = stored_log(entries)
    heads = [
        HeldHead(each, root_by_definition(entries[:each])) for each in sorted(sizes) if each <= size
    ]
    found = verify_log(chunked(entries, width), heads, stored.read_tile)
    assert found == VerifiedLog(head.size, head.root, len(heads))


@pytest.mark.parametrize("index", [0, 255, 256, 599])
def test_an_edited_entry_is_named(index: int) -> None:
    entries = entries_of(600)
    stored, head = stored_log(entries)
    entries[index] = flip_bit(entries[index], 9)
    with pytest.raises(AlteredEntry) as caught:
        verify_log(chunked(entries, 256), held(head), stored.read_tile)
    assert caught.value.index == index


def test_a_deleted_entry_is_named_where_the_log_breaks() -> None:
    entries = entries_of(600)
    stored, head = stored_log(entries)
    del entries[300]
    with pytest.raises(AlteredEntry) as caught:
        verify_log(chunked(entries, 256), held(head), stored.read_tile)
    assert caught.value.index == 300


@pytest.mark.parametrize("place", [(1, 0), (1, 1), (2, 0)])
def test_a_changed_tile_above_the_leaves_is_named(place: tuple[int, int]) -> None:
    entries = entries_of(66_000)
    stored, head = stored_log(entries)
    stored.tiles[place] = flip_bit(stored.tiles[place], 5)
    with pytest.raises(AlteredTile) as caught:
        verify_log(chunked(entries, 256), held(head), stored.read_tile)
    assert (caught.value.level, caught.value.index) == place


def test_a_tile_that_lost_hashes_is_named() -> None:
    entries = entries_of(600)
    stored, head = stored_log(entries)
    stored.tiles[0, 2] = stored.tiles[0, 2][:-32]
    with pytest.raises(AlteredTile):
        verify_log(chunked(entries, 256), held(head), stored.read_tile)


def test_a_log_rebuilt_after_an_edit_is_caught_by_held_heads_which_bound_the_entry() -> None:
    entries = entries_of(600)
    heads = held(*(stored_log(entries[:size])[1] for size in (100, 400, 600)))
    entries[250] = b"edited"
    rebuilt, _ = stored_log(entries)
    with pytest.raises(AlteredTree) as caught:
        verify_log(chunked(entries, 256), heads, rebuilt.read_tile)
    assert (caught.value.sound_size, caught.value.size) == (100, 400)


def test_a_truncated_log_that_was_rebuilt_is_caught_by_a_held_head() -> None:
    entries = entries_of(600)
    _, head = stored_log(entries)
    rebuilt, _ = stored_log(entries[:500])
    with pytest.raises(Truncated) as caught:
        verify_log(chunked(entries[:500], 256), held(head), rebuilt.read_tile)
    assert (caught.value.found, caught.value.size) == (500, 600)


def test_heads_without_tiles_suffice_to_catch_an_edit() -> None:
    entries = entries_of(600)
    _, head = stored_log(entries)
    entries[3] = b"edited"
    with pytest.raises(AlteredTree):
        verify_log(chunked(entries, 256), held(head))


def test_an_empty_log_verifies_and_a_false_empty_root_does_not() -> None:
    assert verify_log([], held(EMPTY_TREE)) == VerifiedLog(0, EMPTY_ROOT, 1)
    with pytest.raises(AlteredTree):
        verify_log([], [HeldHead(0, bytes(32))])


@pytest.mark.parametrize("sizes", [[5, 3], [-1]])
def test_held_heads_out_of_order_are_refused(sizes: list[int]) -> None:
    entries = entries_of(10)
    heads = [HeldHead(size, root_by_definition(entries[: max(size, 0)])) for size in sizes]
    with pytest.raises(Malformed):
        verify_log([entries], heads)


def test_a_long_log_is_folded_in_flat_memory() -> None:
    def bundles() -> Iterator[list[bytes]]:
        for number in range(400):
            yield entries_of(256, 256 * number)

    tracemalloc.start()
    verify_log(bundles(), [])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # The leaf hashes alone of 102,400 entries are 3.3 MB, and 6 MB as Python objects.
    assert peak < 300_000


def write_folder(folder: Path, entries: list[bytes]) -> StoredTiles:
    stored, head = stored_log(entries)
    files = {
        Tile(level, index, hashes).path: hashes for (level, index), hashes in stored.tiles.items()
    }
    for index, chunk in enumerate(chunked(entries, 256)):
        files[tile_path(None, index, len(chunk))] = encode_bundle(chunk)
    checkpoint = sign_checkpoint(Checkpoint(SIGNER.name, head), SIGNER)
    files["checkpoint"] = checkpoint.encode()
    files["key"] = SIGNER.verifier_key.encode().encode()
    files["entry"] = entries[7]
    hashes = tuple(prove_inclusion(stored, 7, len(entries)))
    files["7.tlog-proof"] = TlogProof(7, hashes, checkpoint).encode().encode()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return stored


def check_log(folder: Path, *more: str) -> int:
    return main(["log", str(folder), "--key", str(folder / "key"), *more])


def check_proof(folder: Path) -> int:
    files = [str(folder / name) for name in ("7.tlog-proof", "entry", "key")]
    return main(["proof", files[0], "--entry", files[1], "--key", files[2]])


def test_the_command_says_intact_tampered_or_unreadable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_folder(tmp_path, entries_of(600))
    assert check_log(tmp_path) == 0
    assert "600 entries" in capsys.readouterr().out
    assert check_proof(tmp_path) == 0
    bundle = tmp_path / "tile/entries/001"
    bundle.write_bytes(bundle.read_bytes().replace(b"entry 300", b"entry 3OO"))
    assert check_log(tmp_path) == 1
    assert "entry 300" in capsys.readouterr().err
    (tmp_path / "entry").write_bytes(b"another")
    assert check_proof(tmp_path) == 1
    bundle.unlink()
    assert check_log(tmp_path) == 2
    (tmp_path / "key").write_text("no key")
    assert check_proof(tmp_path) == 2


def test_the_command_compares_with_a_checkpoint_held_elsewhere(tmp_path: Path) -> None:
    long, short = tmp_path / "long", tmp_path / "short"
    write_folder(long, entries_of(600))
    write_folder(short, entries_of(500))
    assert check_log(long, "--head", str(short / "checkpoint")) == 0
    assert check_log(short, "--head", str(long / "checkpoint")) == 1


def test_the_verifier_runs_alone_with_the_standard_library_only(tmp_path: Path) -> None:
    write_folder(tmp_path, entries_of(300))
    shutil.copytree(PACKAGE, tmp_path / "verifier")
    # -S leaves out site-packages, -E the environment: neither Shoumi nor any library is there.
    run = [sys.executable, "-E", "-S", "-m", "verifier"]
    for arguments in (
        ["log", ".", "--key", "key"],
        ["proof", "7.tlog-proof", "--entry", "entry", "--key", "key"],
    ):
        done = subprocess.run(
            run + arguments, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
    probe = "from verifier import ed25519; raise SystemExit(ed25519.HAS_LIBRARY)"
    alone = subprocess.run([sys.executable, "-E", "-S", "-c", probe], cwd=tmp_path, check=False)
    assert alone.returncode == 0


def test_the_verifier_imports_nothing_from_the_side_that_makes_logs() -> None:
    for source in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = {(node.module or "").split(".")[0]} if node.level == 0 else set()
                assert node.level <= 1
            elif isinstance(node, ast.Import):
                names = {name.name.split(".")[0] for name in node.names}
            else:
                continue
            assert names <= sys.stdlib_module_names | {"cryptography"}, source.name
