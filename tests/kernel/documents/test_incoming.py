"""Files on their way in: taken for what they are, whatever they are called."""

import io
import zipfile

import pytest

from shoumi.kernel.actions import Invalid
from shoumi.kernel.documents import incoming
from shoumi.kernel.documents.incoming import DOCX, XLSX, take_in
from shoumi.kernel.documents.word import screening
from tests.kernel.papers import PDF

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"


def package(*names: str, fill: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("[Content_Types].xml", *names):
            made.writestr(name, fill)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    """The package with every entry of its directory marked as encrypted."""
    parts = content.split(b"PK\x01\x02")
    return b"PK\x01\x02".join(
        [parts[0], *(part[:4] + bytes([part[4] | 1]) + part[5:] for part in parts[1:])]
    )


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (package("word/document.xml"), DOCX),
        (package("xl/workbook.xml"), XLSX),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.exe", "", "../../etc/passwd", "a\x00b\n", "😀" * 300])
def test_a_file_is_taken_for_what_it_is(content: bytes, media_type: str, name: str) -> None:
    taken = take_in(io.BytesIO(content), file_name=name)
    assert (taken.media_type, taken.content) == (media_type, content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", incoming.EMPTY),
        (b"MZ\x90\x00", incoming.NOT_TAKEN),
        (b"<html><script>", incoming.NOT_TAKEN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", incoming.NOT_TAKEN),
        (b"GIF89a", incoming.NOT_TAKEN),
        (b"%PDF-1.7 and no end", incoming.NOT_TAKEN),
        (b"MZ" + PDF, incoming.NOT_TAKEN),
        (package("a.txt"), incoming.NOT_TAKEN),
        (package("word/document.xml", "word/vbaProject.bin"), incoming.ACTIVE),
        (package("xl/workbook.xml", "xl/externalLinks/externalLink1.xml"), incoming.ACTIVE),
        (package("word/document.xml", "word/embeddings/oleObject1.bin"), incoming.ACTIVE),
        (package("word/document.xml", fill=b"x.macroEnabled.main+xml"), incoming.ACTIVE),
        (package("word/document.xml")[:-30], incoming.BROKEN),
        (locked(package("xl/workbook.xml")), incoming.LOCKED),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        take_in(io.BytesIO(content), file_name="证明.pdf")
    assert refused.value.field == "file"
    assert str(refused.value.message) == str(said)


def test_a_zip_bomb_is_refused_before_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening, "MAX_UNPACKED", 4 * 1024 * 1024)
    bomb = package("word/document.xml", fill=b"\0" * (3 * 1024 * 1024))
    assert len(bomb) < 10 * 1024
    with pytest.raises(Invalid) as refused:
        take_in(io.BytesIO(bomb), file_name="a.docx")
    assert refused.value.message is incoming.BROKEN


def test_a_file_over_the_limit_is_refused_without_being_read_to_its_end() -> None:
    class Endless:
        given = 0

        def read(self, size: int, /) -> bytes:
            self.given += size
            return b"\0" * size

    source = Endless()
    with pytest.raises(Invalid) as refused:
        take_in(source, file_name="a.pdf")
    assert refused.value.message is incoming.TOO_LARGE
    assert source.given == incoming.LIMIT + 1


@pytest.mark.parametrize(
    "name",
    [
        "绝密方案.pdf",
        "C:\\scan\\机密.pdf",
        "机\u200b密.pdf",
        "（秘密）.pdf",
        "★.pdf",
        "x/秘密★长期.pdf",
    ],
)
def test_a_name_with_a_state_secrets_mark_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        take_in(io.BytesIO(PDF), file_name=name)
    assert refused.value.message is incoming.STATE_SECRET
    assert name not in str(refused.value)


def test_a_folders_name_is_not_the_files() -> None:
    assert take_in(io.BytesIO(PDF), file_name="商业秘密/清单.pdf").media_type == "application/pdf"
