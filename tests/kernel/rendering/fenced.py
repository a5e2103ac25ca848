"""A process that puts the fences up and then tries what it must not; run by its test."""

import errno
import os
import socket
import sys
from pathlib import Path

from shoumi.kernel.rendering.worker.fencing import refuse_files, refuse_network


def tried(act: str, place: str) -> int:
    """0 if it worked, else the error's number."""
    try:
        if act == "read":
            Path(place).read_bytes()
        elif act == "write":
            Path(place).write_bytes(b"x")
        else:
            socket.socket(getattr(socket, act), socket.SOCK_STREAM).close()
    except OSError as error:
        return error.errno or errno.EIO
    return 0


def main() -> None:
    inside, outside = Path(sys.argv[1]), Path(sys.argv[2])
    assert refuse_network()
    assert refuse_files(read=[Path("/usr")], change=[inside])
    told = [
        tried("read", str(outside / "there")), tried("write", str(outside / "new")),
        tried("write", str(inside / "new")), tried("read", str(inside / "new")),
        tried("AF_INET", ""), tried("AF_INET6", ""), tried("AF_NETLINK", ""), tried("AF_UNIX", ""),
    ]  # fmt: skip
    os.write(1, " ".join(map(str, told)).encode())


if __name__ == "__main__":
    main()
