"""Files brought by tus: begun, gone on with, taken in, given up; and everything that goes wrong."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.storage import arriving
from shoumi.kernel.storage.models import Arrival
from shoumi.kernel.storage.orphans import sweep_orphans
from shoumi.kernel.storage.refusals import DiskFull
from tests.conftest import Ticker
from tests.domains.register import scenes as register
from tests.domains.vault.bringing import API, BODY, CONTENT, HALF, TUS, Program, content_of
from tests.kernel.storage.shelves import files


def test_it_says_what_of_tus_it_speaks(owner: Program) -> None:
    answer = owner.client.options(f"{API}/uploads", headers=owner.door)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination,expiration"
    assert int(answer["Tus-Max-Size"]) == 8 * 1024**3


def test_a_file_is_brought_in_two_requests_and_becomes_the_next_version(
    owner: Program, carrier: Carrier, at: Ticker
) -> None:
    begun = owner.begin(len(CONTENT), "曲线.txt", "第二次试验", carrier=carrier.pk)
    assert begun.status_code == 201
    url = begun["Location"]
    assert url.startswith(f"{API}/uploads/")
    assert begun["Upload-Expires"].endswith("GMT")
    sent = owner.send(url, CONTENT[:HALF])
    assert (sent.status_code, sent["Upload-Offset"]) == (204, str(HALF))
    assert not CarrierVersion.objects.exists()
    far = owner.head(url)
    assert (far["Upload-Offset"], far["Upload-Length"]) == (str(HALF), str(len(CONTENT)))
    assert far["Cache-Control"] == "no-store"
    assert owner.send(url, CONTENT[HALF:], HALF)["Upload-Offset"] == str(len(CONTENT))
    version = CarrierVersion.objects.get()
    told = owner.client.get(url, headers=owner.door).json()
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert (told["state"], told["sha256"], told["version"]) == ("kept", digest, 1)
    assert (version.name, version.note, version.sha256) == ("曲线.txt", "第二次试验", digest)
    assert content_of(version, at) == CONTENT
    assert Entry.objects.filter(verb="vault.add_version", outcome="done").count() == 1


def test_the_answer_to_the_last_bytes_may_be_lost(owner: Program, carrier: Carrier) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    owner.send(url, CONTENT)
    assert owner.head(url)["Upload-Offset"] == str(len(CONTENT))
    assert owner.send(url, b"", len(CONTENT)).status_code == 204
    assert CarrierVersion.objects.count() == 1


def test_what_was_whole_when_the_server_stopped_is_taken_in_by_the_next_question(
    owner: Program, carrier: Carrier, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]

    def stopped(*_args: Any, **_kwargs: Any) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(actions, "finish_upload", stopped)
        assert owner.send(url, CONTENT).status_code == 507
    assert owner.client.get(url, headers=owner.door).json()["state"] == "arrived"
    assert not CarrierVersion.objects.exists()
    assert owner.head(url).status_code == 200
    assert content_of(CarrierVersion.objects.get(), at) == CONTENT


def test_two_uploads_of_one_version_at_once_become_two_versions(
    owner: Program, carrier: Carrier, company: Cast, clock: Ticker, at: Ticker
) -> None:
    other = Program(company, "custodian", clock)
    urls = [one.begin(len(CONTENT), carrier=carrier.pk)["Location"] for one in (owner, other)]
    for program, url in zip((owner, other), urls, strict=True):
        program.send(url, CONTENT[:HALF])
    other.send(urls[1], CONTENT[HALF:], HALF)
    owner.send(urls[0], CONTENT[HALF:], HALF)
    found = [(one.number, one.added_by) for one in CarrierVersion.objects.order_by("number")]
    assert found == [(1, company["custodian"]), (2, company["engineer"])]
    for version in CarrierVersion.objects.all():
        assert content_of(version, at) == CONTENT


def test_a_version_put_in_at_the_same_moment_makes_it_the_next(
    owner: Program, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the carrier and locking it, somebody else was faster."""
    really, seen = actions.add_version, list[Carrier]()

    def slowly(found: Carrier, **told: Any) -> CarrierVersion:
        if not seen:
            seen.append(found)
            found.version -= 1
        return really(found, **told)

    monkeypatch.setattr(actions.uploading, "add_version", slowly)
    owner.bring(CONTENT, carrier=carrier.pk)
    assert CarrierVersion.objects.count() == 1
    assert seen


