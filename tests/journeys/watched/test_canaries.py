"""The canary sweep: after everything has run, no marker lies where it has no place, in any form."""

import base64
import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.accounts.models import ImportRun
from shoumi.kernel.activity import verification
from shoumi.kernel.activity.keeper import KeeperFolder, sign
from shoumi.kernel.activity.sequencing import sequence
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.storage.orphans import sweep_orphans
from tests.domains.vault import scenes
from tests.journeys.watched.house import House
from tests.journeys.watched.roles import client_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keystore"]), pytest.mark.xdist_group("watched"),
]  # fmt: skip

# What rests sealed: of these nothing stands in any table either.
SEALED = ("content", "point", "secrecy", "value", "protection", "brief")
# Titles, file names and the words that people write about a secret stand in the main database, in
# these columns and no others: not in the log's entries and openings, not in sessions or imports.
PLAIN = {
    ("approvals_decision", "note"),
    ("committee_agendaitem", "note"),
    ("committee_interest", "text"),
    ("committee_resolution", "text"),
    ("committee_vote", "text"),
    ("documents_evidence", "description"),
    ("notices_circular", "text"),
    ("records_record", "title"),
    ("records_transition", "note"),
    ("register_campaign", "scheme"),
    ("register_campaignanswer", "text"),
    ("register_carrierplace", "whereabouts"),
    ("register_measure", "note"),
    ("vault_carrier", "whereabouts"),
    ("vault_carrierversion", "name"),
    ("vault_carrierversion", "note"),
    ("vault_counted", "expected_place"),
    ("vault_disclosure", "agreement"),
    ("vault_disclosure", "partner"),
    ("vault_disclosure", "purpose"),
    ("vault_disclosure", "recipient"),
    ("vault_grant", "purpose"),
    ("vault_handover", "purpose"),
}


class Answers:
    """What was said to people: the head lines and addresses, apart from the pages themselves."""

    def __init__(self, house: House) -> None:
        self.house, self.heads = house, b""

    def of(self, role: str, method: str, path: str, data: Any = None, status: int = 0) -> Any:
        client = client_of(role, self.house)
        answer: Any = getattr(client, method)(path, data or {})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.heads += str([*answer.items(), answer.cookies]).encode()
        assert not status or answer.status_code == status, (path, answer.status_code, body[:2000])
        return answer


def everything_runs(house: House) -> Answers:
    """Looks, pages, downloads, prints, searches, exports, tables, errors of every sort, the log."""
    answers, at = Answers(house), house.at
    plain_pdf, sealed_text = house.versions["ordinary"], house.versions["core"]
    for version in (plain_pdf, sealed_text):
        begun = answers.of("engineer", "post", f"/versions/{version.pk}/look", status=302)
        answers.of("engineer", "get", begun["Location"], status=200)
        answers.of("engineer", "get", f"{begun['Location']}/pages/1", status=200)
        answers.of("engineer", "get", f"{begun['Location']}/pages/99", status=404)
        answers.of("marketer", "post", f"/versions/{version.pk}/look", status=404)
        answers.of("custodian", "post", f"/versions/{version.pk}/look", status=403)
    answers.of("chemist", "post", f"/versions/{plain_pdf.pk}/take-out", status=200)
    answers.of("engineer", "post", f"/versions/{sealed_text.pk}/take-out", status=403)
    row = house.disclosures["file"]
    answers.of("engineer", "post", f"/disclosures/{row.pk}/file", {"code": house.code}, status=200)
    partners = f"/outside/{house.disclosures['link'].link}"
    answers.of("partner", "get", f"{partners}/pages/1", status=200)
    answers.of("stranger", "post", partners, {"code": "AAAA-AAAA"}, status=403)
    _papers_and_lists(house, answers)
    _hostile_files(house, answers)
    _a_fault_of_ours(house, answers)
    sequence(at())
    folder = KeeperFolder(house.folder / "keeper", house.folder / "checkpoints")
    sign(folder, at=at(), now=True)
    verification.verify(at=at(), keys=[], held=[], exported=[])
    sweep_orphans(at=at.now + timedelta(days=2))
    return answers


def _papers_and_lists(house: House, answers: Answers) -> None:
    issued = IssuedDocument.objects.order_by("pk")
    own = ("meeting", "committee_extract")
    papers = list(issued.exclude(record__kind__in=own).values_list("pk", flat=True))
    answers.of("custodian", "post", "/papers/open", {"paper": papers}, status=200)
    of_committee = list(issued.filter(record__kind__in=own).values_list("pk", flat=True))
    answers.of("custodian", "post", "/papers/open", {"paper": of_committee}, status=404)
    answers.of("office", "post", "/papers/open", {"paper": of_committee}, status=200)
    for pk in papers:
        for file in ("pdf", "docx"):
            answers.of("engineer", "post", f"/papers/{pk}/open/{file}")
    secret = house.secret("core")
    answers.of("engineer", "post", f"/secrets/{secret.pk}/content", status=200)
    answers.of("office", "post", f"/secrets/{secret.pk}/knew/export", status=200)
    for path in ("/secrets", "/carriers", "/grants", "/disclosures"):
        for more in ("", "?format=csv", "?format=xlsx", "?q=x"):
            answers.of("custodian", "get", path + more)
    run = ImportRun.objects.latest("pk")
    answers.of("office", "get", f"/secrets/import/{run.pk}", status=200)
    answers.of("office", "get", "/secrets/import/existing", status=200)
    answers.of("office", "post", f"/secrets/import/{run.pk}", {"version": run.version})
    answers.of("engineer", "post", "/secrets/new", {"title": ""}, status=422)
    answers.of("engineer", "get", f"/records/{secret.pk}/do/register.release")


