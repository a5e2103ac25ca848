"""Finds Debian's clamd, and installs it where that is allowed; prints where it is.

Only the tests that ask the real daemon need it; they bring their own signatures.
"""

import os
import shutil
import subprocess
import sys

NAME = "clamd"
PACKAGE = "clamav-daemon"


def on_this_machine() -> str:
    """clamd's place, or ""."""
    return shutil.which(NAME, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or ""


def by_apt() -> None:
    """Install it where we may; its service is left switched off by apt in a container, and is not
    used."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing clamd with apt …", file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", PACKAGE]):
        subprocess.run(["apt-get", "-qq", *command], env=quiet, stdout=sys.stderr, check=False)


def main() -> int:
    if not on_this_machine():
        by_apt()
    found = on_this_machine()
    print(found or f"No clamd can be had here (Debian: sudo apt install {PACKAGE}).")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
