"""What leaves is marked where it has pages, entered first, and cut when the right has gone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from django.http import HttpResponseBase
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import quarantine
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import CarrierVersion, Grant, Use
from shoumi.domains.vault.views.leaving import CHECKED_BYTES, PIECE, Cut, Outgoing
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.kernel.rendering import offices
from tests.kernel.rendering.makers import letter, locked, picture

MIB = 1024 * 1024


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def taken(as_: As, version: CarrierVersion, who: str = "engineer") -> HttpResponseBase:
    answer: HttpResponseBase = as_(who).post(f"/versions/{version.pk}/take-out")
    return answer


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (letter(2), "图纸.pdf", "pdf"),
        (picture("PNG"), "照片.png", "png"),
        (picture("TIFF"), "扫描.tif", "tif"),
        (offices.word(offices.paragraph("配比")), "方案.docx", "docx"),
        (offices.workbook(), "台账.xlsx", "xlsx"),
        (offices.deck(), "汇报.pptx", "pptx"),
    ],
)
def test_what_has_pages_leaves_with_the_mark_under_a_number(
    company: Cast, at: Ticker, as_: As, content: bytes, name: str, ending: str
) -> None:
    version = scenes.filled(company, at, content=content, name=name)
    answer = taken(as_, version)
    use = Use.objects.get()
    assert answer["Content-Disposition"] == f'attachment; filename="{use.number}.{ending}"'
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Accept-Ranges"] == "none"
    given = content_of(answer)
    assert answer["Content-Length"] == str(len(given))
    assert given != content
    entry = Entry.objects.get(verb="vault.download", outcome="done")
    assert "marked" not in str(entry.opening.facts)


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        ("a,b\n甲,乙\n".encode(), "客户.csv", ".csv"),
        (b"x = 1\n", "run.py", ".py"),
        (b"AC1032" + bytes(3 * MIB), "模具.dwg", ".dwg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.doc", ".doc"),
        (offices.zipped({"a.txt": "words"}), "包.zip", ".zip"),
        (b"\0\1", "没有结尾", ""),
    ],
)
def test_what_has_no_pages_leaves_as_it_is_with_the_number_in_its_name(
    company: Cast, at: Ticker, as_: As, content: bytes, name: str, ending: str
) -> None:
    version = scenes.filled(company, at, content=content, name=name)
    answer = taken(as_, version)
    assert content_of(answer) == content
    number = Use.objects.get().number
    assert answer["Content-Disposition"] == f'attachment; filename="{number}{ending}"'
    assert answer["Content-Type"] == "application/octet-stream"
    entry = Entry.objects.get(verb="vault.download", outcome="done")
    assert "marked" in str(entry.opening.facts)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (locked(letter(), to_open="secret"), "a.pdf"),
        (b"%PDF-1.7\n" + bytes(500), "a.pdf"),
        (picture("PNG")[:60], "a.png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx"),
        (offices.zipped({"[Content_Types].xml": "<no"}), "a.docx"),
    ],
)
def test_what_should_take_a_mark_and_cannot_does_not_leave(
    company: Cast, at: Ticker, as_: As, content: bytes, name: str
) -> None:
    version = scenes.filled(company, at, content=content, name=name)
    answer = taken(as_, version)
    assert answer.status_code == 409
    assert not Use.objects.exists()


def test_what_is_too_large_to_be_marked_does_not_leave(
    company: Cast, at: Ticker, as_: As, settings: Settings
) -> None:
    settings.MARKED_MIB = 0
    version = scenes.filled(company, at, content=letter(), name="a.pdf")
    assert taken(as_, version).status_code == 409


def test_without_a_right_nothing_is_made_and_the_refusal_is_entered(
    company: Cast, at: Ticker, as_: As
) -> None:
    version = scenes.filled(company, at, content=letter(), name="a.pdf")
    assert taken(as_, version, "chemist").status_code == 403
    assert Entry.objects.filter(verb="vault.download", outcome="refused").count() == 1


def test_a_marked_pdf_bears_the_number_that_was_entered(company: Cast, at: Ticker, as_: As) -> None:
    version = scenes.filled(company, at, content=letter(3), name="a.pdf")
    with pypdfium2.PdfDocument(content_of(taken(as_, version))) as document:
        assert len(document) == 3


class Zeros:
    """A file of that many zero bytes that says whether it was closed."""

    def __init__(self, size: int) -> None:
        self.left, self.closed = size, False

    def read(self, size: int, /) -> bytes:
        piece = bytes(min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def use(company: Cast, at: Ticker) -> Use:
    """A download of the chemist's that was begun."""
    version = scenes.filled(company, at, content=b"x", name="a.bin", grade="important")
    scenes.granted(company, at, version.carrier.secret, actions=["view", "download"])
    return actions.download(
        version.carrier, version=version, number="K7M2PQ4R", marked=False,
        by=company["chemist"], at=at(),
    )  # fmt: skip


