"""Behind the fences nothing is reached but what was named."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from shoumi.kernel.rendering.worker.fencing import can_fence
from tests.installed import ROOT


@pytest.mark.skipif(not can_fence(), reason="this system has no Landlock")
def test_neither_files_nor_networks_are_reached(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "there").write_text("words")
    told = subprocess.run(
        [sys.executable, "-m", "tests.kernel.rendering.fenced", str(inside), str(outside)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    denied, closed = str(errno.EACCES), str(errno.EPERM)
    assert told.split() == [denied, denied, "0", "0", closed, closed, closed, "0"]
