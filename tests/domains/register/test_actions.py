"""Acts on the register: who may, what they lead to, what the log holds, what a stale form meets."""

import re
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import Description, nominate, refine
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Refused, Stale, all_actions
from shoumi.kernel.actions.action import reference
from shoumi.kernel.activity import recording
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Audience, Transition
from shoumi.kernel.records.moves import state_on
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.acts import ADMINISTRATORS, DAY, ON_A_SECRET, OTHERS, Act
from tests.kernel.witness import codes, entries_after, last_entry, nothing_changes

APART = re.compile(r"\.imports|\.campaigning|\.answering|\.following")
on_a_secret = pytest.mark.parametrize("act", ON_A_SECRET, ids=str)
any_act = pytest.mark.parametrize("act", [*ON_A_SECRET, *OTHERS], ids=str)


def row_for(act: Act, cast: Cast, at: Ticker) -> Any:
    return None if act.subject is None else act.subject(cast, at)


def test_the_tables_hold_every_act_of_the_register() -> None:
    """Nominating, reading, taking the list out and what a resolution brings about have tests of
    their own, imports, papers, grading campaigns and what an edition in force sets as well."""
    papers = {"issue_sheet", "issue_change_sheet", "issue_label"}
    apart = {"nominate", "read_content", "export_list", "follow_resolution"} | papers
    declared = {
        name
        for name, one in all_actions().items()
        if name.startswith("register.") and not APART.search(one.function.__module__)
    }
    listed = {act.verb for act in (*ON_A_SECRET, *OTHERS)}
    assert declared == listed | {f"register.{name}" for name in apart}


@any_act
def test_just_those_who_may_are_allowed(act: Act, company: Cast, at: Ticker) -> None:
    row = row_for(act, company, at)
    allowed = {
        key for key in company.persons if decide(company[key], act.verb, row, at.now).allowed
    }
    assert allowed == act.may
    key = min(act.may)
    end_person(company[key], on=DAY, by=HOUSE, at=at())
    assert not decide(company[key], act.verb, row, at()).allowed


def test_everybody_nominates_but_the_three_administrators(company: Cast, at: Ticker) -> None:
    allowed = {
        key
        for key in company.persons
        if decide(company[key], "register.nominate", None, at.now).allowed
    }
    assert allowed == company.persons.keys() - ADMINISTRATORS


@any_act
def test_an_act_is_logged_once_and_leads_where_the_table_says(
    act: Act, company: Cast, at: Ticker
) -> None:
    row = row_for(act, company, at)
    by, last = company[min(act.may)], last_entry()
    result = act.perform(row, company, by=by, at=at)
    (entry,) = entries_after(last)
    assert (entry.verb, entry.actor, entry.outcome) == (act.verb, by.pseudonym, "done")
    assert entry.subject == reference(result if row is None else row)
    if act.to:
        stored = TradeSecret.objects.get(pk=row.pk)
        assert stored.state == row.state == act.to
        assert state_on(row, DAY) == act.to


@on_a_secret
def test_a_stale_form_is_refused_and_nothing_is_lost(act: Act, company: Cast, at: Ticker) -> None:
    row = row_for(act, company, at)
    seen = TradeSecret.objects.get(pk=row.pk).seen_at(row.version - 1)
    last = last_entry()
    with nothing_changes(), pytest.raises(Stale):
        act.perform(seen, company, by=company[min(act.may)], at=at)
    assert entries_after(last) == []


