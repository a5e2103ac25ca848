"""However large a file is, the house holds little of it at a time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MIB = 1024 * 1024


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of its memory from /proc")
@pytest.mark.parametrize("requests", [1, 3])
def test_an_upload_of_256_mib_takes_at_most_8_mib_of_memory(requests: int, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUMI_")}
    place = tmp_path / "data"
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.measured_upload", "256", str(requests)],
        env=kept
        | {
            "SHOUMI_DATA": str(place),
            "SHOUMI_SECRET_KEY": "only-for-tests-" + "k" * 50,
            "DJANGO_SETTINGS_MODULE": "shoumi.config.settings",
        },
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["versions"] == 2
    assert told["grown"] <= 8 * MIB, f"{told['grown'] / MIB:.1f} MiB"
