"""A PKCS#11 device of software, with one token for all tests; each test has keys of its own."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from secrets import token_hex

import pytest

from shoumi.foundation.sealing.providers.places import Token
from tests.tools.softhsm import on_this_machine

LABEL, PIN = "shoumi tests", "246813"


@cache
def library() -> str:
    """Its library, which a process tells once where its tokens are; skips where there is no
    SoftHSM, which CI does not let pass."""
    found = on_this_machine()
    if not found:
        pytest.skip("no SoftHSM here: apt install softhsm2")
    folder = Path(tempfile.mkdtemp(prefix="shoumi-device-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    line = ["softhsm2-util", "--init-token", "--free", "--label", LABEL]
    subprocess.run(
        [*line, "--pin", PIN, "--so-pin", "13572468"], check=True, stdout=subprocess.DEVNULL
    )
    return found


def tokens() -> Path:
    """The folder in which it keeps its keys."""
    library()
    return Path(os.environ["SOFTHSM2_CONF"]).with_name("tokens")


def place(folder: Path, **more: str) -> Token:
    file = folder / "device-pin"
    file.touch(0o600)
    file.write_text(f"{PIN}\n")
    given = {"label": LABEL, "pin_file": str(file), "key": f"root-{token_hex(6)}", **more}
    return Token(library(), **given)
