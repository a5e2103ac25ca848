"""Office files by LibreOffice, in memory only; and what happens without it."""

import io
import os
import shutil
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from shoumi.kernel.rendering import CannotRender, bounds, converted, look, office
from tests.kernel.rendering.makers import letter
from tests.regime.reading.makers import word_by_a_word_processor

MEMORY = Path("/dev/shm")
pytestmark = pytest.mark.skipif(not MEMORY.is_dir(), reason="no memory-backed folder here")
WORD = word_by_a_word_processor(["# 涂层配方", "配比决定附着力。"])


@pytest.fixture(autouse=True)
def _memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_MEMORY", tmp_path)


def in_its_place(settings: Settings, tmp_path: Path, script: str) -> None:
    """Puts a script where LibreOffice would be; the file is its last argument."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nfor given; do :; done\n" + script)
    program.chmod(0o700)
    settings.SOFFICE = str(program)


def left(tmp_path: Path) -> list[str]:
    return [path.name for path in tmp_path.iterdir() if path.is_dir()]


def test_an_office_file_becomes_pages(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(letter(3))
    in_its_place(settings, tmp_path, f"cp {tmp_path}/made.pdf content.pdf")
    shown = look(io.BytesIO(WORD), "绝不能说的名字.docx")
    assert (shown.pages, shown.kind) == (3, "pdf")
    assert shown.media_type.endswith("wordprocessingml.document")
    assert left(tmp_path) == []


def test_its_folder_is_closed_to_others_and_names_no_title(
    settings: Settings, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    in_its_place(settings, tmp_path, f'(stat -c %a .; echo "$@"; pwd; env) > {report}; exit 1')
    with pytest.raises(CannotRender) as refusal:
        converted(io.BytesIO(WORD), "绝不能说的名字.docx")
    assert refusal.value.code == "damaged"
    mode, told = report.read_text().split("\n", 1)
    assert mode == "700"
    assert "绝不能说" not in told
    assert "SHOUMI" not in told
    assert left(tmp_path) == []


def test_a_hang_is_cut_short_and_leaves_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "OFFICE_SECONDS", 1)
    in_its_place(settings, tmp_path, "while :; do :; done")
    with pytest.raises(CannotRender) as refusal:
        converted(io.BytesIO(WORD), "a.docx")
    assert refusal.value.code == "timeout"
    assert left(tmp_path) == []


def test_without_libreoffice_a_viewing_copy_is_asked_for(settings: Settings) -> None:
    settings.SOFFICE = "/nowhere/soffice"
    with pytest.raises(CannotRender) as refusal:
        look(io.BytesIO(WORD), "a.docx")
    assert refusal.value.code == "unsupported"


def test_what_a_killed_server_left_is_swept_but_not_what_is_in_use(tmp_path: Path) -> None:
    stale = tmp_path / "shoumi-office-stale"
    stale.mkdir()
    (stale / "lock").touch()
    (stale / "content.docx").write_bytes(WORD)
    with office._folder() as one, office._folder() as other:
        assert not stale.exists()
        assert one.exists()
        assert other.exists()
    assert left(tmp_path) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
@pytest.mark.usefixtures("_real_memory")
def test_libreoffice_itself_makes_a_viewing_copy(settings: Settings) -> None:
    settings.SOFFICE = ""
    assert look(io.BytesIO(converted(io.BytesIO(WORD), "a.docx")), "a.pdf").pages == 1
    assert not [name for name in os.listdir(MEMORY) if name.startswith("shoumi-office-")]


@pytest.fixture
def _real_memory(_memory: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_MEMORY", MEMORY)