def _hostile_files(house: House, answers: Answers) -> None:
    """A file that is none, and one that says it is a PDF."""
    secret = TradeSecret.objects.get(pk=house.secret("core").pk)
    carrier = scenes.carrier(house.cast, house.at, secret)
    for content in (b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"):
        carrier = Carrier.objects.get(pk=carrier.pk)
        name = f"{house.marks['hostile.file_name']}.pdf"
        file = SimpleUploadedFile(name, content + house.marks["hostile.content"].encode() * 9_000)
        answers.of(
            "engineer", "post", f"/records/{carrier.pk}/do/vault.add_version",
            {"file": file, "version": carrier.version}, status=302,
        )  # fmt: skip
    for version in CarrierVersion.objects.filter(carrier=carrier):
        begun = answers.of("engineer", "post", f"/versions/{version.pk}/look", status=302)
        answers.of("engineer", "get", begun["Location"], status=422)
        answers.of("engineer", "get", f"{begun['Location']}/pages/1", status=409)
        answers.of("engineer", "post", f"/versions/{version.pk}/take-out", status=403)
    form = io.BytesIO(f"--x\r\n{house.marks['hostile.content']}".encode())
    client = client_of("engineer", house)
    path = f"/records/{carrier.pk}/do/vault.add_version"
    client.post(path, form.read(), content_type="multipart/form-data; boundary=x")


def _a_fault_of_ours(house: House, answers: Answers) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shoumi.domains.vault.views.listing.tables.visible", None)
        answers.of("engineer", "get", "/carriers", status=500)


def rows_of(alias: str) -> Iterator[tuple[str, str, bytes]]:
    """Table, column and bytes of everything that the database holds."""
    connection = connections[alias]
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [one[0] for one in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if value is not None:
                        yield table, name, _bytes_of(value)


def _bytes_of(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def whole(alias: str) -> bytes:
    """The database as one file, free pages included, where it is such a thing."""
    connection = connections[alias]
    connection.ensure_connection()
    dump: bytes = connection.connection.serialize() if connection.vendor == "sqlite" else b""
    return dump


def lying_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def test_nothing_secret_lies_anywhere_after_everything_has_run(house: House) -> None:
    answers = everything_runs(house)
    marks = house.marks
    for name, content in lying_in(house.folder):
        assert not marks.within(content), name
        assert not marks.within(name.encode()), name
    assert not marks.within(house.logged.getvalue().encode())
    assert "/carriers" in house.logged.getvalue(), "the fault of ours was logged"
    assert not marks.within(answers.heads)
    words = plain_words(house)
    assert ("records_record", "title") in words
    assert words <= PLAIN, sorted(words - PLAIN)


def plain_words(house: House) -> set[tuple[str, str]]:
    """Where in the databases words stand that people wrote; of what is sealed there is none."""
    sealed = {one for one in house.marks.made if one.rpartition(".")[2] in SEALED}
    found: set[tuple[str, str]] = set()
    for alias in ("default", "keystore"):
        assert not house.marks.within(whole(alias)) & sealed, alias
        for table, column, content in rows_of(alias):
            words = house.marks.within(content)
            assert not words & sealed, (table, column)
            found |= {(table, column)} if words else set()
    return found


def test_the_sweep_finds_what_is_left_behind_in_any_form(house: House) -> None:
    word = house.marks["core.content"]
    for number, content in enumerate(
        [word.encode(), word.encode("utf-16-le"), word.encode("gbk"),
         *(b"YWJj" + base64.b64encode(b"x" * shift + word.encode()) for shift in range(3))]
    ):  # fmt: skip
        left = house.folder / "scratch" / f"left-{number}"
        left.write_bytes(b"\x00\xff" + content)
        found = {name for name, lying in lying_in(house.folder) if house.marks.within(lying)}
        left.unlink()
        assert found == {f"scratch/left-{number}"}
    logging.getLogger("shoumi").error("could not open %s", house.marks["core.title"])
    assert house.marks.within(house.logged.getvalue().encode()) == {"core.title"}
    house.logged.seek(0)
    house.logged.truncate()
    assert ("vault_grant", "purpose") in plain_words(house)
