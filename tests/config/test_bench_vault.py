"""The vault's measurement gives figures for every aim, and says what it leaves out."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from shoumi.config.bench import (
    company,
    filling,
    resident,
    room,
    tus,
    vault,
    vault_deciding,
    vault_files,
    vault_memory,
    vault_rewrapping,
    vault_sealing,
    vault_upload,
)
from shoumi.config.bench.aims import AIMS
from shoumi.config.bench.turns import by_turns
from shoumi.config.commands import bench as command
from shoumi.domains.vault.models import Carrier, Grant
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.models import VaultKey
from tests.conftest import NOW

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a process")
RECORDS = 200
STREAMS_AND_UPLOAD = ("stream_grown_mebibytes", "upload_")


BOTH = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture
def made(data: Path, db: None) -> company.Company:
    keyring.establish(at=company.AT)
    made = company.found()
    filling.fill(made, RECORDS, lambda step: None)
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenSSL's own measurement takes a second; here it is only said to have been made."""
    monkeypatch.setattr(vault_sealing, "speed", lambda: [1e9])


def numbers(told: dict[str, Any]) -> Iterator[str]:
    """The names of the figures, all of which must be positive numbers."""
    for name, value in told.items():
        if name != "context":
            assert isinstance(value, int | float), name
            assert value > 0, name
            yield f"vault.{name}"


def sealing() -> dict[str, Any]:
    return vault_sealing.measure(mebibytes=1, rounds=1, tell=pytest.fail)


@BOTH
@pytest.mark.usefixtures("quick")
def test_every_aim_has_its_figure(made: company.Company) -> None:
    told = {**sealing(), **vault_files.measure(mebibytes=1, rounds=1)}
    told |= vault_deciding.measure(made, rounds=1)
    wanted = {
        name
        for name in AIMS
        if name.startswith("vault.") and not name.startswith(STREAMS_AND_UPLOAD, len("vault."))
    }
    assert wanted - {"vault.rewrap_over_bare_crypto"} <= set(numbers(told))


@pytest.mark.usefixtures("quick")
def test_both_generations_of_openssl_are_named() -> None:
    context = sealing()["context"]
    assert context["library_openssl"].startswith("OpenSSL ")
    assert context["openssl"] == (vault_sealing.version() or "not here")


def test_without_openssl_its_ratio_is_left_out_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    said: list[str] = []
    told = vault_sealing.measure(mebibytes=1, rounds=1, tell=said.append)
    assert "seal_over_openssl_speed" not in told
    assert told["context"]["openssl"] == "not here"
    assert "left out" in said[0]


def test_the_result_lines_of_openssl_speed_are_read() -> None:
    said = "+DT:AES-256-GCM:1:16384\n+R:38274:AES-256-GCM:0.21\n+H:16384\n+F:25:AES-256-GCM:2.5e9\n"
    assert vault_sealing.speeds(said) == [2.5e9]
    assert vault_sealing.speeds("speed: Unknown option -mr\n") == []


def test_files_are_gone_after_the_measurement_and_room_is_asked_for_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(room, "MEMORY", (tmp_path,))
    with room.room(1) as (folder, in_memory):
        assert folder.parent == tmp_path
        assert in_memory
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(room.NoRoom), room.room(2**40):
        pytest.fail("there is no room for this")


@ON_LINUX
def test_a_streams_memory_is_taken_in_a_process_of_its_own() -> None:
    told = vault_memory.measure((1,), pytest.fail)
    assert 0 <= told["stream_grown_mebibytes"]["of_1"] < 64


@ON_LINUX
def test_a_stream_for_which_there_is_no_room_is_left_out_and_that_is_said() -> None:
    said: list[str] = []
    assert vault_memory.measure((2**40,), said.append) == {"stream_grown_mebibytes": {}}
    assert "left out" in said[0]


