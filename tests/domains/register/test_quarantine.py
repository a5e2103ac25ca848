"""State secrets are kept out: quarantined on their marks, put back when cleared, or entombed."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions, piles
from shoumi.domains.register.actions import nominate
from shoumi.domains.register.content import open_content
from shoumi.domains.register.models import Change, TradeSecret
from shoumi.kernel.access import decide
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.asking import pending
from shoumi.kernel.approvals.models import Approval
from shoumi.kernel.documents.actions import add_evidence
from shoumi.kernel.records.models import Audience, Transition
from shoumi.kernel.records.moves import state_on
from shoumi.kernel.storage.models import SealedObject, WrappedKey
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.acts import DAY, approved, changing
from tests.kernel.papers import scan
from tests.kernel.witness import codes, nothing_changes

READ = "register.read_content"
CLEARED = "经保密办核实，不是国家秘密。"


def quarantine(secret: TradeSecret, cast: Cast, at: Ticker) -> TradeSecret:
    return actions.quarantine(secret, note="像是外来文件", by=cast["custodian"], at=at())


def release(secret: TradeSecret, cast: Cast, at: Ticker) -> TradeSecret:
    return actions.release(secret, note=CLEARED, by=cast["office"], at=at())


def nominated(cast: Cast, at: Ticker, **words: str) -> TradeSecret:
    given: dict[str, Any] = {
        "title": "升温曲线",
        "brief": "三段升温。",
        "whereabouts": "加密盘",
        **words,
    }
    return nominate(no_state_secret=True, by=cast["engineer"], at=at(), **given)


@pytest.mark.parametrize(
    "words",
    [
        {"title": "机密★ 升温曲线"},
        {"brief": "密级：机密\n三段升温。"},
        {"whereabouts": "绝密★ 文件柜"},
    ],
    ids=lambda words: next(iter(words)),
)
def test_what_bears_a_mark_is_quarantined_at_once(
    company: Cast, at: Ticker, words: dict[str, str]
) -> None:
    secret = nominated(company, at, **words)
    assert secret.state == TradeSecret.objects.get().state == "quarantined"
    assert Entry.objects.filter(verb="register.nominate").count() == 1
    states = Transition.objects.filter(record=secret).values_list("to_state", flat=True)
    assert list(states) == ["nominated", "quarantined"]


def test_an_everyday_word_is_no_mark(company: Cast, at: Ticker) -> None:
    secret = nominated(company, at, title="商业秘密清单", brief="计算机密码的管理办法。")
    assert secret.state == "nominated"


def test_nobody_opens_it_and_nothing_is_done_with_it(company: Cast, at: Ticker) -> None:
    secret = quarantine(scenes.in_force(company, at), company, at)
    for key in company.persons:
        decision = decide(company[key], READ, secret, at.now)
        assert "quarantined" in [reason.code for reason in decision.because], key
    with nothing_changes(), pytest.raises(Refused):
        actions.void(secret, note="重复。", by=company["office"], at=at())
    with nothing_changes(), pytest.raises(Refused):
        actions.review(secret, outcome="keep", by=company["engineer"], at=at())


def test_an_approval_under_way_ends_void_and_begins_anew(company: Cast, at: Ticker) -> None:
    secret = quarantine(scenes.proposed(company, at), company, at)
    assert Approval.objects.get().state == Approval.State.VOID
    secret = release(secret, company, at)
    assert (secret.state, pending(secret)) == ("nominated", None)
    secret = actions.propose_grading(secret, by=company["custodian"], at=at())
    assert secret.state == "proposed"


def test_what_was_approved_goes_back_to_be_filed(company: Cast, at: Ticker) -> None:
    secret = release(quarantine(approved(company, at), company, at), company, at)
    assert secret.state == "approved"
    secret = actions.file(secret, by=company["office"], at=at())
    assert (secret.state, secret.grade) == ("active", "important")


def test_what_was_in_force_goes_back_into_force(company: Cast, at: Ticker) -> None:
    secret = release(quarantine(scenes.in_force(company, at), company, at), company, at)
    assert (secret.state, secret.number) == ("active", "商业秘密〔2026〕1 号")
    assert Transition.objects.filter(record=secret).order_by("-id")[0].note == CLEARED
    content = open_content(secret, decide(company["engineer"], READ, secret, at.now), at=at.now)
    assert content.points[1].startswith("第一段")


def test_a_change_under_way_is_dropped_and_another_may_be_proposed(
    company: Cast, at: Ticker
) -> None:
    secret = release(quarantine(changing(company, at), company, at), company, at)
    assert secret.state == "active"
    assert secret.changes.get().state == Change.State.DROPPED
    by: dict[str, Any] = {"by": company["custodian"], "at": at()}
    secret = actions.propose_change(secret, kind="declassify", reason="已公开。", **by)
    for signer in ("head", "leader"):
        secret = actions.approve_change(secret, verdict="agree", by=company[signer], at=at())
    assert secret.state == "declassified"


def test_only_what_is_in_quarantine_is_put_back_or_removed(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    for act in (actions.release, actions.entomb):
        with nothing_changes(), pytest.raises(Refused) as refused:
            act(secret, note="x。", by=company["office"], at=at())
        assert codes(refused) == ["state"]


def test_a_tombstone_holds_number_and_dates_and_no_text(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    secret = actions.review(
        secret, outcome="change", note="改用四段升温", by=company["engineer"], at=at()
    )
    secret = actions.propose_change(
        secret, kind="regrade", to_grade="core", reason="升温曲线已是独家",
        by=company["custodian"], at=at(),
    )  # fmt: skip
    secret = quarantine(secret, company, at)
    at(days=2)
    note = "已移交保密办。"
    secret = actions.entomb(secret, note=note, by=company["office"], at=at())
    stored = TradeSecret.objects.get(pk=secret.pk)
    day = DAY + timedelta(2)
    assert (stored.state, stored.ended_on, stored.due_on) == ("entombed", day, None)
    assert (stored.number, stored.effective_on) == ("商业秘密〔2026〕1 号", DAY)
    assert bytes(stored.brief) == b""
    for rows in (stored.grounds.all(), stored.points.all()):
        assert rows
        assert {bytes(row.statement) for row in rows} == {b""}
        assert all(row.until_on is not None for row in rows)
    left = " ".join(
        str(list(rows.values_list()))
        for rows in (
            TradeSecret.objects.all(), stored.points.all(), stored.grounds.all(),
            stored.places.all(), stored.measures.all(), stored.reviews.all(), stored.changes.all(),
        )
    )  # fmt: skip
    for word in ("升温", "固化", "curing", "签署", "独家"):
        assert word not in left, word
    assert state_on(stored, DAY) == "quarantined"


def test_of_a_tombstone_only_those_who_keep_the_register_know(company: Cast, at: Ticker) -> None:
    secret = quarantine(scenes.in_force(company, at), company, at)
    secret = actions.entomb(secret, note="已移交保密办。", by=company["office"], at=at())
    seeing = {
        key
        for key in company.persons
        if TradeSecret.objects.visible_to(company[key], at.now).exists()
    }
    assert seeing == {"custodian", "head", "office", "office_head", "counsel"}
    rows = Audience.objects.at(DAY).filter(record=secret)
    assert all(row.capacity == "keeps" and row.post_id for row in rows)
    for key in ("engineer", "custodian", "office"):
        assert not decide(company[key], READ, secret, at.now).allowed
    assert not TradeSecret.objects.live_on(DAY).exists()
    assert TradeSecret.objects.get().nominated_on == date(2026, 11, 20)


def test_it_waits_in_the_inbox_of_the_office_and_of_nobody_else(company: Cast, at: Ticker) -> None:
    secret = nominated(company, at, title="机密★ 升温曲线")
    waiting = {key for key in company.persons if piles.quarantined(company[key], at())}
    assert waiting == {"office", "office_head"}
    [item] = piles.quarantined(company["office"], at())
    assert "机密" not in str(item.title)
    release(secret, company, at)
    assert not piles.quarantined(company["office"], at())


def test_a_tombstone_destroys_what_was_sealed_beside_it(
    company: Cast,
    at: Ticker,
    data: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    secret = scenes.in_force(company, at)
    paper = actions.issue_sheet(secret, by=company["office"], at=at())
    evidence = add_evidence(
        secret, file=scan().file, file_name="a.pdf", description="升温曲线的检索报告",
        signed_on=DAY, by=company["custodian"], at=at(),
    )  # fmt: skip
    quarantined = quarantine(TradeSecret.objects.get(pk=secret.pk), company, at)
    with django_capture_on_commit_callbacks(execute=True):
        actions.entomb(quarantined, note="已移交保密办。", by=company["office"], at=at())
    rows = SealedObject.objects.filter(record_id=secret.pk)
    assert rows.count() >= 3
    assert not rows.filter(shredded_at=None).exists()
    assert not WrappedKey.objects.filter(
        object__in=list(rows.values_list("uuid", flat=True))
    ).exists()
    for one in (paper.pdf, evidence.file):
        assert not list((data / "objects").rglob(one.name))
    evidence.refresh_from_db()
    assert evidence.description == "—"
    notes = Transition.objects.filter(record_id=secret.pk).values_list("note", flat=True)
    assert set(notes) <= {"", "—", "已移交保密办。"}


def test_what_is_held_for_a_case_is_not_destroyed(company: Cast, at: Ticker) -> None:
    secret = quarantine(scenes.nominated(company, at), company, at)
    held = actions.hold(secret, held=True, note="（2026）案", by=company["office"], at=at())
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.entomb(held, note="已移交。", by=company["office"], at=at())
    assert codes(refused) == ["legal_hold"]
