"""`shoumi serve` as it really runs: processes, signals, kills."""

import json
import os
import signal
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.config.conftest import Shoumi
from tests.installed import ROOT, command, surroundings

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("serving")]
Serve = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def serve(demo_folder: Path, port: int) -> Iterator[Serve]:
    """Starts `shoumi serve`; whatever is left of it is ended after the test."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            command("serve", "--port", str(port), *arguments), cwd=ROOT,
            env=surroundings(demo_folder, PYTHONUNBUFFERED="1"), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=30)


def read_until(process: "subprocess.Popen[str]", word: str) -> str:
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if word in line:
            return seen
    pytest.fail(f"{word!r} was never printed:\n{seen}")


def children(of: int) -> list[int]:
    """Processes whose parent, or parent's parent, is this one."""
    found, layer = [], [of]
    while layer:
        parents = {
            int(path.name): int(text.rsplit(")", 1)[1].split()[1])
            for path in Path("/proc").glob("[0-9]*")
            if (text := _stat(path))
        }
        layer = [pid for pid, parent in parents.items() if parent in layer]
        found += layer
    return found


def _stat(path: Path) -> str:
    try:
        return (path / "stat").read_text()
    except OSError:
        return ""


def is_alive(pid: int) -> bool:
    return bool(text := _stat(Path(f"/proc/{pid}"))) and text.rsplit(")", 1)[1].split()[0] != "Z"


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> bool:
    limit = time.monotonic() + seconds
    while not condition() and time.monotonic() < limit:
        time.sleep(0.05)
    return condition()


def health(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
        return str(json.load(answer)["status"])


def test_it_serves_the_demo_company_and_ends_when_told(
    folder: Path, serve: Serve, port: int
) -> None:
    server = serve()
    shown = read_until(server, "ready")
    kept = json.loads((folder / "demo-sign-ins.json").read_text())
    assert all(line["password"] in shown for line in kept)
    assert health(port) == "ok"
    family = children(server.pid)
    assert len(family) >= 3
    server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 0
    assert wait_for(lambda: not any(map(is_alive, family)))


def test_a_second_serve_on_the_same_data_is_refused(
    serve: Serve, shoumi: Shoumi, port: int
) -> None:
    server = serve()
    read_until(server, "ready")
    second = shoumi("serve", "--port", str(port + 1))
    assert second.returncode == 2
    assert str(server.pid) in second.stderr
    assert health(port) == "ok"


def test_children_do_not_outlive_a_killed_supervisor(serve: Serve, shoumi: Shoumi) -> None:
    server = serve()
    read_until(server, "ready")
    family = children(server.pid)
    server.kill()
    assert wait_for(lambda: not any(map(is_alive, family))), "a child holds port and data for ever"


def test_a_killed_web_process_is_started_again(serve: Serve, port: int) -> None:
    server = serve()
    read_until(server, "ready")
    web = next(pid for pid in children(server.pid) if b"granian" in _command_line(pid))
    os.kill(web, signal.SIGKILL)
    read_until(server, "started again")
    assert wait_for(lambda: _answers(port))


def _command_line(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _answers(port: int) -> bool:
    try:
        return health(port) == "ok"
    except OSError:
        return False


def test_a_clock_set_back_stops_the_start(demo_folder: Path, shoumi: Shoumi) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with sqlite3.connect(demo_folder / "shoumi.sqlite3") as database:
        database.execute("DROP TRIGGER shoumi_guard_activity_entry_fixed")
        database.execute(
            "UPDATE activity_entry SET recorded_at = ? "
            "WHERE id = (SELECT max(id) FROM activity_entry)",
            (ahead,),
        )
    done = shoumi("serve")
    assert done.returncode == 2
    assert "clock" in done.stderr


def test_nothing_set_up_is_said(shoumi: Shoumi) -> None:
    done = shoumi("serve")
    assert done.returncode == 2
    assert "shoumi setup" in done.stderr
