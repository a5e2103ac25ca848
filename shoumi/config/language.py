"""The language of the command line: SHOUMI_LANGUAGE, else the terminal's; read without Django."""

import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


def terminal_language() -> str:
    """ "zh-hans" or "en"."""
    chosen = os.environ.get("SHOUMI_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG")
    return "zh-hans" if (chosen or "").lower().startswith("zh") else "en"


def _(message: str) -> str:
    """The message in the terminal's language."""
    if terminal_language() == "en":
        return message
    return gettext.translation("django", str(LOCALE), ["zh_Hans"], fallback=True).gettext(message)
