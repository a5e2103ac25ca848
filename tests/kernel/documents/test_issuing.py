"""Issuing and voiding: numbers without gaps, sealed files, one entry each, nothing half done."""

import hashlib
from pathlib import Path

import pytest
from django.utils.translation import override

from shoumi.demo.cast import Cast
from shoumi.kernel.access import may
from shoumi.kernel.actions import Invalid, Refused, Stale, all_actions
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.documents.actions import issue, read_paper, void
from shoumi.kernel.documents.models import IssuedDocument, portable_name
from shoumi.kernel.records.models import Record, Sequence
from shoumi.kernel.storage.models import SealedObject
from shoumi.kernel.storage.refusals import Sealed
from tests.conftest import Ticker
from tests.kernel.acting import acting
from tests.kernel.documents.test_typesetting import text_of
from tests.kernel.papers import FORM, entries, keep_record, show, whole_paper

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def issued(
    record: Record, cast: Cast, at: Ticker, by: str = "custodian", **rest: object
) -> IssuedDocument:
    return issue(record, paper=whole_paper(), form=FORM.code, by=cast[by], at=at(), **rest)  # type: ignore[arg-type]


def read(document: IssuedDocument, cast: Cast, at: Ticker, by: str, file: str = "pdf") -> bytes:
    with read_paper(document, file=file, by=cast[by], at=at()) as stream:  # type: ignore[arg-type]
        return stream.read()


def test_a_paper_gets_the_next_number_and_bears_it(record: Record, cast: Cast, at: Ticker) -> None:
    first, second = issued(record, cast, at), issued(record, cast, at)
    assert [first.number, second.number] == ["定密审〔2026〕1 号", "定密审〔2026〕2 号"]
    text = text_of(read(first, cast, at, "engineer"))
    assert "定密审〔2026〕1号" in text
    assert first.values_sha256 in text
    assert first.state == "issued"
    assert entries("documents.issue") == 2


def test_a_paper_carries_its_entitys_own_numbers(record: Record, cast: Cast, at: Ticker) -> None:
    sister = keep_record(cast, at, "office")
    with acting(at):
        sister.entity = sister.org_unit = cast.units["HC"]
        sister.save()
        show(sister, cast["custodian"], at)
    issued(record, cast, at)
    assert issued(sister, cast, at).number == "海川定密审〔2026〕1 号"


def test_its_hashes_are_those_of_the_files(record: Record, cast: Cast, at: Ticker) -> None:
    document = issued(record, cast, at)
    for file, sha256 in (("pdf", document.sha256), ("docx", document.docx_sha256)):
        assert hashlib.sha256(read(document, cast, at, "custodian", file)).hexdigest() == sha256


def test_no_title_stands_anywhere_outside_the_sealed_files(
    record: Record, cast: Cast, at: Ticker, data: Path
) -> None:
    document = issue(
        record,
        paper=whole_paper(title="高度机要的名称"),
        form=FORM.code,
        by=cast["custodian"],
        at=at(),
    )
    row = str(IssuedDocument.objects.filter(pk=document.pk).values().get())
    assert "高度机要的名称" not in row + str(document)
    for file in (path for path in data.rglob("*") if path.is_file()):
        assert b"%PDF" not in file.read_bytes()
        assert "高度机要的名称".encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "who", ["engineer", "marketing_custodian", "sister_custodian", "system_admin"]
)
def test_others_may_not_issue(record: Record, cast: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Refused):
        issued(record, cast, at, by=who)
    assert not IssuedDocument.objects.exists()
    assert not Sequence.objects.exists()
    assert entries("documents.issue", b"refused") == 1


def test_a_kind_without_a_permit_is_denied(record: Record, cast: Cast, at: Ticker) -> None:
    other = keep_record(cast, at, "custodian", kind="tests.unheard_of")
    with pytest.raises(Refused) as refused:
        issued(other, cast, at)
    assert [reason.code for reason in refused.value.because] == ["not_permitted"]


def test_a_stale_record_is_refused(record: Record, cast: Cast, at: Ticker) -> None:
    stale = Record.objects.get(pk=record.pk)
    issued(record, cast, at)
    with pytest.raises(Stale):
        issued(stale, cast, at)
    assert IssuedDocument.objects.count() == 1


def test_what_can_not_be_sealed_is_not_issued(
    record: Record, cast: Cast, at: Ticker, data: Path
) -> None:
    (data / "keys" / "root-1.key").unlink()
    with pytest.raises(Sealed):
        issued(record, cast, at)
    assert not IssuedDocument.objects.exists()
    assert not SealedObject.objects.exists()
    assert not Sequence.objects.exists()
    assert entries("documents.issue") == 0


