"""What is wrong with an upload keeps nothing, and says what to do: sizes, names, strangers."""

import io
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.domains.vault.views import uploads
from shoumi.kernel.accounts.actions import end_person, revoke_key
from shoumi.kernel.accounts.models import Account, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.storage.models import Arrival
from tests.conftest import Ticker
from tests.domains.register import scenes as register
from tests.domains.vault.bringing import API, BODY, CONTENT, HALF, TUS, Program, content_of, spelt
from tests.kernel.storage.shelves import files


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"offset": 1}, 409),
        ({"Upload-Offset": ""}, 400),
        ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Offset": "9" * 30}, 400),
        ({"Upload-Offset": "１"}, 400),
        ({"kind": "application/octet-stream"}, 415),
        ({"kind": "multipart/form-data; boundary=x"}, 415),
        ({"Tus-Resumable": "0.2.2"}, 412),
    ],
)
def test_a_request_that_is_not_right_keeps_nothing(
    owner: Program, carrier: Carrier, data: Path, change: dict[str, Any], status: int
) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    answer = owner.send(url, CONTENT, **change)
    assert answer.status_code == status
    assert answer["Tus-Resumable"] == "1.0.0"
    assert answer.json()["detail"]
    assert Arrival.objects.get().arrived == 0
    assert files(data) == []


def test_more_than_was_said_is_refused(owner: Program, carrier: Carrier) -> None:
    url = owner.begin(10, carrier=carrier.pk)["Location"]
    assert owner.send(url, b"x" * 11).status_code == 413
    assert Arrival.objects.get().arrived == 0


def test_a_truncated_request_keeps_what_came(owner: Program, carrier: Carrier, at: Ticker) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]

    owner.send(url, CONTENT, comes=io.BytesIO(CONTENT[:HALF]))
    assert owner.head(url)["Upload-Offset"] == str(HALF)
    owner.send(url, CONTENT[HALF:], HALF)
    assert content_of(CarrierVersion.objects.get(), at) == CONTENT


def test_another_person_s_upload_is_not_there(
    owner: Program, carrier: Carrier, company: Cast, clock: Ticker
) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    for who in ("custodian", "chemist", "marketer", "system_admin"):
        other = Program(company, who, clock)
        assert other.head(url).status_code == 404
        assert other.send(url, CONTENT).status_code == 404
        assert other.delete(url).status_code == 404
        assert other.client.get(url, headers=other.door).status_code == 404
    assert owner.head(url)["Upload-Offset"] == "0"


def test_who_may_not_put_anything_in_can_t_begin(
    carrier: Carrier, company: Cast, clock: Ticker
) -> None:
    for who, status in (("chemist", 403), ("marketer", 404), ("sister_custodian", 404),
                        ("system_admin", 404), ("audit_admin", 404)):  # fmt: skip
        program = Program(company, who, clock)
        for target in ({"carrier": carrier.pk}, {"secret": carrier.secret_id}):
            assert program.begin(10, **target).status_code == status, (who, target)
    assert not Arrival.objects.exists()
    assert Entry.objects.filter(verb="vault.begin_upload", outcome="refused").exists()


