"""Becomes another program within limits:
`start.py launching SECONDS MEMORY FILE_BYTES FOLDER HOME PROGRAM …`.

LibreOffice must write files, so it can't be a worker. Here it gets its limits and its fences: no
network, no file but its own program (HOME), what every program reads, and its work folder. Where
the fences can't be had it isn't started.
"""

import os
import sys
from pathlib import Path
from typing import Final

from shoumi.kernel.rendering.worker.confining import confine, leave_network
from shoumi.kernel.rendering.worker.fencing import refuse_files, refuse_network

UNFENCED: Final = 77
"""How it ends where there are no fences."""

_READ: Final = (
    "/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/libreoffice", "/etc/ld.so.cache",
    "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig", "/dev/urandom",
)  # fmt: skip
_CHANGED: Final = ("/dev/null",)
# Where it wants to meet others of its kind; not a byte can be kept there.
_MET: Final = ("/tmp", "/var/tmp")  # noqa: S108


def main() -> None:
    seconds, memory, file_bytes, folder, home, *line = sys.argv[2:]
    leave_network()
    confine(seconds=int(seconds), memory=int(memory), file_bytes=int(file_bytes))
    read = [Path(place) for place in (*_READ, home)]
    change = [Path(place) for place in (*_CHANGED, folder)]
    meet = [Path(place) for place in _MET]
    if not (refuse_network() and refuse_files(read=read, change=change, meet=meet)):
        sys.exit(UNFENCED)
    os.execv(line[0], line)  # noqa: S606, without a shell is how it must be
