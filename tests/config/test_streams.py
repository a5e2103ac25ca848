"""Downloads through the server as it really runs: no more memory for a larger file, and cut off
when the right has gone."""

import http.client
import http.cookies
import json
import re
import socket
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.config.test_serving import children, read_until
from tests.installed import ROOT, command, surroundings

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("serving")]
MIB = 1024 * 1024
LARGE = 256


def prepared(folder: Path, *told: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.streaming", *told], cwd=ROOT, capture_output=True,
        env=surroundings(folder, DJANGO_SETTINGS_MODULE="shoumi.config.settings"), text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


class Narrow(http.client.HTTPConnection):
    """A connection on whose side little is taken in that nobody has read: what has come is no
    longer the server's to hold back."""

    def connect(self) -> None:
        self.sock = socket.socket()
        self.sock.settimeout(self.timeout)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        self.sock.connect((self.host, self.port))


class Browser:
    """Somebody who is signed in."""

    def __init__(self, port: int, name: str, password: str) -> None:
        self._port, self._cookies = port, http.cookies.SimpleCookie()
        self.post("/sign-in", name=name, password=password).read()

    def post(self, path: str, **fields: str) -> http.client.HTTPResponse:
        if "csrftoken" not in self._cookies:
            self._asked("GET", "/sign-in").read()
        fields["csrfmiddlewaretoken"] = self._cookies["csrftoken"].value
        return self._asked("POST", path, urllib.parse.urlencode(fields))

    def _asked(self, method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        connection = Narrow("127.0.0.1", self._port, timeout=60)
        kept = "; ".join(f"{one.key}={one.value}" for one in self._cookies.values())
        headers = {"Cookie": kept, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies.load(line)
        return answer


@pytest.fixture
def served(demo_folder: Path, port: int) -> Iterator[tuple[Browser, dict[str, Any], int]]:
    """The reader's browser, the keys of what there is, and the server's process."""
    told = json.loads(prepared(demo_folder, "fill", str(LARGE)))
    kept = json.loads((demo_folder / "demo-sign-ins.json").read_text())
    password = {line["username"]: line["password"] for line in kept}[told["reader"]]
    server = subprocess.Popen(
        command("serve", "--port", str(port)), cwd=ROOT, text=True, stdout=subprocess.PIPE,
        env=surroundings(demo_folder, PYTHONUNBUFFERED="1"), stderr=subprocess.STDOUT,
    )  # fmt: skip
    read_until(server, "ready")
    yield Browser(port, told["reader"], password), told, server.pid
    server.terminate()
    server.communicate(timeout=30)


def peak(pid: int, *, anew: bool = False) -> int:
    """The most memory that any process of the server's has had at once, in bytes."""
    most = 0
    for child in children(pid):
        if anew:
            Path(f"/proc/{child}/clear_refs").write_text("5")
        status = Path(f"/proc/{child}/status").read_text()
        most = max(most, int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) * 1024)
    return most


def test_a_large_download_takes_no_more_memory_and_is_cut_when_its_grant_is_revoked(
    served: tuple[Browser, dict[str, Any], int], demo_folder: Path
) -> None:
    browser, told, server = served
    assert len(browser.post(f"/versions/{told['small']}/take-out").read()) == MIB
    before = peak(server, anew=True)
    answer = browser.post(f"/versions/{told['large']}/take-out")
    assert answer.getheader("Content-Length") == str(LARGE * MIB)
    assert sum(map(len, pieces(answer))) == LARGE * MIB
    assert peak(server) - before <= 8 * MIB

    answer = browser.post(f"/versions/{told['large']}/take-out")
    assert len(answer.read(16 * MIB)) == 16 * MIB
    prepared(demo_folder, "revoke")
    more = sum(map(len, pieces(answer)))
    # The length that was told is never reached, so that no client takes it for the whole file.
    assert answer.length == (LARGE - 16) * MIB - more > 0
    assert more <= 8 * MIB
    assert peak(server) - before <= 8 * MIB


def pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """Until the end or until the connection breaks off."""
    with suppress(http.client.IncompleteRead, ConnectionError):
        while piece := answer.read(64 * 1024):
            yield piece
