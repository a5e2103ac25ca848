"""Getting what tests need of the system: Debian's packages, where we may install them."""

import os
import shutil
import subprocess
import sys


def by_apt(*packages: str) -> None:
    """Install packages as root on Debian; elsewhere nothing happens, and the caller looks whether
    what it wants is there."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"Installing {', '.join(packages)} with apt …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], quiet)
    for package in packages:
        run(["apt-get", "-qq", "install", "--yes", "--no-install-recommends", package], quiet)


def run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, stdout=sys.stderr, check=False)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
