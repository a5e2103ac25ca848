"""Uploads wait sealed: the form reads them back, the disk never holds them in the clear."""

import tempfile
from typing import IO, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from shoumi.kernel.storage.uploads import SealedUploadHandler

CANARY = "上传金丝雀-51c3".encode()


@pytest.fixture
def drafts(monkeypatch: pytest.MonkeyPatch) -> list[IO[bytes]]:
    """The temporary files that handlers open, to be looked into."""
    made: list[IO[bytes]] = []
    really = tempfile.TemporaryFile

    def watched(**kwargs: Any) -> IO[bytes]:
        made.append(really(**kwargs))
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", watched)
    return made


def uploaded(sent: HttpRequest, name: str = "file0") -> "UploadedFile[bytes]":
    file = sent.FILES[name]
    assert isinstance(file, UploadedFile)
    return file


def request(*contents: bytes) -> HttpRequest:
    files = [SimpleUploadedFile(f"{n}.bin", body) for n, body in enumerate(contents)]
    return RequestFactory().post("/", {f"file{n}": file for n, file in enumerate(files)})


@pytest.mark.parametrize("content", [b"x", CANARY * 40_000, bytes(16384)])
def test_an_upload_reads_back_as_it_was_sent(content: bytes) -> None:
    file = uploaded(request(content))
    assert file.size == len(content)
    assert file.read() == content
    assert b"".join(file.chunks()) == content


def test_an_upload_lies_on_disk_sealed_and_is_gone_when_closed(drafts: list[IO[bytes]]) -> None:
    sent = request(CANARY * 40_000)
    assert CANARY in uploaded(sent).read(100)
    (draft,) = drafts
    draft.seek(0)
    raw = draft.read()
    assert len(raw) > 40_000 * len(CANARY)
    assert CANARY not in raw
    sent.close()
    assert draft.closed


def test_two_uploads_in_one_form_do_not_mix(drafts: list[IO[bytes]]) -> None:
    sent = request(b"first" * 9999, b"second" * 9999)
    assert uploaded(sent).read() == b"first" * 9999
    assert uploaded(sent, "file1").read() == b"second" * 9999
    assert len(drafts) == 2


def test_an_interrupted_upload_leaves_nothing(drafts: list[IO[bytes]]) -> None:
    handler = SealedUploadHandler()
    handler.upload_interrupted()
    handler.new_file("file", "a.bin", "application/octet-stream", 10)
    handler.receive_data_chunk(b"part", 0)
    handler.upload_interrupted()
    assert [draft.closed for draft in drafts] == [True]


def test_a_multipart_body_without_files_is_read_as_before() -> None:
    sent = RequestFactory().post("/", {"a": "1"})
    assert sent.POST["a"] == "1"
    assert not sent.FILES