def test_for_a_secret_each_file_becomes_a_carrier_named_by_its_path(
    company: Cast, at: Ticker, clock: Ticker
) -> None:
    secret = register.in_force(company, at)
    owner = Program(company, "engineer", clock)
    told = owner.bring(CONTENT, "图纸/泵/总图.dwg", secret=secret.pk)
    carrier = Carrier.objects.get()
    assert carrier.pk == told["carrier"]
    assert (carrier.title, carrier.secret_id) == ("图纸 / 泵 / 总图.dwg", secret.pk)
    assert (carrier.medium, carrier.form, carrier.whereabouts) == (
        "electronic", "file", "In the vault",
    )  # fmt: skip
    version = CarrierVersion.objects.get()
    assert version.name == "总图.dwg"
    assert content_of(version, at) == CONTENT


def test_where_the_carrier_can_t_be_entered_nothing_of_it_is_seen(
    company: Cast, at: Ticker, clock: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = register.in_force(company, at)
    owner = Program(company, "engineer", clock)
    url = owner.begin(len(CONTENT), secret=secret.pk)["Location"]

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(arriving, "claim", full)
        assert owner.send(url, CONTENT).status_code == 507
    assert not Carrier.objects.exists()
    assert owner.head(url).status_code == 200
    assert Carrier.objects.count() == CarrierVersion.objects.count() == 1


def test_what_waits_longer_than_a_day_is_gone(
    owner: Program, carrier: Carrier, clock: Ticker, data: Path
) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    owner.send(url, CONTENT[:HALF])
    clock(hours=25)
    assert owner.head(url).status_code == 404
    assert owner.send(url, CONTENT[HALF:], HALF).status_code == 404
    sweep_orphans(at=clock())
    assert not Arrival.objects.exists()
    assert files(data) == []


def test_an_upload_is_given_up(owner: Program, carrier: Carrier, data: Path) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    owner.send(url, CONTENT[:HALF])
    assert owner.delete(url).status_code == 204
    assert owner.head(url).status_code == 404
    assert files(data) == []
    kept = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    owner.send(kept, CONTENT)
    assert owner.delete(kept).status_code == 409
    assert CarrierVersion.objects.count() == 1


def test_where_a_client_can_t_say_patch_it_says_so_in_a_header(
    owner: Program, carrier: Carrier
) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    headers = {**owner.door, **TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    answer = owner.client.post(url, CONTENT, content_type=BODY, headers=headers)
    assert answer.status_code == 204
    assert CarrierVersion.objects.count() == 1
    headers["X-HTTP-Method-Override"] = "TRACE"
    assert owner.client.post(url, b"", content_type=BODY, headers=headers).status_code == 405


def test_a_carrier_that_is_lent_meanwhile_waits_with_what_came(
    owner: Program, carrier: Carrier, company: Cast, clock: Ticker
) -> None:
    url = owner.begin(len(CONTENT), carrier=carrier.pk)["Location"]
    owner.send(url, CONTENT[:HALF])
    lent = actions.lend(
        Carrier.objects.get(), to=company["chemist"], purpose="试验",
        back_by=local_day(clock.now) + timedelta(days=2), by=company["engineer"], at=clock(),
    )  # fmt: skip
    answer = owner.send(url, CONTENT[HALF:], HALF)
    assert answer.status_code == 403
    assert "Take it back first" in answer.json()["detail"]
    actions.give_back(lent, whereabouts="保管库", by=company["engineer"], at=clock())
    assert owner.head(url).status_code == 200
    assert CarrierVersion.objects.count() == 1