@on_a_secret
def test_a_failure_at_the_end_takes_everything_back(
    act: Act, company: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = row_for(act, company, at)
    real, made = recording.record, []

    def fail(*args: Any, **kwargs: Any) -> None:
        made.append(real(*args, **kwargs))
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(recording, "record", fail)
    with nothing_changes(), pytest.raises(RuntimeError):
        act.perform(row, company, by=company[min(act.may)], at=at)
    assert made
    assert not Entry.objects.filter(uid=made[0].uid).exists()


@on_a_secret
def test_whoever_may_not_is_refused_and_that_is_logged(act: Act, company: Cast, at: Ticker) -> None:
    row, by = row_for(act, company, at), company["sister_custodian"]
    last = last_entry()
    with nothing_changes(), pytest.raises(Refused) as refused:
        act.perform(row, company, by=by, at=at)
    assert codes(refused)
    (entry,) = entries_after(last)
    assert (entry.verb, entry.outcome, entry.actor) == (act.verb, "refused", by.pseudonym)


@on_a_secret
def test_in_a_final_state_nothing_is_done_any_more(act: Act, company: Cast, at: Ticker) -> None:
    """Who may do it is asked before; here the state alone is against it."""
    secret = scenes.nominated(company, at)
    decline = next(one for one in ON_A_SECRET if one.verb == "register.decline")
    decline.perform(secret, company, by=company["custodian"], at=at)
    if act.verb in {"register.hold", "register.narrow_audience"}:
        return
    with nothing_changes(), pytest.raises(Refused):
        act.perform(secret, company, by=company[min(act.may)], at=at)


def test_a_nomination_is_seen_by_those_who_keep_it_and_sealed(company: Cast, at: Ticker) -> None:
    secret = scenes.nominated(company, at)
    seeing = {
        key
        for key in company.persons
        if TradeSecret.objects.visible_to(company[key], at.now).exists()
    }
    assert seeing == {"engineer", "custodian", "head", "office", "office_head", "counsel"}
    assert (secret.owner, secret.created_by) == (company["engineer"], company["engineer"])
    assert "良品率".encode() not in bytes(secret.brief)
    assert (secret.nominated_on, secret.state, secret.number) == (DAY, "nominated", None)


def test_an_edit_ends_a_version_and_the_same_words_leave_it(company: Cast, at: Ticker) -> None:
    secret = scenes.described(company, at)
    first = {row.place: (row.edition, row.until_on) for row in secret.points.all()}
    assert first == {1: (1, None), 2: (1, None)}
    points = ["第一段：80 ℃ 保持 12 分钟。", "第二段改为每分钟升 4 ℃。", "第三段自然降温。"]
    words = Description(points=points, grounds=scenes.GROUNDS)
    refine(secret, description=words, by=company["custodian"], at=at(days=1))
    rows = [(row.place, row.edition, row.until_on is None) for row in secret.points.all()]
    assert rows == [(1, 1, True), (2, 1, False), (2, 2, True), (3, 1, True)]
    assert {row.edition for row in secret.grounds.all()} == {1}


def test_the_audience_is_made_as_told_and_the_owner_always_stays(company: Cast, at: Ticker) -> None:
    secret = scenes.described(company, at)
    custodian_post = company.units["MK"].posts.get(role="custodian")
    words = Description(audience=[custodian_post, company.units["FN"]])
    refine(secret, description=words, by=company["custodian"], at=at(days=1))
    rows = Audience.objects.filter(record=secret, capacity="knows", until_on=None)
    assert {row.whom for row in rows} == {
        company["engineer"], custodian_post, company.units["FN"],
    }  # fmt: skip
    ended = Audience.objects.get(record=secret, capacity="knows", person=company["chemist"])
    assert ended.until_on == at.now.date()


def test_every_move_of_the_story_stands_in_the_history(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at, grade="core")
    steps = list(Transition.objects.filter(record=secret).values_list("step", "to_state"))
    assert steps == [
        ("register.nominate", "nominated"),
        ("register.refine", "nominated"),
        ("register.propose_grading", "proposed"),
        ("grading_approved", "approved"),
        ("register.file", "active"),
    ]
    entries = set(Entry.objects.values_list("uid", flat=True))
    assert set(Transition.objects.values_list("entry", flat=True)) <= entries


def test_a_double_click_nominates_once(company: Cast, at: Ticker) -> None:
    given = {
        "title": "另一条曲线",
        "brief": "四段。",
        "whereabouts": "保险柜",
        "no_state_secret": True,
    }
    by = company["engineer"]
    nominate(**given, by=by, at=at())  # type: ignore[arg-type]
    with nothing_changes(), pytest.raises(Refused) as refused:
        nominate(**given, by=by, at=at(seconds=1))  # type: ignore[arg-type]
    assert codes(refused) == ["twice"]
    nominate(**given, by=company["chemist"], at=at(seconds=1))  # type: ignore[arg-type]
    nominate(**given, by=by, at=at(hours=1))  # type: ignore[arg-type]
    assert TradeSecret.objects.count() == 3
