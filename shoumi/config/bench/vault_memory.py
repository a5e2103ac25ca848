"""How much memory one stream takes, sealed and opened again, however long it is."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from shoumi.config.bench import resident
from shoumi.config.bench.room import MIB, NoRoom, room
from shoumi.foundation.sealing import Header, Suite, new_key, open_stream, seal_stream

PIECE = bytes(range(256)) * 256
CHILD = "import django; django.setup(); from shoumi.config.bench import vault_memory as v; v.main()"


def measure(streams: tuple[int, ...], tell: Callable[[str], None]) -> dict[str, Any]:
    """MiB by which a fresh process grew at its peak, for each size in MiB; what can't be measured
    here is left out, and said to be."""
    grown: dict[str, float] = {}
    for mebibytes in streams if resident.KNOWN else ():
        try:
            with room(mebibytes) as (folder, _in_memory):
                grown[f"of_{mebibytes}"] = _in_a_child(folder / "sealed", mebibytes)
        except NoRoom as error:
            tell(f"a stream of {mebibytes} MiB is left out: {error}")
    if not resident.KNOWN:
        tell("how much memory a stream takes is left out: only Linux tells it")
    return {"stream_grown_mebibytes": grown}


def _in_a_child(file: Path, mebibytes: int) -> float:
    line = [sys.executable, "-c", CHILD, str(file), str(mebibytes)]
    done = subprocess.run(line, stdout=subprocess.PIPE, check=True)
    return float(json.loads(done.stdout)["grown"]) / MIB


class Made:
    """So many bytes, made as they are read."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1, /) -> bytes:
        piece = PIECE[: self._left if size < 0 else min(size, self._left)]
        self._left -= len(piece)
        return piece


class Nowhere:
    """Takes every byte and keeps none."""

    def write(self, data: bytes, /) -> int:
        return len(data)


def main() -> None:
    """In the child: prints by how many bytes it grew."""
    file, size = Path(sys.argv[1]), int(sys.argv[2]) * MIB
    key, header = new_key(Suite.COBBLESTONE_256), Header(
        Suite.COBBLESTONE_256, 1, UUID(int=1), UUID(int=2)
    )  # fmt: skip
    before = resident.now()
    with file.open("wb") as sink:
        sealed = seal_stream(Made(size), sink, key, header, digest=sha256())
    with file.open("rb") as source:
        opened = open_stream(source, Nowhere(), key, header)
    if not sealed == opened == size:
        raise RuntimeError("the bench's own stream did not come back whole")
    print(json.dumps({"grown": resident.peak() - before}))