def going(use: Use, size: int, now: datetime, seconds: Iterator[float] | None = None) -> Outgoing:
    clock = (lambda: next(seconds)) if seconds else (lambda: 0.0)
    return Outgoing(Zeros(size), size, use.pk, now=lambda: now, clock=clock)


def drained(outgoing: Outgoing) -> int:
    """How much came before the cut."""
    sent = 0
    with pytest.raises(Cut):
        for piece in outgoing:
            sent += len(piece)
    return sent


def test_a_revoked_grant_cuts_what_runs_within_its_bytes(
    use: Use, company: Cast, at: Ticker
) -> None:
    outgoing = going(use, 64 * MIB, at() + timedelta(minutes=1))
    before = sum(len(next(outgoing)) for _ in range(40))
    assert before == 40 * PIECE
    grant = Grant.objects.get()
    actions.revoke_grant(grant, note="够了", by=company["engineer"], at=at())
    assert drained(outgoing) <= CHECKED_BYTES
    entry = Entry.objects.get(verb="vault.break_off")
    assert use.number in str(entry.opening.facts)
    assert "no_grant" in str(entry.opening.facts)


def test_a_slow_stream_is_asked_by_the_clock(use: Use, company: Cast, at: Ticker) -> None:
    slow = iter(range(10_000))
    outgoing = going(use, 64 * MIB, at() + timedelta(minutes=1), slow)
    next(outgoing)
    actions.revoke_grant(Grant.objects.get(), note="够了", by=company["engineer"], at=at())
    assert drained(outgoing) <= 3 * PIECE


def test_a_secret_that_was_shut_and_a_window_that_ended_cut_it_too(
    use: Use, company: Cast, at: Ticker
) -> None:
    secret = use.version.carrier.secret
    quarantine(secret, note="疑似", by=company["office"], at=at())
    assert drained(going(use, 64 * MIB, at() + timedelta(minutes=1))) <= CHECKED_BYTES
    assert drained(going(use, 64 * MIB, at() + timedelta(days=400))) <= CHECKED_BYTES
    reasons = [str(entry.opening.facts) for entry in Entry.objects.filter(verb="vault.break_off")]
    assert any("closed" in one for one in reasons)


def test_a_right_that_lasts_lets_everything_through_though_it_was_the_last_use(
    company: Cast, at: Ticker
) -> None:
    version = scenes.filled(company, at, content=b"x", name="a.bin")
    scenes.granted(company, at, version.carrier.secret, actions=["view", "download"], uses=1)
    use = actions.download(
        version.carrier, version=version, number="K7M2PQ4R", by=company["chemist"], at=at()
    )
    outgoing = going(use, 20 * MIB, at() + timedelta(minutes=1))
    assert sum(map(len, outgoing)) == 20 * MIB
    assert not Entry.objects.filter(verb="vault.break_off").exists()


def test_a_file_that_ends_early_is_cut_and_closing_closes_it(use: Use, at: Ticker) -> None:
    file = Zeros(10)
    outgoing = Outgoing(file, 11, use.pk)
    assert drained(outgoing) == 10
    outgoing.close()
    assert file.closed


def test_nobody_but_the_house_breaks_anything_off(use: Use, company: Cast, at: Ticker) -> None:
    with pytest.raises(Refused):
        actions.break_off(
            use.version.carrier, use=use, sent=1, because=(), by=company["office"], at=at()
        )
