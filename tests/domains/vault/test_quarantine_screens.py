"""Looking through and quarantine on screens: what each is told, and what the office does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.domains.vault.models import CarrierVersion
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.kernel.screening.clamd_double import Double, running, says
from tests.kernel.screening.test_kinds import PROGRAM

MARKED = "绝密★10年\n代号七三一".encode()


@pytest.fixture
def scanner(tmp_path: Path, settings: Settings) -> Iterator[Double]:
    with running(tmp_path) as double:
        settings.CLAMD = double.address
        yield double


def sent(as_: As, company: Cast, at: Ticker, content: bytes, name: str) -> CarrierVersion:
    """Put in by the owner on the screen."""
    carrier = scenes.carrier(company, at)
    path = f"/records/{carrier.pk}/do/vault.add_version"
    file = SimpleUploadedFile(name, content)
    answer = as_("engineer").post(path, {"file": file, "version": carrier.version})
    assert answer.status_code == 302
    return CarrierVersion.objects.get()


def page_of(as_: As, version: CarrierVersion, who: str = "engineer", lang: str = "en") -> str:
    return text_of(as_(who, lang).get(f"/carriers/{version.carrier_id}"))


def test_whoever_puts_it_in_sees_kind_hash_and_what_the_scanner_said(
    company: Cast, at: Ticker, as_: As, scanner: Double
) -> None:
    version = sent(as_, company, at, scenes.CONTENT, "曲线.txt")
    page = page_of(as_, version)
    assert version.sha256 in page
    assert "The virus scanner found nothing." in page
    assert scanner.version in page
    assert "Look at it" in page
    assert "病毒扫描未发现问题" in page_of(as_, version, lang="zh-hans")


def test_without_a_scanner_that_is_said(company: Cast, at: Ticker, as_: As) -> None:
    version = sent(as_, company, at, scenes.CONTENT, "曲线.txt")
    assert "no scanner is set up here" in page_of(as_, version)


def test_a_name_that_lies_and_a_program_are_said(company: Cast, at: Ticker, as_: As) -> None:
    version = sent(as_, company, at, "只是文字".encode(), "合同.pdf")
    assert "Its name promises another kind of file than it is: Text." in page_of(as_, version)
    program = sent_again(as_, version, PROGRAM, "固件.exe")
    assert "It is a program." in page_of(as_, program)


def sent_again(as_: As, before: CarrierVersion, content: bytes, name: str) -> CarrierVersion:
    carrier = type(before.carrier).objects.get(pk=before.carrier_id)
    path = f"/records/{carrier.pk}/do/vault.add_version"
    file = SimpleUploadedFile(name, content)
    assert as_("engineer").post(path, {"file": file, "version": carrier.version}).status_code == 302
    return CarrierVersion.objects.order_by("-number")[0]


def test_what_waits_offers_nothing_to_open(company: Cast, at: Ticker, as_: As) -> None:
    version = scenes.put_in(company, at)
    page = page_of(as_, version)
    assert "is being looked through" in page
    assert "Look at it" not in page
    assert as_("engineer").post(f"/versions/{version.pk}/look").status_code == 403


def test_what_is_in_quarantine_says_so_and_opens_for_nobody(
    company: Cast, at: Ticker, as_: As, scanner: Double
) -> None:
    scanner.answer = says("stream: Win.Trojan.Test-1 FOUND")
    version = sent(as_, company, at, scenes.CONTENT, "曲线.txt")
    page = page_of(as_, version)
    assert "In quarantine: nobody opens this version." in page
    assert "Win.Trojan.Test-1" in page
    assert "Look at it" not in page
    for who in ("engineer", "office", "custodian"):
        assert as_(who).post(f"/versions/{version.pk}/look").status_code == 403
        assert as_(who).post(f"/versions/{version.pk}/take-out").status_code == 403


def test_the_office_is_told_in_its_inbox_without_the_text(
    company: Cast, at: Ticker, as_: As
) -> None:
    version = sent(as_, company, at, MARKED, "方案.txt")
    for path in ("/", "/quarantine", f"/carriers/{version.carrier_id}"):
        page = text_of(as_("office").get(path))
        assert f"/carriers/{version.carrier_id}" in page or path.startswith("/carriers")
        assert "七三一" not in page
        assert "方案" not in page
    assert "Your files in quarantine" in text_of(as_("engineer").get("/"))
    assert "Files in quarantine" not in text_of(as_("custodian").get("/"))


def test_the_page_of_quarantine_is_the_office_s(company: Cast, at: Ticker, as_: As) -> None:
    version = sent(as_, company, at, MARKED, "方案.txt")
    assert "bears a state secret" in text_of(as_("office").get("/quarantine"))
    for who in ("engineer", "custodian", "marketer", "system_admin", "sister_custodian"):
        answer = as_(who).get("/quarantine")
        assert answer.status_code == 403
        assert version.carrier.title not in text_of(answer)


def acted(as_: As, version: CarrierVersion, act: str, who: str = "office", **data: str) -> int:
    carrier = type(version.carrier).objects.get(pk=version.carrier_id)
    told = {"which": str(version.pk), "note": "已核对", "version": str(carrier.version), **data}
    answer = as_(who).post(f"/records/{version.carrier_id}/do/{act}", told)
    return int(answer.status_code)


def test_the_office_releases_and_the_owner_looks_at_it(company: Cast, at: Ticker, as_: As) -> None:
    version = sent(as_, company, at, MARKED, "方案.txt")
    form = text_of(as_("office").get(f"/records/{version.carrier_id}/do/vault.release_version"))
    assert re.search(r"Version 1, put in on \d{4}-\d\d-\d\d", form)
    assert "方案.txt" not in form
    assert acted(as_, version, "vault.release_version", note="") == 422
    assert acted(as_, version, "vault.release_version", which="999") == 422
    assert acted(as_, version, "vault.release_version", who="engineer") in {403, 422}
    assert acted(as_, version, "vault.release_version") == 302
    page = page_of(as_, version)
    assert "已核对" in page
    assert "Look at it" in page
    assert "Nothing is in quarantine" in text_of(as_("office").get("/quarantine"))


def test_the_office_rejects_and_that_is_said(company: Cast, at: Ticker, as_: As) -> None:
    version = sent(as_, company, at, MARKED, "方案.txt")
    assert acted(as_, version, "vault.reject_version", who="custodian") in {403, 422}
    assert acted(as_, version, "vault.reject_version") == 302
    page = page_of(as_, version)
    assert "was rejected and destroyed" in page
    assert "方案.txt" not in page
    assert "Look at it" not in page


def test_the_lists_cost_the_same_for_many(company: Cast, at: Ticker, as_: As) -> None:
    version = sent(as_, company, at, MARKED, "方案.txt")
    few = as_("office").queries("/quarantine")
    for _ in range(3):
        sent_again(as_, version, MARKED, "方案.txt")
    assert as_("office").queries("/quarantine") == few
    assert few <= 16
