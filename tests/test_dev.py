"""dev.py: what it says, and when it makes its environment anew."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def asked(*arguments: str) -> "subprocess.CompletedProcess[str]":
    # -S -E: with nothing but the standard library, as on a fresh machine.
    return subprocess.run(
        [sys.executable, "-S", "-E", str(ROOT / "dev.py"), *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_help_names_every_command(dev: ModuleType) -> None:
    for arguments in ([], ["help"], ["--help"]):
        shown = asked(*arguments)
        assert shown.returncode == 0
        assert all(f"dev.py {command}" in shown.stdout for command in dev.COMMANDS)


def test_an_unknown_command_is_refused_with_the_help() -> None:
    done = asked("rnu")
    assert done.returncode == 1
    assert "rnu" in done.stderr
    assert "dev.py run" in done.stderr


def test_a_python_without_venv_is_told_the_one_command(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dev.missing_parts() == ""
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    assert dev.missing_parts()


def test_the_environment_is_made_anew_when_the_lock_changes(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "pyproject.toml").write_text("")
    lock = tmp_path / "requirements" / "run.txt"
    lock.write_text("one==1")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    before = dev.fingerprint("run.txt")
    assert dev.fingerprint("run.txt") == before
    lock.write_text("one==2")
    assert dev.fingerprint("run.txt") != before


def test_requirements_are_pinned_with_hashes_and_name_no_registry() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in line and line.endswith("\\") for line in pins), lock.name
        assert "--index-url" not in text
        assert "://" not in text


def test_ci_runs_what_a_newcomer_types() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert "exec python3 dev.py test\n" in script
    assert "CI=true" in script
