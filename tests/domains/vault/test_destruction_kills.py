"""Real kills at every step of a destruction, from its entry to the final certificate."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PARTS = 4
FEWEST_STEPS = 7


@pytest.mark.kill
@pytest.mark.slow
@pytest.mark.parametrize("first", range(1, PARTS + 1))
def test_killed_at_any_step_nothing_claims_more_than_is_so_and_a_second_run_finishes(
    first: int, tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUMI_")}
    place = tmp_path / "places"
    place.mkdir()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.domains.vault.killed_destruction",
            str(place),
            f"{first}",
            f"{PARTS}",
        ],
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
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert len(outcomes) >= FEWEST_STEPS
    assert [one for one in outcomes if one[1:] != [0, 0]] == [], done.stderr
