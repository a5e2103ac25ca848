"""Office files by LibreOffice, in memory only; and what happens without it."""

import io
import os
import shutil
import socket
import sys
from pathlib import Path

import pypdfium2
import pytest
from pytest_django.fixtures import Settings

from shoumi.kernel.rendering import CannotRender, bounds, converted, kind_of, look, office
from tests.kernel.reading.makers import word_by_a_word_processor
from tests.kernel.rendering import offices
from tests.kernel.rendering.makers import letter

MEMORY = Path("/dev/shm")
pytestmark = pytest.mark.skipif(not MEMORY.is_dir(), reason="no memory-backed folder here")
WORD = word_by_a_word_processor(["# 涂层配方", "配比决定附着力。"])


@pytest.fixture(autouse=True)
def _memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_MEMORY", tmp_path)


def in_its_place(settings: Settings, tmp_path: Path, script: str) -> None:
    """Puts a script where LibreOffice would be; the file is its last argument."""
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && exit\nfor given; do :; done\n' + script)
    program.chmod(0o700)
    settings.SOFFICE = str(program)


def left(tmp_path: Path) -> list[str]:
    return [path.name for path in tmp_path.iterdir() if path.is_dir()]


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def converted_text(content: bytes, name: str) -> str:
    with converted(io.BytesIO(content), name).file as file:
        return text_of(file.read())


def test_an_office_file_becomes_pages_in_memory(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(letter(3))
    in_its_place(settings, tmp_path, f"cp {tmp_path}/made.pdf content.pdf")
    made = converted(io.BytesIO(WORD), "绝不能说的名字.docx")
    with made.file as file:
        assert look(file, "").pages == 3
    assert made.by == "LibreOffice"
    assert left(tmp_path) == []


def test_an_office_file_is_never_drawn_itself() -> None:
    with pytest.raises(CannotRender) as refusal:
        look(io.BytesIO(WORD), "a.docx")
    assert refusal.value.code == "unsupported"


def test_its_folder_is_closed_to_others_and_names_no_title(
    settings: Settings, tmp_path: Path
) -> None:
    in_its_place(settings, tmp_path, '(stat -c %a .; echo "$@"; pwd; env) > content.pdf')
    with converted(io.BytesIO(WORD), "绝不能说的名字.docx").file as file:
        mode, told = file.read().decode().split("\n", 1)
    assert mode == "700"
    assert "绝不能说" not in told
    assert "SHOUMI" not in told
    assert left(tmp_path) == []


def test_it_reaches_no_file_of_the_house_and_no_network(settings: Settings, tmp_path: Path) -> None:
    """Neither the keys nor another's files nor a socket, whatever a document makes it do."""
    house = tmp_path / "house"
    house.mkdir()
    (house / "secret-key").write_text("key of the house")
    program = tmp_path / "office" / "soffice"
    program.parent.mkdir()
    script = (
        f"cat {house}/secret-key /etc/passwd /proc/self/environ /proc/1/environ; "
        f"echo leaked > {house}/leaked; ln -s {house}/secret-key linked; cat linked; "
        f"{sys.executable} -c 'import socket; socket.socket()'; echo $?"
    )
    program.write_text(
        f"#!/bin/sh\n[ $1 = --version ] && exit\n({script}) > content.pdf 2>/dev/null\n"
    )
    program.chmod(0o700)
    settings.SOFFICE = str(program)
    with converted(io.BytesIO(WORD), "a.docx").file as file:
        told = file.read().decode().split()
    assert told[-1:] not in (["0"], [])
    assert told[:-1] == []
    assert not (house / "leaked").exists()


def test_a_link_is_no_pdf(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(letter())
    in_its_place(settings, tmp_path, f"ln -s {tmp_path}/elsewhere content.pdf")
    with pytest.raises(CannotRender) as refusal:
        converted(io.BytesIO(WORD), "a.docx")
    assert refusal.value.code == "damaged"


def test_without_fences_it_is_not_started(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_its_place(settings, tmp_path, "exit 77")
    with pytest.raises(CannotRender) as refusal:
        converted(io.BytesIO(WORD), "a.docx")
    assert refusal.value.code == "unsupported"
    monkeypatch.setattr(office, "can_fence", lambda: False)
    assert not office.can_convert("a.docx")


def test_an_ofd_is_known_and_needs_a_viewing_copy() -> None:
    assert kind_of(b"PK\x03\x04" + bytes(60), "发票.ofd") == "office"
    assert not office.can_convert("发票.ofd")


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
        converted(io.BytesIO(WORD), "a.docx")
    assert refusal.value.code == "unsupported"


def test_growth_and_endless_files_are_cut_short(settings: Settings, tmp_path: Path) -> None:
    in_its_place(settings, tmp_path, "exec dd if=/dev/zero of=content.pdf bs=1M 2>/dev/null")
    with pytest.raises(CannotRender):
        converted(io.BytesIO(WORD), "a.docx")
    assert left(tmp_path) == []


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


real = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")


@pytest.fixture
def _real_memory(_memory: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.SOFFICE = ""
    monkeypatch.setattr(office, "_MEMORY", MEMORY)


@real
@pytest.mark.slow
@pytest.mark.usefixtures("_real_memory")
def test_libreoffice_itself_makes_a_viewing_copy() -> None:
    made = converted(io.BytesIO(WORD), "a.docx")
    with made.file as file:
        assert look(file, "").pages == 1
    assert made.by.startswith("LibreOffice ")
    assert not [name for name in os.listdir(MEMORY) if name.startswith("shoumi-office-")]


@real
@pytest.mark.slow
@pytest.mark.usefixtures("_real_memory")
def test_what_a_document_only_points_to_is_not_fetched(tmp_path: Path) -> None:
    """A template, a picture and an included text elsewhere: on the web, and on this machine."""
    key = tmp_path / "key.txt"
    key.write_text("KEYOFTHEHOUSE")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        web = f"http://127.0.0.1:{listening.getsockname()[1]}"
        body = offices.paragraph("words") + (
            f'<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;{key}&quot; "><w:r><w:t>old</w:t></w:r>'
            f'</w:fldSimple><w:fldSimple w:instr=" INCLUDEPICTURE &quot;{web}/a.png&quot; \\d "/>'
            "</w:p>"
        )
        template = offices.links(("rT", "attachedTemplate", f"{web}/evil.dotm"))
        content = offices.word(
            body, settings='<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships" r:id="rT"/>',
            more={"word/_rels/settings.xml.rels": template},
        )  # fmt: skip
        text = converted_text(content, "a.docx")
        page = f'<html><img src="{web}/b.png"><iframe src="{key.as_uri()}"></iframe>words</html>'
        assert look(io.BytesIO(page.encode()), "a.html").kind == "text"
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert "words" in text
    assert "KEYOFTHEHOUSE" not in text
