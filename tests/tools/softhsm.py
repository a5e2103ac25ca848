"""Finds SoftHSM, a PKCS#11 device of software, and gets it where there is none; prints its library.

By apt where that is allowed, else one that the machine has.
"""

import os
import shutil
import sys
from pathlib import Path

from tests.tools.packages import by_apt, say

PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/*/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


def on_this_machine() -> str:
    """The library, or ""; the program that makes tokens must be there as well."""
    chosen = os.environ.get("SHOUMI_SOFTHSM")
    if chosen and Path(chosen).exists():
        return chosen
    if not shutil.which("softhsm2-util"):
        return ""
    found = (path for pattern in PLACES for path in sorted(Path("/").glob(pattern[1:])))
    return str(next(found, ""))


def main() -> int:
    if not on_this_machine():
        by_apt("softhsm2")
    found = on_this_machine()
    if not found:
        say("No SoftHSM can be had here. Install it (Debian: sudo apt install softhsm2).")
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
