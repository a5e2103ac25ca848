"""An installation of Shoumi as a process in a folder of its own, and the demo company in one."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a fresh user: the folder, and nothing of the test run's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUMI_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "SHOUMI_DATA": str(folder), "SHOUMI_LANGUAGE": "en", **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "shoumi.config.commands", *arguments]


def demo_in(place: Path) -> tuple[Path, str]:
    """The demo company's data folder below a place that the workers of one test run share, and what
    making it printed: whoever comes first makes it, the others wait. To be copied, never used."""
    place.mkdir(exist_ok=True)
    folder, printed = place / "data", place / "printed.json"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            made = subprocess.run(
                command("demo", "--format", "json"), cwd=ROOT, env=surroundings(folder),
                capture_output=True, text=True, check=True, timeout=300,
            )  # fmt: skip
            printed.write_text(made.stdout, "utf-8")
    return folder, printed.read_text("utf-8")
