"""Real kills at every step of a rotation, an epoch, a shredding, an escrow, a drill."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.foundation.sealing import devices

FEWEST_STEPS = {
    ("keyfile", "rotate"): 6,
    ("keyfile", "leak"): 10,
    ("keyfile", "shred"): 3,
    ("keyfile", "epoch"): 14,
    ("keyfile", "escrow"): 9,
    ("keyfile", "drill"): 15,
    ("transit", "leak"): 10,
    ("transit", "epoch"): 14,
    # On a device a key is made or destroyed in one step, where a file takes several.
    ("device", "leak"): 7,
    ("device", "epoch"): 11,
}


@pytest.mark.kill
@pytest.mark.slow
@pytest.mark.parametrize(("keeper", "command"), FEWEST_STEPS)
def test_killed_at_any_step_everything_opens_and_a_second_run_finishes(
    keeper: str, command: str, tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUMI_")}
    if keeper == "device":
        devices.library()
    place = tmp_path / "places"
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.kernel.storage.killed_keys", str(place), command, keeper],
        env=kept
        | {
            "SHOUMI_DATA": str(tmp_path / "data"),
            "SHOUMI_SECRET_KEY": "only-for-tests-" + "k" * 50,
            "DJANGO_SETTINGS_MODULE": "shoumi.config.settings",
        },
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert len(outcomes) >= FEWEST_STEPS[keeper, command]
    assert [one for one in outcomes if one[1:] != [0, 0]] == [], done.stderr
