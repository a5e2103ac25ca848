"""Imports go down the house and never round in a circle."""

import importlib.util
import subprocess
import sys

from tests.architecture.sources import ROOT


def test_the_contracts_hold() -> None:
    """import-linter's contracts in pyproject.toml, run as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contracts_leave_nothing_out() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in text
    assert text.count("exhaustive = true") >= 3
    assert importlib.util.find_spec("importlinter") is not None
