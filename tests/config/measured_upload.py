"""One upload through the WSGI application in a process of its own; prints by how much memory grew.

Run by ``test_upload_memory``. The body is made as it is read, so that only what the house holds of
it counts.
"""

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.utils import timezone  # noqa: E402

from shoumi.demo.cast import assemble, open_accounts  # noqa: E402
from shoumi.domains.register.actions import adopt_grades  # noqa: E402
from shoumi.domains.vault.models import CarrierVersion  # noqa: E402
from shoumi.kernel.accounts.actions import make_key  # noqa: E402
from shoumi.kernel.accounts.house import HOUSE  # noqa: E402
from shoumi.kernel.accounts.models import Person  # noqa: E402
from shoumi.kernel.storage import keyring  # noqa: E402
from tests.conftest import NOW, Ticker  # noqa: E402
from tests.domains.vault import scenes  # noqa: E402
from tests.domains.vault.bringing import BODY, spelt  # noqa: E402
from tests.kernel.storage.killed_worker import migrate  # noqa: E402

MIB = 1024 * 1024
PIECE = bytes(range(256)) * 256


class Body(io.RawIOBase):
    """So many bytes, made when they are asked for."""

    def __init__(self, size: int) -> None:
        self._left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        piece = PIECE[: min(size, self._left)]
        self._left -= len(piece)
        return piece


def main(mebibytes: int, cuts: int) -> None:
    secret, carrier = prepared()
    ask = Asking(secret)
    bring(ask, carrier, MIB, 1)
    before = resident()
    bring(ask, carrier, mebibytes * MIB, cuts)
    print(json.dumps({"grown": peak() - before, "versions": CarrierVersion.objects.count()}))


def prepared() -> tuple[str, int]:
    at = Ticker(NOW)
    migrate()
    keyring.establish(at=at())
    cast = assemble(at=at(), since=NOW.date().replace(month=1, day=5))
    adopt_grades(preset="default", by=HOUSE, at=at())
    carrier = scenes.carrier(cast, at)
    open_accounts(cast, {"engineer": "a-long-Passw0rd-9"}, at=at())
    person = Person.objects.get(pk=cast["engineer"].pk)
    # The application goes by the real clock, which may stand before the test's own.
    timezone.now = at
    return make_key(person, name="x", days=30, by=person, at=at()).secret, carrier.pk


class Asking:
    """Asks the application as a server does."""

    def __init__(self, secret: str) -> None:
        self._application: Any = get_wsgi_application()
        self._secret = secret

    def __call__(
        self, method: str, path: str, body: Any, size: int, **headers: str
    ) -> dict[str, str]:
        said: dict[str, str] = {}
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1", "wsgi.input": body, "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True,
            "wsgi.multiprocess": True, "wsgi.run_once": False, "CONTENT_LENGTH": str(size),
            "HTTP_AUTHORIZATION": f"Bearer {self._secret}", "HTTP_TUS_RESUMABLE": "1.0.0",
            **headers,
        }  # fmt: skip

        def start(status: str, told: Iterable[tuple[str, str]]) -> None:
            said.update(told, status=status)

        answer = self._application(environ, start)
        b"".join(answer)
        answer.close()
        assert said["status"].startswith("2"), said
        return said


def bring(ask: Asking, carrier: int, size: int, cuts: int) -> None:
    told = spelt({"carrier": str(carrier), "filename": "a.bin"})
    begun = ask("POST", "/api/v1/uploads", io.BytesIO(), 0, HTTP_UPLOAD_LENGTH=str(size),
                HTTP_UPLOAD_METADATA=told)  # fmt: skip
    edges = [size * cut // cuts for cut in range(cuts + 1)]
    for start, end in zip(edges, edges[1:], strict=False):
        ask("PATCH", begun["Location"], Body(end - start), end - start, CONTENT_TYPE=BODY,
            HTTP_UPLOAD_OFFSET=str(start))  # fmt: skip


def resident() -> int:
    """What the process holds now, in bytes; the peak is counted from here on."""
    Path("/proc/self/clear_refs").write_text("5")
    return _line("VmRSS:")


def peak() -> int:
    return _line("VmHWM:")


def _line(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
