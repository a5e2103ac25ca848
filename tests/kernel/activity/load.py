"""Load on a real database file while its processes are killed: writers, sequencer, keeper.

Run as a process of its own: `python -m tests.kernel.activity.load KILLS`, with SHOUMI_DATA naming
an empty folder; prints what came of it as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone


def main(kills: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.config.settings")
    django.setup()
    from shoumi.demo.cast import assemble  # noqa: PLC0415 - needs the setup above
    from tests.kernel.activity import load_roles  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    assemble(at=timezone.now(), since=date(2026, 1, 5))
    connections.close_all()
    acknowledged = settings.DATA / "acknowledged"
    roles = load_roles.roles(acknowledged)
    heads = _kill_again_and_again(roles, kills, settings.DATA / "checkpoints" / "latest.note")
    print(json.dumps(load_roles.outcome(acknowledged, heads, timezone.now())))


def _kill_again_and_again(
    roles: dict[str, Callable[[], None]], kills: int, latest: Path
) -> list[str]:
    """Kill one process after another at random moments; every checkpoint seen meanwhile."""
    chance = random.Random(20261122)
    running = {name: _start(role) for name, role in roles.items()}
    heads = set()
    for _ in range(kills):
        time.sleep(chance.uniform(0.02, 0.3))
        if latest.exists():
            heads.add(latest.read_text())
        name = chance.choice(sorted(running))
        _kill(running[name])
        running[name] = _start(roles[name])
    time.sleep(1)
    for pid in running.values():
        _kill(pid)
    return sorted(heads)


def _start(role: Callable[[], None]) -> int:
    pid = os.fork()
    return pid if pid else _play(role)


def _play(role: Callable[[], None]) -> NoReturn:
    try:
        role()
    finally:
        os._exit(1)


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
