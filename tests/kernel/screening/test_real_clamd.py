"""The same client against Debian's own clamd."""

import io
import zipfile
from collections.abc import Iterator

import pytest

from shoumi.kernel.screening import Clamd, Outcome
from tests.conftest import IN_CI
from tests.kernel.screening.real_clamd import EICAR, LARGEST, MEMORY, Running, running
from tests.tools.clamav import on_this_machine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not IN_CI and not (on_this_machine() and MEMORY.is_dir()),
        reason="clamd is not here; `dev.py test` installs it where it may",
    ),
]


@pytest.fixture(scope="module")
def daemon() -> Iterator[Running]:
    with running() as made:
        yield made


def asked(address: str, content: bytes) -> Outcome:
    return Clamd(address, patience=30).scan(io.BytesIO(content), len(content)).outcome


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def test_what_is_harmless_passes_and_what_is_not_is_named(daemon: Running) -> None:
    clamd = Clamd(daemon.address)
    assert asked(daemon.address, b"harmless") is Outcome.CLEAN
    found = clamd.scan(io.BytesIO(EICAR), len(EICAR))
    assert found.outcome is Outcome.FOUND
    assert found.threat.startswith("Eicar-Test-Signature")
    assert found.scanner.startswith("ClamAV ")


def test_packed_it_is_found_as_well(daemon: Running) -> None:
    assert asked(daemon.address, packed("a.txt", EICAR)) is Outcome.FOUND


def test_what_is_longer_than_the_daemon_takes_is_no_pass(daemon: Running) -> None:
    assert asked(daemon.address, bytes(4 * LARGEST)) is Outcome.LIMIT


def test_a_bomb_is_no_pass_and_leaves_nothing_behind() -> None:
    """It clears up after its answer; once it has ended, what it had to do is done."""
    content = b"."
    for _ in range(40):
        content = packed("a.zip", content)
    with running() as daemon:
        assert asked(daemon.address, content) is Outcome.LIMIT
        daemon.process.terminate()
        daemon.process.wait(30)
        left = {one.name for one in daemon.folder.iterdir()}
    assert left - {"ctl"} == {"clamd.conf", "signatures"}


def test_a_daemon_that_tells_nothing_of_its_limits_is_not_believed() -> None:
    with running(tells_limits=False) as daemon:
        assert asked(daemon.address, b"harmless") is Outcome.BLIND


def test_a_daemon_that_is_killed_in_the_middle_is_no_pass() -> None:
    with running() as daemon:

        class Killing(io.BytesIO):
            """A file with whose second piece the daemon dies."""

            def read(self, size: int | None = -1, /) -> bytes:
                if self.tell():
                    daemon.process.kill()
                    daemon.process.wait()
                return super().read(size)

        source = Killing(bytes(1_000_000))
        found = Clamd(daemon.address, patience=10).scan(source, 1_000_000)
        assert found.outcome is Outcome.FAILED
        assert asked(daemon.address, b"harmless") is Outcome.FAILED
