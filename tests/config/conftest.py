"""A data folder of one test's own, and the command line run in it as a process."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Shoumi = Callable[..., "subprocess.CompletedProcess[str]"]


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a fresh user: the folder, and nothing of the test run's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUMI_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "SHOUMI_DATA": str(folder), "SHOUMI_LANGUAGE": "en", **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "shoumi.config.commands", *arguments]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="session")
def demo_made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with the demo company, and what making it printed."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    made = subprocess.run(
        command("demo"), cwd=ROOT, env=surroundings(folder), capture_output=True, text=True,
        check=True, timeout=300,
    )  # fmt: skip
    return folder, made.stdout


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
