"""One file brought by tus to the real server, against the bare pipeline that it ends in.

`shoumi serve` runs in a data folder of its own, on this machine's loopback; its web processes' CPU
time is compared with sealing and hashing the same bytes into the same kind of store.
"""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from shoumi.config.bench import resident
from shoumi.config.bench.room import MIB, room
from shoumi.config.bench.server import Server, serving
from shoumi.config.bench.tus import Visitor
from shoumi.config.bench.vault_memory import Made
from shoumi.foundation.sealing import Header, Suite, new_key, seal_stream
from shoumi.kernel.storage.blobs import FolderStore

SUITE = Suite.COBBLESTONE_256


def measure(*, mebibytes: int, rounds: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """The bare pipeline's time over the server's, in CPU and on the clock, and the memory that the
    server took for an upload; left out, and said to be, where only Linux could tell."""
    if not resident.KNOWN:
        tell("the upload is left out: only Linux tells what another process used")
        return {}
    with room((rounds + 4) * mebibytes) as (folder, in_memory), serving(folder / "data") as server:
        visitor = Visitor(server.port, server.name, server.password)
        bring(server, visitor, 1)
        uploads, bare = [], []
        for _round in range(rounds + 1):
            uploads.append(bring(server, visitor, mebibytes))
            bare.append(pipeline(folder / "bare", mebibytes))
    cpu, clock = (median(one[n] for one in uploads[1:]) for n in (0, 1))
    bare_cpu, bare_clock = (median(one[n] for one in bare[1:]) for n in (0, 1))
    return {
        "upload_over_bare_pipeline": bare_cpu / cpu,
        "upload_grown_mebibytes": max(one[2] for one in uploads[1:]) / MIB,
        "context": {
            "upload_mebibytes": mebibytes,
            "uploads_in_memory": int(in_memory),
            "upload_on_the_clock_over_bare_pipeline": bare_clock / clock,
            "upload_mb_per_second_on_the_clock": mebibytes * MIB / 1e6 / clock,
            "bare_pipeline_mb_per_second_of_cpu": mebibytes * MIB / 1e6 / bare_cpu,
        },
    }


def bring(server: Server, visitor: Visitor, mebibytes: int) -> tuple[float, float, float]:
    """One upload: seconds of the server's CPU and of the clock, and bytes by which it grew."""
    size = mebibytes * MIB
    processes = server.processes()
    url = visitor.begin(server.carrier, size)
    before = {one: (resident.cpu(one), resident.now(str(one))) for one in processes}
    began = perf_counter()
    visitor.send(url, Made(size), size)
    clock = perf_counter() - began
    used = sum(resident.cpu(one) - cpu for one, (cpu, _held) in before.items())
    grown = sum(resident.peak(str(one)) - held for one, (_cpu, held) in before.items())
    return used, clock, grown


def pipeline(folder: Path, mebibytes: int) -> tuple[float, float]:
    """Sealing and hashing into a store, and nothing else: seconds of CPU and of the clock."""
    header, digest = Header(SUITE, 1, UUID(int=1), uuid4()), sha256()

    def fill(sink: BinaryIO) -> int:
        return seal_stream(Made(mebibytes * MIB), sink, new_key(SUITE), header, digest=digest)

    folder.mkdir()
    began, used = perf_counter(), process_time()
    FolderStore(folder).keep(f"{header.object.hex}.1", fill)
    taken = process_time() - used, perf_counter() - began
    shutil.rmtree(folder)
    return taken
