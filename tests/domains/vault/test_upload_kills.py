"""Real kills at every step of an upload: nothing is lost that was kept, nothing is half there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FEWEST_STEPS = {"one": 6, "two": 10}


@pytest.mark.kill
@pytest.mark.slow
@pytest.mark.parametrize("what", FEWEST_STEPS)
def test_killed_at_any_step_of_an_upload_one_goes_on_and_it_is_there_once(
    what: str, tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUMI_")}
    place = tmp_path / "places"
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.domains.vault.killed_uploads", str(place), what],
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
    assert len(outcomes) >= FEWEST_STEPS[what]
    assert [one for one in outcomes if one[1:] != [0, 0]] == [], done.stderr
