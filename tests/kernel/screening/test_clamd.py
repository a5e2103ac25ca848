"""What the scanner's client makes of every answer, late ones and none; against a double of clamd.

The same against the real daemon is in `test_real_clamd`.
"""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shoumi.config.env import Misconfigured, scanner
from shoumi.kernel.screening import Clamd, Outcome
from tests.kernel.screening.clamd_double import VERSION, Answer, Call, Double, running, says

PATIENCE = 0.5


@pytest.fixture
def double(tmp_path: Path) -> Iterator[Double]:
    with running(tmp_path) as made:
        yield made


def asked(double: Double, content: bytes = b"content", patience: float = 5.0) -> Outcome:
    clamd = Clamd(double.address, patience=patience)
    return clamd.scan(io.BytesIO(content), len(content)).outcome


def test_a_clean_file_is_clean_and_the_signatures_are_named(double: Double) -> None:
    found = Clamd(double.address).scan(io.BytesIO(b"content"), 7)
    assert (found.outcome, found.threat, found.scanner) == (Outcome.CLEAN, "", VERSION)
    assert double.received == [b"content"]


def test_what_is_found_is_named(double: Double) -> None:
    double.answer = says("stream: Win.Test.EICAR_HDB-1 FOUND")
    found = Clamd(double.address).scan(io.BytesIO(b"x"), 1)
    assert (found.outcome, found.threat) == (Outcome.FOUND, "Win.Test.EICAR_HDB-1")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("stream: OK", Outcome.CLEAN),
        ("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", Outcome.LIMIT),
        ("stream: Heuristics.Limits.Exceeded FOUND", Outcome.LIMIT),
        ("INSTREAM size limit exceeded. ERROR", Outcome.LIMIT),
        ("stream: Heuristics.Encrypted.Zip FOUND", Outcome.FOUND),
        ("stream: Can't allocate memory ERROR", Outcome.FAILED),
        ("UNKNOWN COMMAND", Outcome.FAILED),
        ("stream:  FOUND", Outcome.FAILED),
        ("OK", Outcome.FAILED),
        ("stream: OK\nstream: X FOUND", Outcome.FOUND),
        ("STREAM: OK", Outcome.FAILED),
        ("", Outcome.FAILED),
        ("\u2028" * 3000, Outcome.FAILED),
    ],
)
def test_only_a_plain_ok_is_one(double: Double, said: str, outcome: Outcome) -> None:
    double.answer = says(said)
    assert asked(double) is outcome


def test_a_daemon_that_tells_nothing_of_its_limits_is_not_believed(double: Double) -> None:
    double.limits = "stream: OK"
    assert asked(double) is Outcome.BLIND
    assert double.received == []


def hangs_up(call: Call) -> None:
    call.take(at_most=100_000)


def too_long(call: Call) -> None:
    call.take(at_most=100_000)
    call.say("INSTREAM size limit exceeded. ERROR")


def ends_within_its_answer(call: Call) -> None:
    call.take()
    call.peer.sendall(b"stream: OK")


def resets(call: Call) -> None:
    call.take(at_most=100_000)
    call.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (hangs_up, Outcome.FAILED),
        (too_long, Outcome.LIMIT),
        (ends_within_its_answer, Outcome.FAILED),
        (resets, Outcome.FAILED),
    ],
)
def test_whatever_the_daemon_breaks_off_is_no_pass(
    double: Double, answer: Answer, outcome: Outcome
) -> None:
    double.answer = answer
    assert asked(double, bytes(3_000_000)) is outcome


def test_a_daemon_that_says_nothing_is_waited_for_so_long_and_no_longer(double: Double) -> None:
    def silent(call: Call) -> None:
        call.take()
        double.stopped.wait(20)

    double.answer = silent
    assert asked(double, patience=PATIENCE) is Outcome.FAILED
    double.stopped.set()


def test_a_daemon_that_takes_nothing_is_waited_for_so_long_and_no_longer(double: Double) -> None:
    def deaf(call: Call) -> None:
        double.stopped.wait(20)

    double.answer = deaf
    assert asked(double, bytes(1_500_000), patience=PATIENCE) is Outcome.FAILED
    double.stopped.set()


def test_an_answer_that_drips_is_not_waited_for_for_ever(double: Double) -> None:
    def drips(call: Call) -> None:
        call.take()
        while not double.stopped.wait(0.05):
            call.peer.sendall(b"s")

    double.answer = drips
    assert asked(double, patience=PATIENCE) is Outcome.FAILED


def test_without_a_daemon_nothing_passes(tmp_path: Path) -> None:
    for address in (f"unix:{tmp_path}/none", "tcp:127.0.0.1:1", "tcp:[::1]:1"):
        assert Clamd(address).scan(io.BytesIO(b"x"), 1).outcome is Outcome.FAILED


def test_memory_stays_the_same_for_any_size(double: Double) -> None:
    class Endless:
        """A lot of nothing, and how large the largest piece was that was asked for."""

        left, largest = 300 * 1024 * 1024, 0

        def read(self, size: int, /) -> bytes:
            self.largest = max(self.largest, size)
            given = min(size, self.left)
            self.left -= given
            return bytes(given)

    def counts(call: Call) -> None:
        while not call.take(at_most=1_000_000):
            call.content.clear()
        call.say("stream: OK")

    double.answer, source = counts, Endless()
    assert Clamd(double.address).scan(source, source.left).outcome is Outcome.CLEAN
    assert source.largest <= 1024 * 1024


def test_over_tcp_of_this_machine(tmp_path: Path) -> None:
    with running(tmp_path) as double, socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        server.settimeout(5)

        def attend() -> None:
            for _ in range(3):
                double.attend(server.accept()[0])

        thread = threading.Thread(target=attend, daemon=True)
        thread.start()
        found = Clamd(f"tcp:127.0.0.1:{port}").scan(io.BytesIO(b"x"), 1)
        thread.join(5)
    assert found.outcome is Outcome.CLEAN


@pytest.mark.parametrize(
    ("value", "is_taken"),
    [
        ("", True),
        ("unix:/run/clamav/clamd.ctl", True),
        ("tcp:127.0.0.1:3310", True),
        ("tcp:localhost:3310", True),
        ("tcp:[::1]:3310", True),
        ("tcp:192.168.1.9:3310", False),
        ("tcp:scanner.example:3310", False),
        ("/run/clamav/clamd.ctl", False),
        ("unix:relative", False),
        ("tcp:127.0.0.1", False),
    ],
)
def test_a_scanner_elsewhere_is_refused_since_files_go_there_in_the_clear(
    monkeypatch: pytest.MonkeyPatch, value: str, is_taken: bool
) -> None:
    monkeypatch.setenv("SHOUMI_CLAMD", value)
    if is_taken:
        assert scanner("SHOUMI_CLAMD") == value
    else:
        with pytest.raises(Misconfigured):
            scanner("SHOUMI_CLAMD")
