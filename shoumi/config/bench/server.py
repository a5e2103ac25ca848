"""`shoumi serve` with a small company in a data folder of its own, while it is measured."""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from shoumi.config import readiness
from shoumi.config.bench import resident
from shoumi.demo.cast import assemble, open_accounts
from shoumi.domains.register.actions import adopt_grades, nominate
from shoumi.domains.vault.actions import Described, register_carrier
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.storage import keyring

KEEPER = "custodian"
PATIENCE = 60.0
CHILD = "import django; django.setup(); from shoumi.config.bench import server; server.main()"


@dataclass(frozen=True)
class Server:
    """A server that answers, who may sign in, and the carrier that takes that person's files."""

    pid: int
    port: int
    carrier: int
    name: str
    password: str

    def processes(self) -> list[int]:
        """The web server's, its parent and its workers; not the worker of tasks nor the keeper."""
        heads = [one for one in resident.below(self.pid) if "granian" in resident.command(one)]
        return sorted({one for head in heads for one in (head, *resident.below(head))})


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Raises RuntimeError if it doesn't answer within a minute."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUMI_")}
    place = {
        **kept, "SHOUMI_DATA": str(folder), "SHOUMI_SECRET_KEY": secrets.token_hex(32),
        "DJANGO_SETTINGS_MODULE": "shoumi.config.settings",
    }  # fmt: skip
    folder.mkdir(mode=0o700)
    line = [sys.executable, "-c", CHILD]
    made = json.loads(subprocess.run(line, env=place, stdout=subprocess.PIPE, check=True).stdout)
    port = _free_port()
    line = [sys.executable, "-m", "shoumi.config.commands", "serve", "--port", str(port)]
    with subprocess.Popen(line, env=place, stdout=subprocess.DEVNULL) as process:
        try:
            _await(process, port)
            yield Server(process.pid, port, **made)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(process: "subprocess.Popen[bytes]", port: int) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and process.poll() is None:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            asking.request("GET", "/healthz")
            if asking.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            asking.close()
    raise RuntimeError("the server doesn't answer")


def main() -> None:
    """In the child, whose settings name the folder: prints what `Server` needs."""
    at, password = timezone.now(), secrets.token_urlsafe(16)
    readiness.migrate()
    keyring.establish(at=at)
    with transaction.atomic():
        cast = assemble(at=at, since=at.date().replace(month=1, day=1))
        open_accounts(cast, {KEEPER: password}, at=at)
        adopt_grades(preset="default", by=HOUSE, at=at)
        secret = nominate(
            title="升温曲线", brief="三段升温，决定良品率。", whereabouts="R:/curing",
            no_state_secret=True, by=cast["engineer"], at=at,
        )  # fmt: skip
        described = Described("升温曲线记录", "electronic", "file", "R:/curing")
        carrier = register_carrier(secret, described=described, by=cast[KEEPER], at=at)
    print(json.dumps({"carrier": carrier.pk, "name": KEEPER, "password": password}))