def test_whoever_leaves_while_the_bytes_come_brings_nothing_in(
    owner: Program, carrier: Carrier, company: Cast, clock: Ticker, data: Path
) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]

    class Leaving(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if not self.tell():
                gone = local_day(clock.now) - timedelta(days=1)
                end_person(company["engineer"], on=gone, by=company["office"], at=clock())
            return super().read(size)

    answer = owner.send(url, CONTENT, comes=Leaving(CONTENT))
    assert answer.status_code == 403
    assert not CarrierVersion.objects.exists()
    assert owner.head(url).status_code == 401


@pytest.mark.parametrize(
    ("size", "status"), [(0, 422), (8 * 1024**3 + 1, 413), (2**63, 400), (10**30, 400)]
)
def test_a_size_that_is_not_taken_is_refused_before_a_byte_comes(
    owner: Program, carrier: Carrier, size: int, status: int
) -> None:
    assert owner.begin(size, carrier=carrier.pk).status_code == status
    assert not Arrival.objects.exists()


def test_nobody_fills_the_house_with_beginnings(
    owner: Program, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.uploading, "AT_ONCE", 2)
    assert [owner.begin(9, carrier=carrier.pk).status_code for _ in range(3)] == [201, 201, 403]


def test_when_many_bodies_come_at_once_the_next_is_asked_to_wait(
    owner: Program, carrier: Carrier
) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    taken = 0
    while uploads.SEATS.acquire(blocking=False):
        taken += 1
    try:
        answer = owner.send(url, CONTENT)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    finally:
        for _ in range(taken):
            uploads.SEATS.release()
    assert owner.send(url, CONTENT).status_code == 204


@pytest.mark.parametrize("told", ["filename", "filename !!", "filename //79", "carrier MTI,x %"])
def test_metadata_that_can_t_be_read_is_refused(owner: Program, told: str) -> None:
    headers = {**owner.door, **TUS, "Upload-Length": "5", "Upload-Metadata": told}
    answer = owner.client.post(f"{API}/uploads", headers=headers)
    assert answer.status_code in {400, 404}
    assert not Arrival.objects.exists()


NAMES = [
    "../../etc/passwd", "a\x00b.txt", "一行\n二行\r.txt", "\u202egnp.exe", "😀" * 300 + ".txt",
    "C:\\temp\\x.pdf", "..", ".", "", "   ", "a/./../b//c.txt", "x" * 5000, "e\u0301.txt",
    "<script>alert(1)</script>.html", "'; DROP TABLE x;--", "\ufeff.txt", "con", "%2e%2e%2f",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_file_is_called_it_comes_in_under_a_plain_name(
    name: str, company: Cast, at: Ticker, clock: Ticker, caplog: pytest.LogCaptureFixture
) -> None:
    secret = register.in_force(company, at)
    owner = Program(company, "engineer", clock)
    with caplog.at_level(logging.DEBUG):
        begun = owner.begin(3, name, secret=secret.pk)
        assert begun.status_code == 201
        sent = owner.send(begun["Location"], b"abc")
        assert sent.status_code == 204
    version = CarrierVersion.objects.get()
    carrier = version.carrier
    for text, most in ((version.name, 200), (carrier.title, 200)):
        assert 0 < len(text) <= most
        assert text.isprintable()
    assert "/" not in version.name
    assert ".." not in carrier.title.split(" / ")
    plain = version.name if len(version.name) > 3 else "\x00"
    for answer in (begun, sent):
        assert plain not in str(answer.headers)
    assert plain not in " ".join(one.getMessage() for one in caplog.records
                                 if not one.name.startswith("django.db"))  # fmt: skip


@pytest.mark.parametrize("name", ["绝密方案.pdf", "绝密/方案.pdf", "资料/★机密/x.txt"])
def test_a_state_secret_s_mark_in_name_or_folder_stops_it_at_the_beginning(
    owner: Program, carrier: Carrier, name: str
) -> None:
    for target in ({"carrier": carrier.pk}, {"secret": carrier.secret_id}):
        answer = owner.begin(10, name, **target)
        assert answer.status_code == 422
        assert "state secret" in answer.json()["detail"]
    assert not Arrival.objects.exists()


def test_a_name_that_is_no_text_is_refused(owner: Program, carrier: Carrier) -> None:
    assert owner.begin(10, "\ud800.txt", carrier=carrier.pk).status_code == 400


def test_with_a_session_the_page_s_token_is_needed(
    owner: Program, carrier: Carrier, company: Cast
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(Account.objects.get(person=company["engineer"]))
    browser.get(f"/carriers/{carrier.pk}")
    told = {**TUS, "Upload-Length": "3", "Upload-Metadata": spelt({"carrier": str(carrier.pk)})}
    assert browser.post(f"{API}/uploads", headers=told).status_code == 403
    token = browser.cookies["csrftoken"].value
    begun = browser.post(f"{API}/uploads", headers={**told, "X-CSRFToken": token})
    assert begun.status_code == 201
    head = {**TUS, "Upload-Offset": "0"}
    url = begun["Location"]
    assert browser.patch(url, b"abc", content_type=BODY, headers=head).status_code == 403
    head["X-CSRFToken"] = token
    assert browser.patch(url, b"abc", content_type=BODY, headers=head).status_code == 204


def test_a_stranger_is_told_to_show_a_key(owner: Program, carrier: Carrier, company: Cast,
                                          clock: Ticker) -> None:  # fmt: skip
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    stranger = Client()
    for method in ("get", "head", "options", "patch", "delete", "post"):
        assert getattr(stranger, method)(url).status_code == 401, method
        assert getattr(stranger, method)(f"{API}/openapi.json").status_code in {401, 405}
    person = Person.objects.get(pk=company["engineer"].pk)
    revoke_key(person, key=owner.key, by=person, at=clock())
    assert owner.head(url).status_code == 401
