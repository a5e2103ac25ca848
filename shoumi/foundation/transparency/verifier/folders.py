"""Verifies a log that lies in a folder as C2SP tlog-tiles lays it out: `checkpoint`, `tile/…`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from .checkpoints import TrustedKey, verify_checkpoint
from .entries import split_bundle
from .errors import Malformed
from .logs import HeldHead, VerifiedLog, verify_log


def verify_folder(
    folder: Path, keys: Sequence[TrustedKey], origin: str, held: Sequence[str] = ()
) -> VerifiedLog:
    """Check all that lies in the folder, and checkpoints that are `held` elsewhere.

    Raises what `verify_checkpoint` and `verify_log` raise; a file that is missing is `Malformed`.
    """
    notes = [_read(folder / "checkpoint").decode(errors="replace"), *held]
    signed = [verify_checkpoint(note, keys, origin) for note in notes]
    heads = sorted(HeldHead(head.size, head.root) for head in signed)

    def stored_tile(level: int, index: int, width: int) -> bytes:
        return _read_tile(folder, str(level), index, width)

    # The folder's own checkpoint says how far to read; a longer one held elsewhere then shows
    # that the folder was cut short.
    return verify_log(_bundles(folder, signed[0].size), heads, stored_tile)


def _bundles(folder: Path, size: int) -> Iterator[list[bytes]]:
    for index in range((size + 255) // 256):
        width = min(256, size - 256 * index)
        entries = split_bundle(_read_tile(folder, "entries", index, width))
        if len(entries) < width:
            raise Malformed(f"bundle {index} holds {len(entries)} entries, not {width}")
        yield entries[:width]


def _read_tile(folder: Path, kind: str, index: int, width: int) -> bytes:
    digits = f"{index:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
    full = folder / "tile" / kind / name
    partial = full.with_name(f"{full.name}.p") / str(width)
    # A log may drop a partial tile once the full one is there.
    return _read(partial if width < 256 and partial.is_file() else full)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Malformed(f"the log's file {path.name} can't be read") from error
