"""Two hundred SIGKILLs during load leave no trace in the log: nothing lost, nothing torn."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KILLS = 210


@pytest.mark.kill
def test_killed_at_any_moment_the_log_stays_whole(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SHOUMI_DATA": str(tmp_path),
        "SHOUMI_SECRET_KEY": "only-for-tests-" + "k" * 50,
        "DJANGO_SETTINGS_MODULE": "shoumi.config.settings",
    }
    environment.pop("SHOUMI_DATABASE", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.kernel.activity.load", str(KILLS)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["findings"] == []
    assert (outcome["lost"], outcome["waiting"], outcome["refusal"]) == (0, 0, "")
    # The kills fell into real work, and the keeper's word was checked at many points of it.
    assert outcome["entries"] > 400
    assert outcome["heads_seen"] > 20
    assert outcome["checkpoints"] > 20
