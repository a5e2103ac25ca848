"""A data folder of one test's own, and the command line run in it as a process."""

import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.installed import ROOT, command, surroundings

Shoumi = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def demo_folder(folder: Path, demo_made_once: tuple[Path, str]) -> Path:
    """The test's folder, with a copy of the demo company in it."""
    shutil.copytree(demo_made_once[0], folder)
    return folder


@pytest.fixture
def shoumi(folder: Path) -> Shoumi:
    """`shoumi("setup")` runs the command to its end in the test's folder."""

    def run(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command(*arguments), cwd=ROOT, env=surroundings(folder, **more),
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    return run


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
