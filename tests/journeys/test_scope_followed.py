"""A scope catalogue in force says what is protected, and the register keeps to it (2.2)."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions as policies
from shoumi.domains.register import actions as register
from shoumi.domains.register.actions import Description
from shoumi.domains.register.catalogue import starter_table
from shoumi.domains.register.models import ScopeEntry, TradeSecret
from shoumi.domains.register.scoping import entries_for, outside_scope
from shoumi.domains.register.submission import readiness
from shoumi.journeys.annexes import scope as annex
from shoumi.journeys.annexes import writing
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls import Status, Verdict, find
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.domains.register import scenes
from tests.domains.register.acts import existing
from tests.journeys import annexes


def listed(day: Any) -> Verdict:
    return find("register.scope_listed").answer(day)


def entry_of(cast: Cast, unit: str, code: str) -> ScopeEntry:
    return next(one for one in entries_for(cast.units[unit]) if one.code == code)


def test_in_force_its_entries_hold_for_the_company_and_those_below(
    company: Cast, at: Ticker
) -> None:
    assert entries_for(company.units["RD"]) == []
    edition = annexes.catalogue(company, at)
    assert Entry.objects.filter(verb="register.follow_catalogue").count() == 1
    rows = entries_for(company.units["RD"], edition.in_force_on)
    assert [one.code for one in rows] == list(starter_table()["entries"])
    formulas = rows[[one.code for one in rows].index("T-02")]
    assert (formulas.group, formulas.level, formulas.edition_id) == ("formulas", "core", edition.pk)
    assert (formulas.from_on, formulas.until_on) == (edition.in_force_on, None)
    assert entries_for(company.units["HC-PR"]) == rows
    assert edition.in_force_on is not None
    assert entries_for(company.units["RD"], edition.in_force_on - timedelta(days=1)) == []


def test_an_affiliate_with_a_catalogue_of_its_own_follows_that(company: Cast, at: Ticker) -> None:
    annexes.catalogue(company, at)
    own = annexes.begun(company, at, "scope_catalogue", unit="HC", applies_to="HC")
    for code in starter_table()["entries"]:
        if code != "B-02":
            writing.strike_entry(again(own), code=code, by=company["office"], at=at())
    annexes.in_force(company, at, again(own))
    assert [one.code for one in entries_for(company.units["HC-PR"])] == ["B-02"]
    assert len(entries_for(company.units["RD"])) == len(starter_table()["entries"])


def test_the_next_edition_ends_the_entries_before_it(company: Cast, at: Ticker) -> None:
    first = annexes.catalogue(company, at)
    secret = scenes.described(company, at)
    kept = register.refine(
        secret, description=Description(scope_entry=entry_of(company, "RD", "T-03")),
        by=company["custodian"], at=at(),
    )  # fmt: skip
    following = annexes.next_edition(company, at, first)
    said = annexes.entry(group="processes", name="工艺")
    writing.write_entry(following, code="T-03", by=company["office"], at=at(), **said)
    writing.strike_entry(again(following), code="T-01", by=company["office"], at=at())
    second = annexes.in_force(company, at, again(following))
    old = ScopeEntry.objects.filter(edition=first.pk)
    assert {one.until_on for one in old} == {second.in_force_on}
    now = entries_for(company.units["RD"])
    assert "T-01" not in [one.code for one in now]
    assert str(entry_of(company, "RD", "T-03")) == "T-03 工艺"
    assert TradeSecret.objects.get(pk=kept.pk).scope_entry in old
    assert not readiness(TradeSecret.objects.get(pk=kept.pk)).missing


def test_a_repealed_catalogue_holds_for_nobody(company: Cast, at: Ticker) -> None:
    edition = annexes.catalogue(company, at)
    policies.propose_repeal(again(edition.rule), note="另行制定。", by=company["office"], at=at())
    at(days=3)
    story.resolved(edition.rule, at, annexes.basis(edition))
    assert entries_for(company.units["RD"]) == []
    assert {one.until_on for one in ScopeEntry.objects.all()} == {local_day(at.now)}


def test_scope_is_due_without_a_catalogue_and_kept_with_one_on_that_day(
    company: Cast, at: Ticker
) -> None:
    assert listed(local_day(at.now)).status is Status.UNKNOWN
    scenes.in_force(company, at)
    before = local_day(at.now)
    due = listed(before)
    assert due.status is Status.DUE
    assert due.step is not None
    assert due.step.place == "policies.rules"
    edition = annexes.catalogue(company, at)
    on = edition.in_force_on
    assert on is not None
    with CaptureQueriesContext(connection) as queries:
        kept = listed(on)
    assert len(queries) <= find("register.scope_listed").queries
    assert kept.status is Status.KEPT
    evidence = [(one.subject, one.label, one.on) for one in kept.evidence]
    assert evidence == [(f"policies.edition/{edition.pk}", edition.reference, on)]
    assert listed(before).status is Status.DUE
    assert listed(on - timedelta(days=1)).status is Status.DUE


def test_scope_is_broken_by_what_lies_outside_it(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    edition = annexes.catalogue(company, at, "T-03")
    on = edition.in_force_on
    assert on is not None
    broken = listed(on)
    assert broken.status is Status.BROKEN
    assert [one.label for one in broken.evidence] == [secret.number]
    assert listed(on - timedelta(days=1)).status is Status.DUE
    assert list(outside_scope(on)) == [TradeSecret.objects.get(pk=secret.pk)]
    following = annexes.next_edition(company, at, edition)
    said = annexes.entry(group="processes")
    writing.add_entry(following, code="T-03", by=company["office"], at=at(), **said)
    annexes.in_force(company, at, again(following))
    assert listed(local_day(at.now)).status is Status.KEPT
    assert listed(on).status is Status.BROKEN


def test_a_secret_without_category_breaks_it_with_a_catalogue_too(
    company: Cast, at: Ticker
) -> None:
    annexes.catalogue(company, at)
    gap = register.enter_existing(
        existing=replace(existing(company), category=""), by=company["office"], at=at()
    )
    found = listed(local_day(at.now))
    assert found.status is Status.BROKEN
    assert [one.label for one in found.evidence] == [gap.number]
    assert found.step is not None
    assert found.step.query == "missing=category"


def nominate(cast: Cast, at: Ticker, entry: ScopeEntry | None, who: str = "engineer") -> Any:
    return register.nominate(
        title="新底漆配方", brief="配比决定附着力。", whereabouts="保密柜", no_state_secret=True,
        scope_entry=entry, by=cast[who], at=at(),
    )  # fmt: skip


def test_a_nomination_keeps_the_entry_and_takes_only_one_in_force(
    company: Cast, at: Ticker
) -> None:
    first = annexes.catalogue(company, at)
    entry = entry_of(company, "RD", "T-02")
    assert nominate(company, at, entry).scope_entry == entry
    assert nominate(company, at, None, "chemist").scope_entry is None
    following = annexes.next_edition(company, at, first)
    writing.strike_entry(following, code="T-01", by=company["office"], at=at())
    annexes.in_force(company, at, again(following))
    with pytest.raises(Invalid) as invalid:
        nominate(company, at, entry)
    assert invalid.value.field == "scope_entry"


def test_what_an_entry_covers_names_it_before_it_is_submitted(company: Cast, at: Ticker) -> None:
    annexes.catalogue(company, at, "T-01")
    secret = scenes.described(company, at)
    assert readiness(secret).missing == ("范围目录条目",)
    with pytest.raises(Refused):
        register.propose_grading(again(secret), by=company["custodian"], at=at())
    derived = Description(scope_entry="")
    register.refine(again(secret), description=derived, by=company["custodian"], at=at())
    assert again(secret).scope_entry == entry_of(company, "RD", "T-03")
    named = Description(scope_entry=entry_of(company, "RD", "T-02"))
    register.refine(again(secret), description=named, by=company["custodian"], at=at())
    assert not readiness(again(secret)).missing
    assert again(secret).scope_entry == entry_of(company, "RD", "T-02")
    outside = Description(category="product_drawing", scope_entry="")
    register.refine(again(secret), description=outside, by=company["custodian"], at=at())
    assert not readiness(again(secret)).missing


def hostile() -> list[dict[str, Any]]:
    """Annexes that are no list of entries."""
    table = starter_table()
    one = table["entries"]["T-01"]
    state, unknown, level, long = (deepcopy(table) for _ in range(4))
    state["entries"]["T-01"]["covers"] = {"zh": "绝密★三十年", "en": "x"}
    unknown["entries"]["T-01"]["group"] = "nowhere"
    level["entries"]["T-01"]["level"] = "top"
    long["entries"]["T-01"]["name"] = {"zh": "长" * 61, "en": "x"}
    unshown = deepcopy(table)
    unshown["entries"]["T-01"]["note"] = {"zh": "空\x00白", "en": "x"}
    many = {"entries": {f"T{n}": one for n in range(10_000)}}
    odd = {"entries": {"../T": one}}
    return [state, unknown, level, long, unshown, many, odd, {"grades": {}}, {"entries": []}]


@pytest.mark.parametrize("case", range(9))
def test_what_is_no_list_is_not_written(company: Cast, at: Ticker, case: int) -> None:
    edition = annexes.begun(company, at, "scope_catalogue")
    with pytest.raises(Invalid):
        policies.write_annex(edition, annex=hostile()[case], by=company["office"], at=at())
    assert again(edition).annex == annex.first()
    with pytest.raises(Refused):
        register.follow_catalogue(
            entity=company.units["YL"], edition=edition, entries=hostile()[case],
            on=local_day(at.now), by=HOUSE, at=at(),
        )  # fmt: skip
    assert not ScopeEntry.objects.exists()


def test_entries_are_written_one_by_one(company: Cast, at: Ticker) -> None:
    edition = policies.begin_rule(
        title="范围目录", sort="scope_catalogue", unit=company.units["LG"],
        applies_to=company.units["YL"], by=company["office"], at=at(),
    )  # fmt: skip
    by = company["office"]
    policies.write_clause(edition, ident="1", heading="范围", text="见附件。", by=by, at=at())
    with pytest.raises(Refused, match="还没有条目"):
        story.consulted(company, at, edition)
    seen = again(edition)
    writing.add_entry(again(edition), code="T-01", by=by, at=at(), **annexes.entry())
    with pytest.raises(Stale):
        writing.add_entry(seen, code="T-02", by=by, at=at(), **annexes.entry())
    for code in ("T-01", "t-02", "T/2", "T" * 13):
        with pytest.raises(Invalid) as invalid:
            writing.add_entry(again(edition), code=code, by=by, at=at(), **annexes.entry())
        assert invalid.value.field == "code"
    with pytest.raises(Invalid) as invalid:
        writing.write_entry(
            again(edition), code="T-01", by=by, at=at(), **annexes.entry(covers="机密★资料")
        )
    assert invalid.value.field == "covers"
    (entry,) = annex.entries_of(again(edition).annex)
    assert (entry.code, entry.covers.zh, entry.covers.en, entry.note) == (
        "T-01", "产品配方。", "产品配方。", None,
    )  # fmt: skip
    assert story.consulted(company, at, edition).state == "consulted"


def test_a_company_has_one_catalogue(company: Cast, at: Ticker) -> None:
    annexes.begun(company, at, "scope_catalogue")
    with pytest.raises(Refused, match="每个公司只有一份"):
        annexes.begun(company, at, "scope_catalogue")
    annexes.begun(company, at, "scope_catalogue", unit="BY", applies_to="BY")
    with pytest.raises(Refused):
        register.end_catalogue(entity=company.units["YL"], on=local_day(at.now), by=HOUSE, at=at())
