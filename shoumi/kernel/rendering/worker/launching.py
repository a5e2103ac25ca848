"""Becomes another program within limits: `start.py launching SECONDS MEMORY FILE_BYTES PROGRAM …`.

LibreOffice must write files, so it can't be a worker; it gets its limits here, and no network.
"""

import os
import sys

from shoumi.kernel.rendering.worker.confining import confine, leave_network


def main() -> None:
    seconds, memory, file_bytes, *line = sys.argv[2:]
    leave_network()
    confine(seconds=int(seconds), memory=int(memory), file_bytes=int(file_bytes))
    os.execv(line[0], line)  # noqa: S606, without a shell is how it must be
