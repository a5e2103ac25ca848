"""Sealing and opening file to file against a copy that is hashed; random reading against `pread`.

Rows that begin with `sm4` are of the second suite, on a quarter of the bytes; all are compared byte
for byte, with the same copy.
"""

import os
import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes

from shoumi.config.bench.room import MIB, room
from shoumi.config.bench.turns import by_turns
from shoumi.foundation.sealing import Header, RangeReader, Suite, new_key, open_stream, seal_stream
from shoumi.foundation.sealing.streams import FEED, Digest

RANGE = 64 * 1024
READS = 200
AES, SM4 = Suite.COBBLESTONE_256, Suite.SM4_GCM_SM3
HEADERS = {suite: Header(suite, 1, UUID(int=1), UUID(int=2)) for suite in (AES, SM4)}


def measure(*, mebibytes: int, rounds: int) -> dict[str, Any]:
    """Bytes a second over those of copy + SHA-256; CPU time of a range over that of `pread`."""
    few = max(1, mebibytes // 4)
    with room(4 * mebibytes) as (folder, in_memory):
        plain, little = folder / "plain", folder / "little"
        _fill(plain, mebibytes)
        _fill(little, few)
        whole = by_turns(_whole(folder, plain), rounds)
        second = by_turns(_second(folder, little), rounds)
        reading = _reading(folder, plain, 2 * rounds)
    copied = mebibytes / whole["copy"]
    told = {
        f"{name}_over_copy": mebibytes / s / copied for name, s in whole.items() if name != "copy"
    }
    told |= {f"{name}_over_copy": few / seconds / copied for name, seconds in second.items()}
    told |= {
        "range_over_pread": reading["range"] / reading["pread"],
        "range_with_opening_over_pread": reading["opened"] / reading["pread"],
    }
    context = {
        "file_mebibytes": mebibytes,
        "files_in_memory": int(in_memory),
        "copied_and_hashed_mb_per_second": copied * MIB / 1e6,
        "range_microseconds": 1e6 * reading["range"] / READS,
        "pread_microseconds": 1e6 * reading["pread"] / READS,
    }
    return {**told, "context": context}


def _fill(file: Path, mebibytes: int) -> None:
    piece = os.urandom(MIB)
    with file.open("wb") as opened:
        for _piece in range(mebibytes):
            opened.write(piece)


def _whole(folder: Path, plain: Path) -> dict[str, Callable[[], object]]:
    key, sealed = new_key(AES), folder / "sealed"
    return {
        "copy": lambda: _copy(plain, folder / "copy"),
        "seal": lambda: _seal(plain, sealed, key, AES, None),
        "seal_and_hash": lambda: _seal(plain, sealed, key, AES, sha256()),
        "open": lambda: _open(sealed, folder / "copy", key, AES),
    }


def _second(folder: Path, plain: Path) -> dict[str, Callable[[], object]]:
    key, sealed = new_key(SM4), folder / "sealed-sm4"
    return {
        "sm4_seal": lambda: _seal(plain, sealed, key, SM4, None),
        "sm4_seal_and_sm3": lambda: _seal(plain, sealed, key, SM4, hashes.Hash(hashes.SM3())),
        "sm4_open": lambda: _open(sealed, folder / "copy", key, SM4),
    }


def _reading(folder: Path, plain: Path, rounds: int) -> dict[str, float]:
    """The same places in the plain file and in its sealed twin, whose reader is open or is not."""
    key, sealed = new_key(AES), folder / "sealed"
    _seal(plain, sealed, key, AES, None)
    draw = random.Random(2026)  # noqa: S311 - places to read, not a secret
    places = [draw.randrange(plain.stat().st_size - RANGE) for _read in range(READS)]
    with (
        plain.open("rb", buffering=0) as bare,
        sealed.open("rb", buffering=0) as source,
        RangeReader(source, key, HEADERS[AES]) as reader,
    ):

        def with_opening() -> None:
            for place in places:
                with sealed.open("rb", buffering=0) as file:
                    RangeReader(file, key, HEADERS[AES]).read_range(place, RANGE)

        acts: dict[str, Callable[[], object]] = {
            "pread": lambda: [os.pread(bare.fileno(), RANGE, place) for place in places],
            "range": lambda: [reader.read_range(place, RANGE) for place in places],
            "opened": with_opening,
        }
        return by_turns(acts, rounds)


def _copy(source: Path, target: Path) -> None:
    digest = sha256()
    with source.open("rb", buffering=0) as read, target.open("wb", buffering=0) as write:
        while piece := read.read(FEED):
            digest.update(piece)
            write.write(piece)


def _seal(source: Path, target: Path, key: bytes, suite: Suite, digest: Digest | None) -> None:
    with source.open("rb", buffering=0) as read, target.open("wb", buffering=0) as write:
        seal_stream(read, write, key, HEADERS[suite], digest=digest)


def _open(source: Path, target: Path, key: bytes, suite: Suite) -> None:
    with source.open("rb", buffering=0) as read, target.open("wb", buffering=0) as write:
        open_stream(read, write, key, HEADERS[suite])
