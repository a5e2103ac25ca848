#!/usr/bin/env python3
"""Shoumi from a checkout: makes its own environment, then runs, tests or checks.

Standard library only. Everything is installed into `.venv` from pinned, hashed requirements.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - it may well be run by an older one
    sys.exit(
        "Shoumi needs Python 3.11 or newer; this is Python %d.%d.\n"  # noqa: UP031 - an old one knows no f-string
        "Install it (Debian, Ubuntu: sudo apt install python3 python3-venv; "
        "Fedora: sudo dnf install python3; macOS: brew install python) and try again."
        % sys.version_info[:2]
    )

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if os.name != "posix":
    sys.exit("Shoumi runs on Linux and macOS. On Windows use the Windows Subsystem for Linux.")

import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Many processes are started from here: without kept bytecode each compiles the house anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

HELP = """\
python3 dev.py run [--host H] [--port P]   Shoumi with its demo company, on http://127.0.0.1:8000
python3 dev.py test [pytest arguments]     the whole suite: SQLite with a real browser, PostgreSQL
python3 dev.py check                       the inner loop: style, types, architecture, unit tests
python3 dev.py bench [NAME]                the benchmarks
python3 dev.py messages                    take up new texts, compile the translations
python3 dev.py help                        this page

With pytest arguments, `test` runs only what they choose, on SQLite (--postgresql: on PostgreSQL).
Data lives in SHOUMI_DATA, else in ~/.local/share/shoumi. The product's command: .venv/bin/shoumi
"""


def say(text: str) -> None:
    print(text, flush=True)


def missing_parts() -> str:
    """What this Python lacks to make an environment, as the one command that mends it, or ""."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return ""
    release = Path("/etc/os-release")
    names = release.read_text(encoding="utf-8").lower() if release.exists() else ""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for family, command in {
        "debian": f"sudo apt install python{version}-venv",
        "alpine": "sudo apk add python3 py3-pip",
        "suse": "sudo zypper install python3 python3-pip",
        "arch": "sudo pacman -S python python-pip",
        "fedora": "sudo dnf install python3 python3-pip",
        "rhel": "sudo dnf install python3 python3-pip",
    }.items():
        if family in names:
            return command
    return "install the venv and ensurepip modules of your Python"


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the environment's lock, so that two starts at once do not build it over each other."""
    with (ROOT / ".venv.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another dev.py is preparing .venv; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def fingerprint(requirements: str) -> str:
    """What the environment is made from; a change of any of it makes it anew."""
    files = [ROOT / "requirements" / requirements, ROOT / "pyproject.toml", Path(__file__)]
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def environment(*, tests: bool) -> None:
    """Bring `.venv` up to date; with the test tools where they are asked for."""
    wanted = {name: fingerprint(f"{name}.txt") for name in ("dev", "run")}
    accepted = {wanted["dev"]} if tests else set(wanted.values())
    stamp = VENV / "shoumi-stamp"
    with only_one():
        if stamp.exists() and stamp.read_text() in accepted and PYTHON.exists():
            return
        mend = missing_parts()
        if mend:
            sys.exit(
                f"This Python can't make an environment of its own. Run this, then again:\n{mend}"
            )
        name = "dev" if tests or (VENV / "bin" / "pytest").exists() else "run"
        started = time.monotonic()
        stamp.unlink(missing_ok=True)
        if not PYTHON.exists():
            say("1/3 Making the environment .venv …")
            make([sys.executable, "-m", "venv", "--clear", str(VENV)])
        say(f"2/3 Installing the pinned requirements ({name}) …")
        install(ROOT / "requirements" / f"{name}.txt")
        say("3/3 Putting the command `shoumi` into .venv/bin …")
        link()
        stamp.write_text(wanted[name])
        say(f"The environment is ready ({time.monotonic() - started:.0f} s).")


def make(command: list[str]) -> None:
    """Run one step of the installation; its output is shown only if it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"This failed: {' '.join(command)}\n{done.stdout}{done.stderr}")


def install(requirements: Path) -> None:
    """Install with uv, which is fast; with pip where uv can't be had. Hashes are always checked."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    uv = VENV / "bin" / "uv"
    tools = str(ROOT / "requirements" / "uv.txt")
    fetched = [*pip, "install", "--quiet", "--require-hashes", "-r", tools]
    if not subprocess.run(fetched, cwd=ROOT, capture_output=True, check=False).returncode:
        fast = [str(uv), "pip", "install", "--quiet", "--python", str(PYTHON)]
        command = [*fast, "--require-hashes", "-r", str(requirements)]
        if not subprocess.run(command, cwd=ROOT, check=False).returncode:
            return
        say("uv could not install everything; trying pip, which takes longer …")
    else:
        say("uv can't be had here; installing with pip, which takes longer …")
    make([*pip, "install", "--quiet", "--require-hashes", "-r", str(requirements)])


def link() -> None:
    """Make the checkout importable and give it its command.

    Without a build step, so that nothing needs to be fetched to build; like an editable install.
    """
    packages = next(VENV.glob("lib/python3*/site-packages"))
    (packages / "shoumi.pth").write_bytes(os.fsencode(ROOT) + b"\n")
    script = VENV / "bin" / "shoumi"
    # Through sh, since a #! line allows neither spaces nor long paths.
    lines = [
        "#!/bin/sh",
        f"""'''exec' "{PYTHON}" "$0" "$@"\n' '''""",
        "import sys",
        "from shoumi.config.commands import main",
        "sys.exit(main())",
    ]
    script.write_text("\n".join(lines) + "\n")
    script.chmod(0o755)


def run(arguments: list[str]) -> int:
    """Serve the demo company: this process becomes `shoumi serve`."""
    environment(tests=False)
    command = [str(PYTHON), "-m", "shoumi.config.commands", "serve", "--demo", *arguments]
    os.chdir(ROOT)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def bench(arguments: list[str]) -> int:
    environment(tests=False)
    command = [str(PYTHON), "-m", "shoumi.config.commands", "bench", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def messages(arguments: list[str]) -> int:
    environment(tests=True)
    command = [str(PYTHON), "-m", "tests.tools.messages", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def style() -> dict[str, list[str]]:
    """What is checked without running anything of the product's."""
    tool = [str(PYTHON), "-m"]
    return {
        "style (ruff check)": [*tool, "ruff", "check", "."],
        "layout (ruff format)": [*tool, "ruff", "format", "--check", "."],
        "types (mypy strict)": [*tool, "mypy"],
    }


def all_hold(steps: dict[str, list[str]]) -> bool:
    """Run the steps side by side; say how each went, and show the output of what failed."""
    started = time.monotonic()
    running = {
        name: subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for name, command in steps.items()
    }
    held = True
    for name, process in running.items():
        output, _ = process.communicate()
        held = held and process.returncode == 0
        word = "ok    " if process.returncode == 0 else "FAILED"
        say(f"{word} {name} ({time.monotonic() - started:.0f} s)")
        if process.returncode:
            say(output)
        elif "pytest" in steps[name]:
            say("       " + output.strip().splitlines()[-1])
    return held


def check(arguments: list[str]) -> int:
    """The inner loop: under a minute. Import order, migrations, templates and translations are
    among the tests (tests/architecture); what needs a database is left to `test`."""
    environment(tests=True)
    quick = "not browser and not kill and not slow and not database"
    tests = [str(PYTHON), "-m", "pytest", "-q", "-n", "2", "-m", quick, *arguments]
    return 0 if all_hold({**style(), "unit tests (pytest)": tests}) else 1


def test(arguments: list[str]) -> int:
    """The whole suite, or what the arguments choose. Stops at the first stage that fails."""
    environment(tests=True)
    postgresql = "--postgresql" in arguments
    chosen = [argument for argument in arguments if argument != "--postgresql"]
    os.chdir(ROOT)
    on_postgresql = [str(PYTHON), "-m", "tests.tools.postgresql", "--"]
    pytest = [str(PYTHON), "-m", "pytest", "-q"]
    if postgresql:
        return subprocess.run([*on_postgresql, *pytest, *chosen], check=False).returncode
    for tool in ("chromium", "softhsm"):
        finding = [str(PYTHON), "-m", f"tests.tools.{tool}"]
        found = subprocess.run(finding, stdout=subprocess.PIPE, text=True, check=False)
        if found.returncode:
            return found.returncode
        os.environ[f"SHOUMI_{tool.upper()}"] = found.stdout.strip()
    # Without them, the tests that ask the real programs are left out; in CI that is a failure.
    for tool in ("clamav", "libreoffice"):
        finding = [str(PYTHON), "-m", f"tests.tools.{tool}"]
        subprocess.run(finding, stdout=subprocess.DEVNULL, check=False)
    if chosen:
        return subprocess.run([*pytest, *chosen], check=False).returncode
    if not all_hold(style()):
        return 1
    say("The suite on SQLite, with everything:")
    side_by_side = [*pytest, "-n", "2", "--dist", "loadgroup"]
    whole = subprocess.run(side_by_side, check=False).returncode
    if whole:
        return whole
    say("The suite on PostgreSQL, without the browser and kill suites:")
    rest = ["-m", "not browser and not kill"]
    return subprocess.run([*on_postgresql, *side_by_side, *rest], check=False).returncode


def show_help(arguments: list[str]) -> int:
    say(HELP)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "messages": messages,
    "help": show_help,
}


def main() -> int:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("command", nargs="?", default="help")
    options, rest = parser.parse_known_args(sys.argv[1:2])
    if options.command in {"-h", "--help"} or rest:
        options.command = "help"
    if options.command not in COMMANDS:
        sys.exit(f"There is no command {options.command!r}.\n\n{HELP}")
    if shutil.disk_usage(ROOT).free < 1_500_000_000 and not VENV.exists():
        sys.exit(f"The disk is nearly full: the environment needs 1.5 GB in {ROOT}.")
    try:
        return COMMANDS[options.command](sys.argv[2:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
