"""Who may bring in, bind and adopt an edition; nothing is half done, each act is logged once."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.access import may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.documents.actions import read_evidence
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.storage import keyring
from shoumi.regime.actions import (
    adopt,
    bind,
    confirm_all,
    drop,
    enter_paper_decision,
    follow_rule,
    import_text,
    lay_before_staff,
    propose_adoption,
    take_default,
)
from shoumi.regime.facts import fingerprint
from shoumi.regime.models import Clause, Edition
from tests.conftest import Ticker
from tests.kernel.papers import PDF, scan
from tests.regime.conftest import OWN_TEXT, later

OFFICE = {"office", "office_head"}


def followed(edition: Edition, day: date, cast: Cast, at: Ticker) -> None:
    """It comes into force on that day with a rule, which is not looked at here."""
    lay_before_staff(edition, take_over=lambda *given: None, by=cast["office"], at=at())
    follow_rule(
        edition,
        sha256=fingerprint(edition),
        adopted_on=day,
        on=day,
        basis="决议",
        by=HOUSE,
        at=at(),
    )


def verbs(edition: Edition) -> list[str]:
    entries = Entry.objects.filter(subject=f"regime.edition/{edition.pk}", outcome="done")
    return list(entries.order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize(
    "action",
    [
        "regime.import_text",
        "regime.take_default",
        "regime.bind",
        "regime.confirm_all",
        "regime.propose_adoption",
        "regime.write_clause",
        "regime.strike_clause",
        "regime.lay_before_staff",
        "regime.take_back",
        "regime.ask_to_confirm",
        "regime.drop",
        "regime.enter_paper_decision",
    ],
)
def test_only_the_office_may(action: str, draft: Edition, cast: Cast, at: Ticker) -> None:
    record = None if action in {"regime.import_text", "regime.take_default"} else draft
    assert {key for key in cast.persons if may(cast[key], action, record, at())} == OFFICE


def test_alone_the_director_adopts(
    director_alone: None, proposed: Edition, cast: Cast, at: Ticker
) -> None:
    allowed = {key for key in cast.persons if may(cast[key], "regime.adopt", proposed, at())}
    assert allowed == {"chair"}


@pytest.mark.django_db(databases=["default", "keystore"])
def test_an_adoption_signed_on_paper_counts_from_its_day(
    data: Path, director_alone: None, proposed: Edition, cast: Cast, at: Ticker
) -> None:
    keyring.establish(at=at())
    signed = at.now.date()
    edition = enter_paper_decision(
        proposed, person=cast["chair"], verdict="agree", signed_on=signed, scan=scan(),
        by=cast["office"], at=at(days=4),
    )  # fmt: skip
    assert (edition.state, edition.effective_on) == ("in_force", signed)
    evidence = Evidence.objects.get(record_id=edition.pk)
    with read_evidence(evidence, by=cast["office"], at=at()) as paper:
        assert paper.read() == PDF


def test_an_outsider_is_refused_and_the_refusal_is_logged(cast: Cast, at: Ticker) -> None:
    with pytest.raises(Refused):
        take_default(by=cast["engineer"], at=at())
    assert not Edition.objects.exists()
    assert Entry.objects.filter(verb="regime.take_default", outcome="refused").count() == 1


def test_our_edition_has_all_clauses_named_and_bound(draft: Edition) -> None:
    clauses = list(draft.clauses.all())
    assert len(clauses) == 33
    assert all(clause.title and clause.title_en for clause in clauses)
    assert all(clause.controls or clause.because for clause in clauses)
    assert all(clause.confirmed_at is None for clause in clauses)


def test_each_act_is_logged_once(in_force: Edition) -> None:
    assert verbs(in_force) == [
        "regime.take_default",
        "regime.confirm_all",
        "regime.propose_adoption",
        "regime.follow_resolution",
    ]


def test_the_own_text_becomes_a_draft_with_proposals(cast: Cast, at: Ticker) -> None:
    edition = import_text(title="制度", content=OWN_TEXT.encode(), by=cast["office"], at=at())
    idents = list(edition.clauses.values_list("ident", flat=True))
    assert idents == ["1.1", "1.2", "2", "3", "4"]
    meeting = edition.clauses.get(ident="2")
    assert meeting.controls
    assert meeting.because
    assert any("绝密" in one["zh"] for one in edition.warnings)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 50, b"%PDF-1.7 broken"])
def test_what_cannot_be_read_is_refused_and_leaves_nothing(
    content: bytes, cast: Cast, at: Ticker
) -> None:
    with pytest.raises(Invalid) as invalid:
        import_text(title="x", content=content, by=cast["office"], at=at())
    assert invalid.value.field == "file"
    assert not Edition.objects.exists()
    assert not Entry.objects.filter(verb="regime.import_text").exists()


def test_a_second_click_makes_no_second_draft(draft: Edition, cast: Cast, at: Ticker) -> None:
    with pytest.raises(Refused, match="已经有同样的草稿"):
        take_default(by=cast["office_head"], at=at())
    drop(draft, by=cast["office"], at=at())
    assert take_default(by=cast["office"], at=at()).state == "draft"


def test_the_same_text_is_not_drafted_twice(cast: Cast, at: Ticker) -> None:
    import_text(title="一", content=OWN_TEXT.encode(), by=cast["office"], at=at())
    with pytest.raises(Refused, match="已经有同样的草稿"):
        import_text(title="二", content=OWN_TEXT.encode(), by=cast["office"], at=at())


def test_binding_needs_a_question_or_a_reason(draft: Edition, cast: Cast, at: Ticker) -> None:
    with pytest.raises(Invalid) as invalid:
        bind(draft, ident="2.1", controls=[], by=cast["office"], at=at())
    assert invalid.value.field == "because"
    assert Clause.objects.get(edition=draft, ident="2.1").controls


@pytest.mark.parametrize(("ident", "controls"), [("9.9", []), ("2.1", ["register.nonsense"])])
def test_binding_refuses_what_does_not_exist(
    ident: str, controls: list[str], draft: Edition, cast: Cast, at: Ticker
) -> None:
    with pytest.raises(Invalid):
        bind(draft, ident=ident, controls=controls, because="x", by=cast["office"], at=at())


def test_binding_keeps_who_confirmed_it(draft: Edition, cast: Cast, at: Ticker) -> None:
    by = cast["office"]
    bind(draft, ident="2.1", controls=[], because="宣示性条款。", by=by, at=at())
    clause = draft.clauses.get(ident="2.1")
    assert clause.controls == []
    assert {clause.because, clause.because_en} == {"宣示性条款。"}
    assert clause.confirmed_by == by
    assert clause.confirmed_at == at.now


def test_confirming_a_proposal_keeps_its_reason_in_both_languages(cast: Cast, at: Ticker) -> None:
    edition = import_text(title="制度", content=OWN_TEXT.encode(), by=cast["office"], at=at())
    before = edition.clauses.get(ident="2")
    bind(
        edition,
        ident="2",
        controls=before.controls,
        because=before.because_en,
        by=cast["office"],
        at=at(),
    )
    after = edition.clauses.get(ident="2")
    assert (after.because, after.because_en) == (before.because, before.because_en)


def test_other_questions_drop_the_old_reason(draft: Edition, cast: Cast, at: Ticker) -> None:
    edition = import_text(title="制度", content=OWN_TEXT.encode(), by=cast["office"], at=at())
    bind(edition, ident="2", controls=["register.scope_listed"], by=cast["office"], at=at())
    assert edition.clauses.get(ident="2").because == ""


def test_a_stale_form_is_refused(draft: Edition, cast: Cast, at: Ticker) -> None:
    seen = Edition.objects.get(pk=draft.pk)
    bind(draft, ident="2.1", controls=["register.scope_listed"], by=cast["office"], at=at())
    with pytest.raises(Stale):
        bind(seen, ident="2.1", controls=[], because="x", by=cast["office_head"], at=at())
    assert draft.clauses.get(ident="2.1").controls == ["register.scope_listed"]


def test_what_nobody_confirmed_cannot_be_submitted(draft: Edition, cast: Cast, at: Ticker) -> None:
    with pytest.raises(Refused, match="33 条"):
        propose_adoption(draft, by=cast["office"], at=at())
    assert Edition.objects.get(pk=draft.pk).state == "draft"


def test_confirming_all_leaves_clauses_without_a_proposal(cast: Cast, at: Ticker) -> None:
    edition = import_text(title="制度", content=OWN_TEXT.encode(), by=cast["office"], at=at())
    confirm_all(edition, by=cast["office"], at=at())
    waiting = edition.clauses.filter(confirmed_at__isnull=True)
    assert [clause.ident for clause in waiting] == [
        clause.ident for clause in edition.clauses.all() if not clause.controls
    ]


def test_adopted_it_is_numbered_dated_and_open_to_everybody(
    in_force: Edition, cast: Cast, at: Ticker
) -> None:
    assert in_force.state == "in_force"
    assert in_force.number
    assert in_force.effective_on == date(2026, 11, 20)
    seen = [
        key
        for key in cast.persons
        if Edition.objects.visible_to(cast[key], at.now).filter(pk=in_force.pk).exists()
    ]
    assert seen == list(cast.persons)


def test_a_draft_is_seen_by_those_who_keep_it(draft: Edition, cast: Cast, at: Ticker) -> None:
    seen = {
        key
        for key in cast.persons
        if Edition.objects.visible_to(cast[key], at.now).filter(pk=draft.pk).exists()
    }
    assert seen == {"chair", "office", "office_head", "counsel"}


def test_it_does_not_come_into_force_before_it_is_adopted(
    director_alone: None, proposed: Edition, cast: Cast, at: Ticker
) -> None:
    day = date(2026, 11, 1)
    with pytest.raises(Invalid) as invalid:
        adopt(proposed, verdict="agree", effective_on=day, by=cast["chair"], at=at())
    assert invalid.value.field == "effective_on"
    kept = Edition.objects.get(pk=proposed.pk)
    assert (kept.state, kept.effective_on) == ("proposed", None)
    assert kept.approvals.get().state == "pending"


def test_a_new_edition_supersedes_the_one_before(in_force: Edition, cast: Cast, at: Ticker) -> None:
    day = later(at, 10)
    second = import_text(title="新制度", content=OWN_TEXT.encode(), by=cast["office"], at=at())
    for clause in second.clauses.filter(controls=[]):
        bind(second, ident=clause.ident, controls=[], because="无", by=cast["office"], at=at())
    confirm_all(second, by=cast["office"], at=at())
    followed(second, day, cast, at)
    first = Edition.objects.get(pk=in_force.pk)
    assert (first.state, first.superseded_on) == ("superseded", day)
    assert list(Edition.objects.in_force_on(day)) == [second]
    assert list(Edition.objects.in_force_on(day - timedelta(days=1))) == [first]


def test_two_editions_cannot_begin_on_one_day(in_force: Edition, cast: Cast, at: Ticker) -> None:
    second = take_default(by=cast["office"], at=at())
    confirm_all(second, by=cast["office"], at=at())
    bind(second, ident="2.1", controls=[], because="另有规定", by=cast["office"], at=at())
    with pytest.raises(Invalid, match="更晚的日期"):
        followed(second, at.now.date(), cast, at)
    assert Edition.objects.get(pk=in_force.pk).superseded_on is None


@pytest.mark.parametrize(("verdict", "state"), [("return", "draft"), ("refuse", "dropped")])
def test_the_director_may_return_or_refuse(
    verdict: str, state: str, director_alone: None, proposed: Edition, cast: Cast, at: Ticker
) -> None:
    adopt(proposed, verdict=verdict, note="第三条不清楚。", by=cast["chair"], at=at())
    assert Edition.objects.get(pk=proposed.pk).state == state


def test_a_no_without_a_reason_is_not_taken(
    director_alone: None, proposed: Edition, cast: Cast, at: Ticker
) -> None:
    with pytest.raises(Invalid):
        adopt(proposed, verdict="refuse", by=cast["chair"], at=at())


def test_two_decisions_at_once_are_one(
    director_alone: None, proposed: Edition, cast: Cast, at: Ticker
) -> None:
    seen = Edition.objects.get(pk=proposed.pk)
    adopt(proposed, verdict="agree", by=cast["chair"], at=at())
    with pytest.raises((Stale, Refused)):
        adopt(seen, verdict="agree", by=cast["chair"], at=at())
    assert proposed.history.filter(to_state="in_force").count() == 1