def test_an_unknown_form_leaves_no_gap_in_the_numbers(
    record: Record, cast: Cast, at: Ticker
) -> None:
    with pytest.raises(KeyError):
        issue(record, paper=whole_paper(), form="tests.none", by=cast["custodian"], at=at())
    assert issued(record, cast, at).number.endswith("〕1 号")


def test_a_new_paper_replaces_the_old_one(record: Record, cast: Cast, at: Ticker) -> None:
    old = issued(record, cast, at)
    new = issued(record, cast, at, supersedes=old)
    old.refresh_from_db()
    assert (old.state, new.supersedes, new.number[-3:]) == ("superseded", old, "2 号")
    assert list(IssuedDocument.objects.in_force()) == [new]
    with pytest.raises(Refused):
        issued(record, cast, at, supersedes=old)


def test_a_paper_of_another_record_is_not_replaced(record: Record, cast: Cast, at: Ticker) -> None:
    old = issued(record, cast, at)
    other = keep_record(cast, at, "custodian")
    with pytest.raises(Refused):
        issued(other, cast, at, supersedes=old)
    old.refresh_from_db()
    assert old.state == "issued"


def test_a_void_paper_stays_with_number_and_reason(record: Record, cast: Cast, at: Ticker) -> None:
    document = issued(record, cast, at)
    void(document, reason=" 日期写错 ", by=cast["custodian"], at=at())
    document.refresh_from_db()
    assert (document.state, document.void_reason) == ("void", "日期写错")
    assert issued(record, cast, at).number == "定密审〔2026〕2 号"
    assert entries("documents.void") == 1
    with pytest.raises(Refused):
        void(document, reason="再来", by=cast["custodian"], at=at())


@pytest.mark.parametrize("reason", ["", "  ", "长" * 301])
def test_a_paper_is_void_for_a_reason_only(
    record: Record, cast: Cast, at: Ticker, reason: str
) -> None:
    document = issued(record, cast, at)
    with pytest.raises(Invalid) as refused:
        void(document, reason=reason, by=cast["custodian"], at=at())
    assert refused.value.field == "reason"
    document.refresh_from_db()
    assert document.state == "issued"


def test_a_stale_paper_is_not_voided(record: Record, cast: Cast, at: Ticker) -> None:
    document = issued(record, cast, at)
    with pytest.raises(Stale):
        void(document.seen_at(document.version + 1), reason="x", by=cast["custodian"], at=at())


@pytest.mark.parametrize("who", ["engineer", "marketing_custodian"])
def test_others_may_not_void(record: Record, cast: Cast, at: Ticker, who: str) -> None:
    document = issued(record, cast, at)
    with pytest.raises(Refused):
        void(document, reason="x", by=cast[who], at=at())
    assert entries("documents.void", b"refused") == 1


def test_every_reading_is_in_the_log_and_moves_nothing(
    record: Record, cast: Cast, at: Ticker
) -> None:
    document = issued(record, cast, at)
    read(document, cast, at, "engineer")
    assert read(document, cast, at, "engineer", "docx")[:2] == b"PK"
    entry = Entry.objects.filter(verb="documents.read_paper").latest("id")
    assert entry.subject == f"documents.issueddocument/{document.pk}"
    assert cast["engineer"].pseudonym.encode() in bytes(entry.leaf)
    assert entries("documents.read_paper") == 2
    void(document, reason="x", by=cast["custodian"], at=at())


def test_who_does_not_see_the_record_reads_nothing(record: Record, cast: Cast, at: Ticker) -> None:
    document = issued(record, cast, at)
    for who in ("chemist", "system_admin", "sister_custodian"):
        with pytest.raises(Refused):
            read(document, cast, at, who)
    assert not may(cast["chemist"], "documents.read", record, at())
    assert entries("documents.read_paper") == 0
    assert entries("documents.read_paper", b"refused") == 3


def test_a_paper_is_called_by_its_form_in_the_readers_language(
    record: Record, cast: Cast, at: Ticker
) -> None:
    document = issued(record, cast, at)
    assert str(document) == "定密审批表 定密审〔2026〕1 号"
    with override("zh-hans"):
        assert document.state_label == "有效"
        assert str(all_actions()["documents.issue"].label) == "签发文件"


def test_a_download_is_called_by_mark_and_number(record: Record, cast: Cast, at: Ticker) -> None:
    document = issued(record, cast, at)
    mark = "云岭新材料股份有限公司 核心商密 至2031-11-19"
    assert document.file_name("pdf") == f"{mark} 定密审〔2026〕1 号.pdf"
    assert portable_name("../a/b", 'c"\r\n\\', suffix="pdf") == "a b c.pdf"
