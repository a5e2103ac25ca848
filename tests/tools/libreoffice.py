"""Finds LibreOffice, and installs it where that is allowed; prints where it is.

Only the tests that convert office files with the real program need it.
"""

import shutil
import sys

from tests.tools.packages import by_apt

PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui")


def on_this_machine() -> str:
    """The program's place, or ""."""
    return shutil.which("soffice") or ""


def main() -> int:
    if not on_this_machine():
        by_apt(*PACKAGES)
    found = on_this_machine()
    print(found or f"No LibreOffice can be had here (Debian: sudo apt install {PACKAGES[0]}).")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
