"""Evidence: sealed, with its true date and its recorded date; refused in plain words."""

import hashlib
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.documents.actions import add_evidence, read_evidence
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage.models import SealedObject
from tests.conftest import Ticker
from tests.kernel.papers import PDF, entries

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def added(record: Record, cast: Cast, at: Ticker, by: str = "custodian", **given: Any) -> Evidence:
    fields = {
        "file": io.BytesIO(PDF),
        "file_name": "扫描件.pdf",
        "description": "签字的定密审批表",
        "signed_on": date(2026, 3, 1),
    }
    return add_evidence(record, **{**fields, **given}, by=cast[by], at=at())


def test_the_signed_paper_keeps_both_dates(record: Record, cast: Cast, at: Ticker) -> None:
    evidence = added(record, cast, at)
    evidence.refresh_from_db()
    assert (evidence.signed_on, evidence.recorded_at) == (date(2026, 3, 1), at.now)
    assert (evidence.source, evidence.collected_by) == ("scan", cast["custodian"])
    assert evidence.sha256 == hashlib.sha256(PDF).hexdigest()
    assert entries("documents.add_evidence") == 1


def test_it_is_sealed_and_its_own_name_forgotten(
    record: Record, cast: Cast, at: Ticker, data: Path
) -> None:
    evidence = added(record, cast, at, file_name="../../某工艺的名称.pdf")
    assert "某工艺" not in str(Evidence.objects.filter(pk=evidence.pk).values().get())
    assert evidence.file_name == f"{record.reference} {evidence.pk}.pdf"
    files = [path for path in data.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert PDF not in path.read_bytes()
        assert "某工艺" not in path.name


def test_who_sees_the_record_reads_it_and_that_is_entered(
    record: Record, cast: Cast, at: Ticker
) -> None:
    evidence = added(record, cast, at)
    with read_evidence(evidence, by=cast["engineer"], at=at()) as stream:
        assert stream.read() == PDF
    assert entries("documents.read_evidence") == 1
    with pytest.raises(Refused):
        read_evidence(evidence, by=cast["chemist"], at=at())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"description": "  "}, "description"),
        ({"description": "长" * 201}, "description"),
        ({"signed_on": None}, "signed_on"),
        ({"source": "somewhere"}, "source"),
        ({"file": io.BytesIO(b"")}, "file"),
        ({"file_name": "绝密.pdf"}, "file"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    record: Record, cast: Cast, at: Ticker, given: dict[str, Any], field: str
) -> None:
    if field == "signed_on":
        given = {"signed_on": local_day(at.now) + timedelta(days=1)}
    with pytest.raises(Invalid) as refused:
        added(record, cast, at, **given)
    assert refused.value.field == field
    assert not Evidence.objects.exists()
    assert not SealedObject.objects.exists()
    assert entries("documents.add_evidence") == 0


@pytest.mark.parametrize("who", ["engineer", "marketing_custodian", "audit_admin"])
def test_others_may_not_add(record: Record, cast: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Refused):
        added(record, cast, at, by=who)
    assert entries("documents.add_evidence", b"refused") == 1


def test_a_stale_record_is_refused(record: Record, cast: Cast, at: Ticker) -> None:
    with pytest.raises(Stale):
        added(record.seen_at(record.version + 1), cast, at)
    assert not Evidence.objects.exists()
