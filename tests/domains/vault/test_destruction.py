"""Destroying carriers: the ways, the journey to its certificate, the screens, and what stays."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.destroying import go_on
from shoumi.domains.vault.models import Carrier, CarrierVersion, Destruction
from shoumi.domains.vault.rules.destroying import (
    KEYS,
    RETURNED,
    Thing,
    objection,
    spot_objection,
)
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.documents.actions import read_paper
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.kernel.storage.keys.falling_due import AFTER, end_epoch_when_due
from shoumi.kernel.storage.keys.rotation import end_epoch
from shoumi.kernel.storage.models import ShreddedKey, WrappedKey
from shoumi.kernel.storage.objects import open_object
from shoumi.kernel.storage.refusals import Destroyed, KeysNotWritable
from tests.conftest import NOW, Ticker
from tests.domains.register import scenes as register
from tests.domains.vault import life, scenes
from tests.domains.vault.life import again, fresh
from tests.kernel.documents.test_typesetting import text_of as text_of_pdf
from tests.kernel.papers import PDF
from tests.kernel.witness import codes

FILE = Thing("1", is_file=True, was_received=False, is_held=True)
SAMPLE = Thing("2", is_file=False, was_received=False, is_held=True)


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


@pytest.mark.parametrize(
    ("method", "things", "staying", "field"),
    [
        (KEYS, [], "", "carriers"),
        (KEYS, [FILE], "", None),
        (KEYS, [FILE, SAMPLE], "", "method"),
        ("crushed", [FILE, SAMPLE], "", None),
        ("shredded", [FILE], "", "method"),
        ("erased", [FILE], "", None),
        (RETURNED, [SAMPLE], "", "method"),
        (RETURNED, [Thing("3", False, True, True)], "", None),
        ("crushed", [Thing("4", False, False, False)], "", "carriers"),
        (KEYS, [Thing("5", True, False, True, copies=["6"])], " ", "staying"),
        (KEYS, [Thing("5", True, False, True, copies=["6"])], "在用", None),
    ],
)
def test_which_way_fits(method: str, things: list[Thing], staying: str, field: str | None) -> None:
    against = objection(method, things, staying)
    assert (against[0] if against else None) == field


def test_two_different_persons_stand_by_and_nothing_is_dated_forward() -> None:
    from_day = local_day(NOW)
    day = timedelta(days=1)
    wrong = {
        ("crushed", 1, 1, from_day): "witness",
        ("crushed", None, 1, from_day): "executor",
        ("crushed", 1, None, from_day): "witness",
        ("crushed", 1, 2, from_day + day): "done_on",
        ("crushed", 1, 2, from_day - day): "done_on",
        (KEYS, None, None, from_day): None,
        ("crushed", 1, 2, from_day): None,
    }
    for (method, executor, witness, on), field in wrong.items():
        against = spot_objection(method, executor, witness, on, from_day, from_day)
        assert (against[0] if against else None) == field


def test_from_the_request_to_the_final_certificate(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    asked = life.asked(company, at, version.carrier)
    assert asked.number == "密销〔2026〕1 号"
    assert not may(company["custodian"], "vault.decide_destruction", asked, at())
    assert not may(company["office"], "vault.decide_destruction", asked, at())
    actions.decide_destruction(again(asked), verdict="agree", by=company["engineer"], at=at())
    assert again(asked).state == "requested"
    actions.decide_destruction(again(asked), verdict="agree", by=company["office"], at=at())
    assert again(asked).state == "approved"
    spot = actions.OnTheSpot(done_on=local_day(at.now))
    actions.destroy(again(asked), spot=spot, by=company["custodian"], at=at())
    assert (again(asked).state, fresh(version.carrier).state) == ("destroying", "destroyed")
    assert go_on(by=HOUSE, at=at()) == 1
    done = again(asked)
    assert done.state == "destroyed"
    assert not WrappedKey.objects.filter(object=version.file.uuid).exists()
    first = text_of(done, company, at)
    assert version.sha256[:20] in first.replace("\n", "").replace(" ", "")
    end_epoch(by=HOUSE, now=at)
    assert go_on(by=HOUSE, at=at()) == 1
    assert again(asked).state == "final"
    assert go_on(by=HOUSE, at=at()) == 0
    papers = IssuedDocument.objects.filter(record_id=asked.pk).order_by("pk")
    assert [one.state for one in papers] == ["superseded", "issued"]
    assert again(asked).certificate == papers[1]
    for verb, times in (("request_destruction", 1), ("decide_destruction", 2), ("destroy", 1),
                        ("certify_destruction", 1), ("finish_destruction", 1)):  # fmt: skip
        assert Entry.objects.filter(verb=f"vault.{verb}", outcome="done").count() == times


def text_of(destruction: Destruction, company: Cast, at: Ticker) -> str:
    assert destruction.certificate is not None
    with read_paper(destruction.certificate, by=company["office"], at=at()) as paper:
        return str(text_of_pdf(paper.read()))


def test_nobody_opens_it_any_more_and_what_is_about_it_stays(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    owner, carrier = company["engineer"], fresh(version.carrier)
    decision = decide(owner, "vault.show_page", carrier, at())
    actions.issue_carrier_label(carrier, counted_at="https://x/", by=company["custodian"], at=at())
    life.destroyed(company, at, carrier)
    with pytest.raises(Destroyed):
        open_object(version.file, decision, at=decision.at)
    assert not may(company["engineer"], "vault.view", fresh(carrier), at())
    with pytest.raises(Refused) as refused:
        actions.copy_carrier(
            fresh(carrier), whereabouts="x", holder=company["chemist"], purpose="备份",
            by=company["engineer"], at=at(),
        )  # fmt: skip
    assert codes(refused) == ["gone"]
    label = IssuedDocument.objects.get(record_id=carrier.pk)
    with read_paper(label, by=company["custodian"], at=at()) as paper:
        assert paper.read().startswith(b"%PDF")


def test_things_need_two_witnesses_and_a_place_and_keep_a_photograph(
    company: Cast, at: Ticker
) -> None:
    sample = life.sample(company, at, register.in_force(company, at))
    approved = life.approved(company, at, sample, method="crushed")
    wrong: list[dict[str, Any]] = [
        {"witness": None}, {"executor": None}, {"witness": company["custodian"]}, {"place": " "},
        {"done_on": local_day(at.now) + timedelta(days=1)},
        {"done_on": local_day(at.now) - timedelta(days=1)},
    ]  # fmt: skip
    for change in wrong:
        with pytest.raises(Invalid) as invalid:
            actions.destroy(
                again(approved), spot=life.spot(company, at, **change),
                by=company["custodian"], at=at(),
            )  # fmt: skip
        assert invalid.value.field in change
    assert fresh(sample).state == "held"
    scan = Scan(io.BytesIO(PDF), "照片.pdf")
    actions.destroy(
        again(approved), spot=life.spot(company, at, scan=scan), by=company["custodian"], at=at()
    )
    go_on(by=HOUSE, at=at())
    done = again(approved)
    assert done.state == "final"
    assert Evidence.objects.filter(record_id=done.pk).count() == 1
    assert not ShreddedKey.objects.exists()
    assert company["office"].name in text_of(done, company, at)


def test_the_epoch_closes_by_itself_within_a_day(
    version: CarrierVersion, company: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert end_epoch_when_due(by=HOUSE, now=at) is None
    destruction = life.destroyed(company, at, version.carrier)
    assert end_epoch_when_due(by=HOUSE, now=at) is None
    at(seconds=AFTER.total_seconds())
    closed = end_epoch_when_due(by=HOUSE, now=at)
    assert closed is not None
    assert closed.shredded == 1
    go_on(by=HOUSE, at=at())
    assert again(destruction).state == "final"
    assert end_epoch_when_due(by=HOUSE, now=at) is None


def test_a_worker_that_may_not_write_the_keys_says_who_must(
    version: CarrierVersion, company: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.destroyed(company, at, version.carrier)
    at(seconds=AFTER.total_seconds())

    def refused(**_given: Any) -> None:
        raise PermissionError

    monkeypatch.setattr("shoumi.kernel.storage.keys.falling_due.end_epoch", refused)
    with pytest.raises(KeysNotWritable):
        end_epoch_when_due(by=HOUSE, now=at)


def test_on_screens_from_the_carrier_to_the_certificate(
    version: CarrierVersion, company: Cast, at: Ticker, as_: Any
) -> None:
    secret = version.carrier.secret
    path = f"/secrets/{secret.pk}/destructions/new"
    custodian = as_("custodian")
    page = custodian.get(f"{path}?carrier={version.carrier_id}").content.decode()
    assert f'value="{version.carrier_id}"' in page
    assert "checked" in page
    sent = custodian.post(
        path,
        {"carriers": [version.carrier_id], "method": "keys", "reason": "项目结束",
         "version": TradeSecret.objects.get(pk=secret.pk).version},
    )  # fmt: skip
    destruction = Destruction.objects.get()
    assert sent["Location"] == f"/destructions/{destruction.pk}"
    for who in ("engineer", "office"):
        done = as_(who).post(
            f"/records/{destruction.pk}/do/vault.decide_destruction",
            {"verdict": "agree", "version": again(destruction).version},
        )
        assert done.status_code == 302
    done = custodian.post(
        f"/records/{destruction.pk}/do/vault.destroy",
        {"done_on": local_day(at.now).isoformat(), "version": again(destruction).version},
    )
    assert done.status_code == 302, done.content.decode()
    assert again(destruction).state == "destroyed"
    shown = custodian.get(f"/destructions/{destruction.pk}").content.decode()
    certificate = again(destruction).certificate
    assert certificate is not None
    assert certificate.number in shown
    assert "It was destroyed" in custodian.get(f"/carriers/{version.carrier_id}").content.decode()
    for who in ("marketer", "sister_custodian", "system_admin"):
        assert as_(who).get(f"/destructions/{destruction.pk}").status_code == 404
        assert as_(who).get(path).status_code == 404
        assert secret.title not in as_(who).get("/destructions").content.decode()


@pytest.mark.parametrize("who", ["chemist", "custodian"])
def test_the_screens_stay_within_their_queries(
    version: CarrierVersion, company: Cast, at: Ticker, as_: Any, who: str
) -> None:
    destruction = life.destroyed(company, at, version.carrier)
    assert as_(who).queries("/destructions") <= 14
    assert as_(who).queries(f"/destructions/{destruction.pk}") <= 60


def test_a_photograph_comes_with_the_form(company: Cast, at: Ticker, as_: Any) -> None:
    sample = life.sample(company, at, register.in_force(company, at))
    approved = life.approved(company, at, sample, method="crushed")
    sent = as_("custodian").post(
        f"/records/{approved.pk}/do/vault.destroy",
        {
            "done_on": local_day(at.now).isoformat(), "place": "销毁室", "executor": "0202",
            "witness": "0102", "scan": SimpleUploadedFile("photo.pdf", PDF),
            "version": approved.version,
        },
    )  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()
    assert Evidence.objects.filter(record_id=approved.pk).exists()
    assert Carrier.objects.get(pk=sample.pk).state == "destroyed"
