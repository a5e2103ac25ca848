"""A PKCS#11 device of software, with one token for all tests; each test has keys of its own."""

import os
import subprocess
from pathlib import Path
from secrets import token_hex

import pytest

from shoumi.foundation.sealing.providers.places import Token
from tests.tools.softhsm import on_this_machine

LABEL, PIN = "shoumi tests", "246813"


def make_token(folder: Path) -> str:
    """Its library; skips where there is no SoftHSM, which CI does not let pass."""
    library = on_this_machine()
    if not library:
        pytest.skip("no SoftHSM here: apt install softhsm2")
    (folder / "tokens").mkdir(parents=True)
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    line = ["softhsm2-util", "--init-token", "--free", "--label", LABEL]
    subprocess.run(
        [*line, "--pin", PIN, "--so-pin", "13572468"], check=True, stdout=subprocess.DEVNULL
    )
    return library


def place(library: str, folder: Path, **more: str) -> Token:
    file = folder / "device-pin"
    file.touch(0o600)
    file.write_text(f"{PIN}\n")
    given = {"label": LABEL, "pin_file": str(file), "key": f"root-{token_hex(6)}", **more}
    return Token(library, **given)
