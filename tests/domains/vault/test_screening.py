"""What comes in is looked through before anybody opens it; what is not clear waits for the office,
and nobody passes it by."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import hold
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import CarrierVersion, Screening, Use
from shoumi.domains.vault.piles import for_the_office, in_quarantine, put_in
from shoumi.domains.vault.rules.screening import LATEST, SOONEST, Cause, again_after, causes
from shoumi.domains.vault.screening import SMALL, attend, look_through, look_through_if_small
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.actions import appoint
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person, Post, Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Transition
from shoumi.kernel.screening import Findings, Marks, Outcome, Scanned
from shoumi.kernel.storage import blobs
from shoumi.kernel.storage.objects import open_object
from shoumi.kernel.storage.refusals import Destroyed, Held
from tests.conftest import Ticker
from tests.domains.vault import scenes
from tests.kernel.rendering.test_words import packed
from tests.kernel.screening.clamd_double import Double, running, says
from tests.kernel.screening.test_kinds import PROGRAM
from tests.kernel.witness import codes

MARKED = "绝密★10年\n正文".encode()
FOUND = "stream: Win.Trojan.Test-1 FOUND"


@pytest.fixture
def scanner(tmp_path: Path, settings: Settings) -> Iterator[Double]:
    with running(tmp_path) as double:
        settings.CLAMD = double.address
        yield double


def screened(
    cast: Cast, at: Ticker, content: bytes = scenes.CONTENT, name: str = "曲线.txt"
) -> CarrierVersion:
    return look_through(scenes.put_in(cast, at, content, name), at=at())


def fresh(version: CarrierVersion) -> CarrierVersion:
    rows = CarrierVersion.objects.select_related("carrier", "file__record")
    return rows.get(pk=version.pk)


def open_as_owner(version: CarrierVersion, cast: Cast, at: datetime) -> bytes:
    decision = decide(cast["engineer"], "vault.view", version.carrier, at)
    with open_object(fresh(version).file, decision, at=at) as source:
        return source.read()


@pytest.mark.parametrize(
    ("outcome", "marks", "disguised", "expected"),
    [
        ("clean", "none", False, []),
        ("off", "none", False, []),
        ("off", "too_large", False, []),
        ("clean", "unsupported", False, []),
        ("found", "none", False, [Cause.THREAT]),
        ("limit", "none", False, [Cause.LIMIT]),
        ("failed", "none", False, [Cause.NOT_SCANNED]),
        ("blind", "none", False, [Cause.BLIND]),
        ("off", "found", False, [Cause.STATE_SECRET]),
        ("off", "none", True, [Cause.DISGUISED]),
        ("found", "found", True, [Cause.STATE_SECRET, Cause.DISGUISED, Cause.THREAT]),
    ],
)
def test_what_sends_a_file_into_quarantine(
    outcome: str, marks: str, disguised: bool, expected: list[Cause]
) -> None:
    assert list(causes(outcome, marks, disguised=disguised)) == expected


def test_the_next_try_comes_ever_later_and_at_least_daily() -> None:
    waits = [again_after(times) for times in range(1, 60)]
    assert waits[0] == SOONEST
    assert waits == sorted(waits)
    assert waits[-1] == LATEST


def test_until_it_was_looked_through_nobody_opens_it(company: Cast, at: Ticker) -> None:
    version = scenes.put_in(company, at)
    with pytest.raises(Refused) as refused:
        actions.view(version.carrier, version=version, by=company["engineer"], at=at())
    assert codes(refused) == ["being_screened"]
    with pytest.raises(Held):
        open_as_owner(version, company, at())
    look_through(version, at=at())
    assert open_as_owner(version, company, at()) == scenes.CONTENT
    actions.view(version.carrier, version=fresh(version), by=company["engineer"], at=at())
    assert Entry.objects.filter(verb="vault.screen_version", actor="house").count() == 1


def test_without_a_scanner_it_is_clear_and_says_that_it_was_not_scanned(
    company: Cast, at: Ticker
) -> None:
    version = screened(company, at)
    assert (version.standing, version.sniffed) == ("clear", "text")
    assert Screening.objects.get().outcome == "off"


def test_a_clean_file_is_clear_and_the_signatures_are_kept(
    company: Cast, at: Ticker, scanner: Double
) -> None:
    version = screened(company, at)
    row = Screening.objects.get()
    assert (version.standing, row.outcome, row.scanner) == ("clear", "clean", scanner.version)
    assert bytes(scanner.received[-1]) == scenes.CONTENT


@pytest.mark.parametrize(
    "said",
    [FOUND, "INSTREAM size limit exceeded. ERROR", "no memory ERROR",
     "stream: Heuristics.Limits.Exceeded FOUND"],
)  # fmt: skip
def test_what_did_not_pass_is_opened_by_nobody(
    company: Cast, at: Ticker, scanner: Double, said: str
) -> None:
    scanner.answer = says(said)
    version = screened(company, at)
    assert version.standing == "quarantined"
    for who in ("engineer", "office", "custodian", "system_admin"):
        with pytest.raises(Refused):
            actions.view(version.carrier, version=version, by=company[who], at=at())
    with pytest.raises(Held):
        open_as_owner(version, company, at())
    assert not Use.objects.exists()


def test_a_look_that_was_begun_ends_when_the_version_is_quarantined(
    company: Cast, at: Ticker
) -> None:
    version = screened(company, at)
    use = actions.view(version.carrier, version=version, by=company["engineer"], at=at())
    found = Findings("text", Scanned(Outcome.FOUND, "X"), Marks.NONE)
    actions.screen_version(version.carrier, version=version, findings=found, by=HOUSE, at=at())
    again = Use.objects.get(pk=use.pk)
    with pytest.raises(Refused) as refused:
        actions.show_page(
            version.carrier, use=again, page=1, width=1240, raster_sha256="ab" * 32, renderer="t",
            by=company["engineer"], at=at(),
        )  # fmt: skip
    assert codes(refused) == ["quarantined"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (MARKED, "方案.txt"),
        (packed({"word/document.xml": "<w:p><w:t>机密★</w:t></w:p>"}), "方案.docx"),
        (packed({"OFD.xml": "<x/>", "Doc_0/Pages/P/Content.xml": "<TextCode>秘密★</TextCode>"}),
         "方案.ofd"),
        (PROGRAM, "方案.pdf"),
    ],
    ids=["text", "word", "ofd", "disguised"],
)  # fmt: skip
def test_marks_and_disguises_are_quarantined_without_a_scanner(
    company: Cast, at: Ticker, content: bytes, name: str
) -> None:
    assert screened(company, at, content, name).standing == "quarantined"


def test_a_program_under_its_own_name_is_let_in(company: Cast, at: Ticker) -> None:
    version = screened(company, at, PROGRAM, "控制程序.exe")
    assert (version.standing, version.sniffed) == ("clear", "windows")


def test_of_what_is_found_no_word_is_kept(company: Cast, at: Ticker) -> None:
    screened(company, at, "绝密★某工程代号七三一".encode())
    kept = str(list(Screening.objects.values())) + str(list(Entry.objects.values_list("leaf")))
    assert "七三一" not in kept
    assert "绝密" not in kept


def test_the_office_finds_it_and_whoever_put_it_in_is_told(company: Cast, at: Ticker) -> None:
    screened(company, at, MARKED)
    found = {who: len(for_the_office(company[who], at())) for who in company.persons}
    assert {who for who, count in found.items() if count} == {"office", "office_head"}
    told = {who for who in company.persons if put_in(company[who], at())}
    assert told == {"engineer"}


def test_what_is_held_is_listed_to_those_who_see_the_carrier(company: Cast, at: Ticker) -> None:
    screened(company, at, MARKED)
    for who in ("marketer", "sister_custodian", "system_admin", "audit_admin"):
        assert not in_quarantine(company[who], at()).exists()


def test_the_office_releases_it_with_a_reason_that_stays(company: Cast, at: Ticker) -> None:
    version = screened(company, at, MARKED)
    with pytest.raises(Invalid):
        actions.release_version(
            version.carrier, version=version, note=" ", by=company["office"], at=at()
        )
    actions.release_version(
        version.carrier, version=version, note="已与保密局核对", by=company["office"], at=at()
    )
    assert fresh(version).standing == "released"
    assert open_as_owner(version, company, at()) == MARKED
    assert Transition.objects.get(step="vault.release_version").note == "已与保密局核对"


def test_nobody_releases_what_he_put_in_nor_who_is_not_the_office(
    company: Cast, at: Ticker
) -> None:
    version = screened(company, at, MARKED)
    for who in company.persons:
        if who not in {"office", "office_head"}:
            decision = decide(company[who], "vault.release_version", version.carrier, at())
            assert not decision.allowed, who
    office = company["office"]
    post = Post.objects.get(org_unit=company.units["RD"], role=Role.CUSTODIAN)
    appoint(person=office, post=post, from_on=local_day(at.now), by=HOUSE, at=at())
    office = Person.objects.get(pk=office.pk)
    own = actions.add_version(
        fresh(version).carrier, file=io.BytesIO(MARKED), name="a.txt", by=office, at=at()
    )
    look_through(own, at=at())
    with pytest.raises(Refused) as refused:
        actions.release_version(fresh(own).carrier, version=own, note="x", by=office, at=at())
    assert codes(refused) == ["own_file"]


def test_what_is_rejected_is_gone_for_good(
    company: Cast, at: Ticker, scanner: Double, django_capture_on_commit_callbacks: object
) -> None:
    scanner.answer = says(FOUND)
    version = screened(company, at)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.reject_version(
            version.carrier, version=version, note="已通知来源", by=company["office"], at=at()
        )
    row = fresh(version)
    assert row.standing == "rejected"
    assert row.file.shredded_at is not None
    assert row.name == "曲线.txt"
    assert row.file.name not in {name for name, _ in blobs.store().names()}
    with pytest.raises(Destroyed):
        decision = decide(HOUSE, "vault.screen_version", row.carrier, at())
        open_object(row.file, decision, at=at.now, though_held=True)
    with pytest.raises(Refused) as refused:
        actions.view(row.carrier, version=row, by=company["engineer"], at=at())
    assert codes(refused) == ["rejected"]
    assert attend(at=at()) == 0


def test_of_a_rejected_state_secret_name_and_hash_go_too(company: Cast, at: Ticker) -> None:
    version = screened(company, at, MARKED, "某方案.txt")
    actions.reject_version(
        version.carrier, version=version, note="已移交", by=company["office_head"], at=at()
    )
    assert (fresh(version).name, fresh(version).sha256) == ("—", "")


def test_a_version_after_a_rejected_one_is_put_in_as_ever(company: Cast, at: Ticker) -> None:
    version = screened(company, at, MARKED)
    actions.reject_version(
        version.carrier, version=version, note="已移交", by=company["office"], at=at()
    )
    carrier = fresh(version).carrier
    second = actions.add_version(
        carrier, file=io.BytesIO(b"clean"), name="a.txt", by=company["engineer"], at=at()
    )
    assert (second.number, look_through(second, at=at()).standing) == (2, "clear")
    assert open_as_owner(second, company, at()) == b"clean"


def test_nothing_under_legal_hold_is_destroyed(company: Cast, at: Ticker) -> None:
    version = screened(company, at, MARKED)
    secret = TradeSecret.objects.get(pk=version.carrier.secret_id)
    hold(secret, held=True, note="（2026）民初 1 号", by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        actions.reject_version(
            fresh(version).carrier, version=version, note="x", by=company["office"], at=at()
        )
    assert codes(refused) == ["on_hold"]
    assert fresh(version).standing == "quarantined"


def test_what_was_decided_is_not_looked_through_again(company: Cast, at: Ticker) -> None:
    version = screened(company, at, MARKED)
    actions.release_version(
        version.carrier, version=version, note="x", by=company["office"], at=at()
    )
    with pytest.raises(Refused) as refused:
        look_through(fresh(version), at=at())
    assert codes(refused) == ["decided"]
    with pytest.raises(Refused) as refused:
        actions.release_version(
            fresh(version).carrier, version=version, note="x", by=company["office"], at=at()
        )
    assert codes(refused) == ["not_quarantined"]


def test_only_the_house_looks_through_and_only_at_its_own_versions(
    company: Cast, at: Ticker
) -> None:
    version = scenes.put_in(company, at)
    found = Findings("text", Scanned(Outcome.CLEAN), Marks.NONE)
    for who in ("engineer", "office", "system_admin"):
        with pytest.raises(Refused):
            actions.screen_version(
                version.carrier, version=version, findings=found, by=company[who], at=at()
            )
    other = scenes.carrier(company, at, version.carrier.secret)
    with pytest.raises(Invalid):
        actions.screen_version(other, version=version, findings=found, by=HOUSE, at=at())


def test_the_worker_takes_what_a_fallen_server_left(company: Cast, at: Ticker) -> None:
    version = scenes.put_in(company, at)
    assert attend(at=at.now) == 0
    assert attend(at=at.now + timedelta(minutes=5)) == 1
    assert fresh(version).standing == "clear"
    assert attend(at=at.now + timedelta(minutes=9)) == 0


def test_a_large_file_is_left_to_the_worker(
    company: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shoumi.domains.vault.screening.SMALL", 3)
    version = scenes.put_in(company, at)
    assert look_through_if_small(version, at=at()).standing == "waiting"
    assert attend(at=at()) == 1
    assert fresh(version).standing == "clear"
    assert SMALL > 3


def test_when_the_scanner_is_back_what_it_missed_is_looked_through(
    company: Cast, at: Ticker, scanner: Double, settings: Settings
) -> None:
    here, settings.CLAMD = settings.CLAMD, "unix:/nowhere/clamd.ctl"
    version = screened(company, at)
    assert version.standing == "quarantined"
    later = at.now + timedelta(hours=1)
    assert attend(at=later) == 0
    settings.CLAMD = here
    assert attend(at=at.now + timedelta(minutes=1)) == 0
    assert attend(at=later) == 1
    assert fresh(version).standing == "clear"
    assert [one.outcome for one in version.screenings.all()] == ["clean", "failed"]


def test_a_scanner_set_up_later_looks_through_what_was_there(
    company: Cast, at: Ticker, tmp_path: Path, settings: Settings
) -> None:
    version = screened(company, at)
    assert attend(at=at()) == 0
    with running(tmp_path, says(FOUND)) as double:
        settings.CLAMD = double.address
        assert attend(at=at()) == 1
    assert fresh(version).standing == "quarantined"


def test_what_was_found_is_not_lifted_by_a_later_round(
    company: Cast, at: Ticker, scanner: Double
) -> None:
    scanner.answer = says(FOUND)
    version = screened(company, at)
    scanner.answer = says("stream: OK")
    assert attend(at=at() + timedelta(days=9)) == 0
    assert fresh(version).standing == "quarantined"


def test_a_changed_file_is_no_error_and_no_pass(company: Cast, at: Ticker) -> None:
    version = scenes.put_in(company, at)
    store = blobs.store()
    with store.open(version.file.name) as stored:
        content = bytearray(stored.read())
    content[-3] ^= 1
    store.remove(version.file.name)
    store.keep(version.file.name, lambda sink: sink.write(content))
    assert look_through_if_small(version, at=at()).standing == "quarantined"
