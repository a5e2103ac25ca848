"""Finds a Chromium to drive, and gets one where there is none; prints where it is.

By apt where that is allowed, else one that the machine has, else Playwright's own.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.tools.packages import by_apt, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
CHINESE_FONT = "fonts-noto-cjk"


def on_this_machine() -> str:
    """An installed Chromium or Chrome, or ""."""
    chosen = os.environ.get("SHOUMI_CHROMIUM")
    if chosen and Path(chosen).exists():
        return chosen
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    return found or (str(MAC) if MAC.exists() else "")


def playwrights_own() -> str:
    """Playwright's download, once; "" when it can't be had."""
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if not own.exists():
        say("Fetching Playwright's Chromium …")
        run([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))
    return str(own) if own.exists() else ""


def main() -> int:
    found = on_this_machine()
    if not found:
        by_apt("chromium", CHINESE_FONT)
        found = on_this_machine() or playwrights_own()
    if not found:
        say("No Chromium can be had here. Install one (Debian: sudo apt install chromium).")
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
