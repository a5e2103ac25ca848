"""A worker is confined, and its crash, hang, growth or death is a plain refusal."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shoumi.kernel.rendering import CannotRender, HiddenMark, bounds, render, render_many, working
from tests.kernel.rendering import hiding
from tests.kernel.rendering.makers import BARE, MARK, letter, seen


class Recorded(subprocess.Popen[bytes]):
    """Remembers every process that was started."""

    started: list["Recorded"] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.started.append(self)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Recorded]:
    Recorded.started = []
    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return Recorded.started


def refusal(hidden: Any) -> str:
    with pytest.raises(CannotRender) as refused:
        render(io.BytesIO(letter()), "a.pdf", 1, mark=MARK, hidden=HiddenMark(hidden, b""))
    return refused.value.code


def test_a_worker_has_no_environment_no_django_and_no_room_on_disk() -> None:
    hidden = HiddenMark(hiding.look_around, b"")
    page = render(io.BytesIO(letter()), "a.pdf", 1, mark=BARE, hidden=hidden)
    assert seen(page).getpixel((600, 600)) == (0, 0, 0)


def test_a_worker_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "leaked"
    hidden = HiddenMark(hiding.write, str(file).encode())
    with pytest.raises(CannotRender):
        render(io.BytesIO(letter()), "a.pdf", 1, mark=MARK, hidden=hidden)
    assert not file.exists() or file.stat().st_size == 0


def test_a_crash_is_damage() -> None:
    assert refusal(hiding.crash) == "damaged"


def test_a_hang_is_cut_short(monkeypatch: pytest.MonkeyPatch, started: list[Recorded]) -> None:
    monkeypatch.setattr(bounds, "PAGE_SECONDS", 2)
    assert refusal(hiding.hang) == "timeout"
    assert started[0].returncode is not None


def test_growth_is_cut_short() -> None:
    assert refusal(hiding.grow) == "too_large"


def test_what_a_library_prints_does_not_get_between_the_answers() -> None:
    hidden = HiddenMark(hiding.speak, b"")
    assert render(io.BytesIO(letter()), "a.pdf", 1, mark=MARK, hidden=hidden).width == 1240


def test_a_worker_loads_only_what_its_job_needs() -> None:
    """Starting is most of what a first page costs."""
    told = subprocess.run(
        [sys.executable, "-I", "-X", "importtime", str(working.START), "serving"],
        input=b"", capture_output=True, env={}, check=False,
    ).stderr.decode()  # fmt: skip
    loaded = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    assert "shoumi.kernel.rendering.worker.marking" in loaded
    assert not {"django", "pypdfium2", "csv", "logging", "asyncio"} & loaded


class Deadly(io.BytesIO):
    """Kills the worker while it is being given the content."""

    def __init__(self, content: bytes, started: list[Recorded]) -> None:
        super().__init__(content)
        self._started = started

    def read(self, size: int | None = -1, /) -> bytes:
        for process in self._started:
            process.kill()
        return super().read(size)


@pytest.mark.kill
def test_a_worker_killed_while_it_reads_is_a_refusal(started: list[Recorded]) -> None:
    source = Deadly(letter() + bytes(3 * bounds.MIB), started)
    with pytest.raises(CannotRender) as refused:
        render(source, "a.pdf", 1, mark=MARK)
    assert refused.value.code == "damaged"
    assert [process.returncode for process in started] == [-9]


@pytest.mark.kill
def test_a_worker_killed_between_pages_is_a_refusal(started: list[Recorded]) -> None:
    pages = render_many(io.BytesIO(letter(200)), "a.pdf", range(1, 201), mark=MARK)
    assert next(pages).width == 1240
    started[0].kill()
    with pytest.raises(CannotRender) as refused:
        list(pages)
    assert refused.value.code == "damaged"
    assert started[0].returncode == -9


def test_a_reader_who_leaves_ends_the_worker(started: list[Recorded]) -> None:
    pages = render_many(io.BytesIO(letter(200)), "a.pdf", range(1, 201), mark=MARK)
    next(pages)
    pages.close()
    assert started[0].returncode is not None


def test_a_source_that_breaks_ends_the_worker_and_is_told(started: list[Recorded]) -> None:
    class Altered(Exception):
        pass

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if size == 4096:
                return super().read(size)
            raise Altered

    with pytest.raises(Altered):
        render(Broken(letter(300)), "a.pdf", 1, mark=MARK)
    assert started[0].returncode is not None
    assert not Path(f"/proc/{started[0].pid}").exists() or os.name != "posix"
