"""Finds Debian's clamd, and installs it where that is allowed; prints where it is.

Only the tests that ask the real daemon need it; they bring their own signatures.
"""

import os
import shutil
import sys

from tests.tools.packages import by_apt

NAME = "clamd"
PACKAGE = "clamav-daemon"


def on_this_machine() -> str:
    """clamd's place, or ""."""
    return shutil.which(NAME, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or ""


def main() -> int:
    if not on_this_machine():
        by_apt(PACKAGE)
    found = on_this_machine()
    print(found or f"No clamd can be had here (Debian: sudo apt install {PACKAGE}).")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