@ON_LINUX
def test_another_process_is_found_and_its_time_told() -> None:
    line = [sys.executable, "-c", "print(sum(range(10**6)), flush=True); input()"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        child.stdout.readline()
        assert child.pid in resident.below(os.getpid())
        assert "range" in resident.command(child.pid)
        assert resident.cpu(child.pid) > 0
        child.stdin.close()
    assert resident.command(child.pid) == ""
    with pytest.raises(OSError):  # noqa: PT011 - whichever error the system has for it
        resident.cpu(child.pid)


@BOTH
def test_the_reader_of_the_measurement_may_look(made: company.Company) -> None:
    told = vault_deciding.measure(made, rounds=1)
    assert Carrier.objects.count() == RECORDS
    assert Grant.objects.count() >= RECORDS // 10
    assert 0 < told["decide_queries"] <= 14
    context = told["context"]
    assert context["decide_with_facts_at_hand_microseconds"] < context["decide_microseconds"]


@BOTH
def test_a_reader_who_may_not_look_stops_the_measurement(made: company.Company) -> None:
    vault_deciding.furnish(made)
    with pytest.raises(RuntimeError, match="no_need_to_know"):
        vault_deciding._require_allowed(made.cast["counsel"], Carrier.objects.all()[0])


@BOTH
@pytest.mark.usefixtures("data")
def test_rewrapping_is_measured_on_keys_that_are_really_renewed() -> None:
    keyring.establish(at=NOW)
    told = vault_rewrapping.measure(keys=20, rounds=1)
    assert told["rewrap_over_bare_crypto"] > 0
    assert told["context"]["keys"] == 20
    assert VaultKey.objects.get().generation == 3


def test_turns_are_taken_and_the_first_is_not_counted() -> None:
    said: list[str] = []
    clock = iter(range(100)).__next__
    acts = {"one": lambda: said.append("one"), "other": lambda: said.append("other")}
    assert by_turns(acts, 2, clock) == {"one": 1, "other": 1}
    assert said == ["one", "other"] * 3


def test_contexts_are_told_in_one() -> None:
    merged = vault.merged({"a": 1, "context": {"x": 1}}, {}, {"b": 2, "context": {"y": 2}})
    assert merged == {"a": 1, "b": 2, "context": {"x": 1, "y": 2}}


def test_an_aim_stands_beside_its_figure() -> None:
    assert command._line("vault.range_over_pread", 3.5).endswith("3.5   ≤ 4")
    assert command._line("vault.context.openssl", "OpenSSL 3.0").endswith("OpenSSL 3.0")


class Spoken(BaseHTTPRequestHandler):
    """Answers as the house does, and notes what was asked."""

    asked: list[tuple[str, str, dict[str, str], int]] = []

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        came = len(self.rfile.read(size))
        self.asked.append((self.command, self.path, dict(self.headers), came))
        status = {"GET": 200, "PATCH": 204}.get(self.command, 201)
        self.send_response(302 if self.path == "/sign-in" and status == 201 else status)
        self.send_header("Set-Cookie", "session=opened; HttpOnly; Path=/")
        self.send_header("Location", "/api/v1/uploads/7")
        form = b'<input type="hidden" name="csrfmiddlewaretoken" value="t0ken">'
        body = form if self.command == "GET" else b""
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = _answer  # noqa: N815 - the library's names

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Spoken.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Spoken) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_the_client_signs_in_and_brings_all_bytes_in_one_request(port: int) -> None:
    visitor = tus.Visitor(port, "custodian", "only-for-a-bench")
    size = 3 * tus.PIECE + 1
    visitor.send(visitor.begin(5, size), vault_memory.Made(size), size)
    *_before, (_post, uploads, begun, _none), (method, path, sent, came) = Spoken.asked
    assert (uploads, begun["Upload-Length"]) == (tus.UPLOADS, str(size))
    assert (method, path, came) == ("PATCH", "/api/v1/uploads/7", size)
    assert sent["Cookie"] == "session=opened"
    assert sent["X-CSRFToken"] == "t0ken"
    assert sent["Upload-Offset"] == "0"


def test_an_answer_that_was_not_expected_stops_the_measurement(port: int) -> None:
    visitor = tus.Visitor(port, "custodian", "only-for-a-bench")
    with pytest.raises(RuntimeError, match="answered 201, not 302"):
        visitor._ask("POST", "/elsewhere", 302, b"")


@ON_LINUX
@pytest.mark.slow
def test_an_upload_is_measured_through_the_real_server() -> None:
    told = vault_upload.measure(mebibytes=1, rounds=1, tell=pytest.fail)
    assert told["upload_over_bare_pipeline"] > 0
    assert told["upload_grown_mebibytes"] < 64
