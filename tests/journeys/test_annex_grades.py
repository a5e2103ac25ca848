"""A grade is added to the draft of a grading standard, or struck; in force the register follows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions as policies
from shoumi.domains.policies.documents.edition import edition_paper
from shoumi.domains.policies.models import Edition
from shoumi.domains.register import actions as register
from shoumi.domains.register.controls import without_grade_in_use
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.register.proposing import scheme_in_use
from shoumi.domains.vault.facts import limits_for
from shoumi.journeys.annexes import standard, writing
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls import Status, find
from shoumi.kernel.documents.papers import Grid, Language
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.domains.register import scenes
from tests.journeys import annexes

KEY: dict[str, Any] = {"name": "重点商密", "name_en": "Key", "rank": 2}
PRESET = ["core", "important", "ordinary", "internal"]


def added(
    edition: Edition, cast: Cast, at: Ticker, *, by: str = "office", **changed: Any
) -> Edition:
    return writing.add_grade(again(edition), by=cast[by], at=at(), **{**KEY, **changed})


def struck(edition: Edition, code: str, cast: Cast, at: Ticker, *, by: str = "office") -> Edition:
    return writing.strike_grade(again(edition), code=code, by=cast[by], at=at())


def codes(edition: Edition) -> list[str]:
    return [one.code for one in standard.grades_of(again(edition).annex)]


def in_use() -> list[str]:
    return list(Grade.objects.in_use().order_by("rank").values_list("code", flat=True))


@pytest.fixture
def edition(company: Cast, at: Ticker) -> Edition:
    return annexes.begun(company, at, "grading_standard")


@pytest.fixture
def holding(edition: Edition, company: Cast, at: Ticker) -> Edition:
    """A standard in force with a grade between core and important."""
    added(edition, company, at)
    return annexes.in_force(company, at, again(edition))


def test_each_is_logged_once_as_the_annex_written(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    done = Entry.objects.filter(verb="policies.write_annex", outcome="done")
    before = done.count()
    added(edition, company, at)
    assert (codes(edition), done.count()) == (["core", "g1", *PRESET[1:]], before + 1)
    struck(edition, "important", company, at)
    assert (codes(edition), done.count()) == (["core", "g1", *PRESET[2:]], before + 2)
    assert not list(standard.lacks(again(edition), local_day(at.now)))


@pytest.mark.parametrize("who", ["counsel", "chair", "custodian", "engineer", "system_admin"])
def test_nobody_but_the_keepers_adds_or_strikes(
    edition: Edition, company: Cast, at: Ticker, who: str
) -> None:
    added(edition, company, at, by="legal_custodian")
    struck(edition, "g1", company, at, by="legal_custodian")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: added(edition, company, at, by=who),
        lambda: struck(edition, "core", company, at, by=who),
    )
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert codes(edition) == PRESET


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    seen, by = again(edition), company["office"]
    struck(edition, "important", company, at)
    with pytest.raises(Stale):
        writing.add_grade(seen, **KEY, by=by, at=at())
    with pytest.raises(Stale):
        writing.strike_grade(seen, code="ordinary", by=by, at=at())
    assert codes(edition) == ["core", "ordinary", "internal"]


def test_what_is_on_its_way_is_not_changed(edition: Edition, company: Cast, at: Ticker) -> None:
    story.submitted(company, at, edition)
    with pytest.raises(Refused):
        added(edition, company, at)
    with pytest.raises(Refused):
        struck(edition, "important", company, at)
    assert codes(edition) == PRESET


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("name", {"name": "绝密"}),
        ("name", {"name": "核心商密★"}),
        ("name_en", {"name_en": "Top Secret"}),
        ("name", {"name": "核心商密"}),
        ("name_en", {"name_en": "CORE"}),
        ("annex", {"name": " "}),
        ("annex", {"name": "重" * 41}),
        ("annex", {"name": "重点\u202e商密"}),
        ("rank", {"rank": 0}),
        ("rank", {"rank": 6}),
        ("rank", {"rank": -1}),
        ("inside", {"inside": True}),
        ("inside", {"inside": True, "rank": 1}),
    ],
)
def test_what_can_not_be_a_grade_is_refused_at_its_field(
    edition: Edition, company: Cast, at: Ticker, field: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as invalid:
        added(edition, company, at, **changed)
    assert invalid.value.field == field
    assert codes(edition) == PRESET


def test_a_grade_is_not_renamed_to_another_one(edition: Edition, company: Cast, at: Ticker) -> None:
    said = {
        "name": "一般商密", "name_en": "", "mark": "重要商密", "mark_en": "",
    }  # fmt: skip
    with pytest.raises(Invalid) as invalid:
        writing.write_grade(edition, code="important", by=company["office"], at=at(), **said)
    assert invalid.value.field == "name"


def test_below_what_is_no_trade_secret_stands_none(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    added(edition, company, at, rank=5)
    grades = standard.grades_of(again(edition).annex)
    assert [one.is_secret for one in grades] == [True, True, True, False, False]


def test_there_are_nine_at_most(edition: Edition, company: Cast, at: Ticker) -> None:
    for number in range(5):
        added(edition, company, at, name=f"重点{number}", name_en="", rank=1)
    assert codes(edition) == ["g5", "g4", "g3", "g2", "g1", *PRESET]
    with pytest.raises(Refused, match="最多九个"):
        added(edition, company, at)
    struck(edition, "g3", company, at)
    assert len(codes(added(edition, company, at))) == 9


def test_one_of_trade_secrets_is_left(edition: Edition, company: Cast, at: Ticker) -> None:
    struck(edition, "important", company, at)
    struck(edition, "core", company, at)
    with pytest.raises(Refused, match="至少要有一个商业秘密等级"):
        struck(edition, "ordinary", company, at)
    struck(edition, "internal", company, at)
    with pytest.raises(Refused, match="至少要有一个商业秘密等级"):
        struck(edition, "ordinary", company, at)
    (left,) = standard.grades_of(again(edition).annex)
    assert (left.code, left.rank, left.from_score) == ("ordinary", 1, 0)


def test_what_is_not_there_is_not_struck(edition: Edition, company: Cast, at: Ticker) -> None:
    for code in ("g1", "", "CORE", "../core"):
        with pytest.raises(Invalid):
            struck(edition, code, company, at)
    assert codes(edition) == PRESET


def test_without_a_scheme_there_is_no_place(company: Cast, at: Ticker) -> None:
    edition = policies.begin_rule(
        title="定密分级标准", sort="grading_standard", unit=company.units["LG"],
        applies_to=company.units["YL"], by=company["office"], at=at(),
    )  # fmt: skip
    with pytest.raises(Invalid) as invalid:
        added(edition, company, at, rank=1)
    assert invalid.value.field == "rank"


def test_a_code_never_comes_back_for_another_grade(
    holding: Edition, company: Cast, at: Ticker
) -> None:
    following = annexes.next_edition(company, at, holding)
    struck(following, "g1", company, at)
    added(following, company, at, name="关键商密", name_en="")
    assert codes(following) == ["core", "g2", *PRESET[1:]]
    annexes.in_force(company, at, again(following))
    assert in_use() == ["core", "g2", *PRESET[1:]]
    assert not Grade.objects.get(code="g1").active
    third = annexes.next_edition(company, at, following)
    struck(third, "g2", company, at)
    assert codes(added(third, company, at)) == ["core", "g3", *PRESET[1:]]


def test_in_force_a_secret_is_graded_with_it(holding: Edition, company: Cast, at: Ticker) -> None:
    """It was begun as a copy of core, so that the committee decides on it too."""
    assert in_use() == ["core", "g1", *PRESET[1:]]
    scheme = scheme_in_use()
    assert scheme is not None
    assert [scheme.for_score(one).code for one in (75, 62, 61)] == ["core", "g1", "important"]
    secret = scenes.proposed(company, at, "g1")
    for signer in ("head", "leader"):
        secret = register.approve_grading(secret, verdict="agree", by=company[signer], at=at())
    secret = register.file(scenes.resolved(secret, company, at), by=company["office"], at=at())
    assert (secret.grade, secret.is_live) == ("g1", True)
    assert not without_grade_in_use(local_day(at.now)).exists()
    assert find("register.secrets_graded").answer(local_day(at.now)).status is Status.KEPT


def test_what_bears_a_struck_grade_waits_to_be_regraded(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    edition = annexes.begun(company, at, "grading_standard")
    struck(edition, "important", company, at)
    added(edition, company, at)
    held = annexes.in_force(company, at, again(edition))
    assert held.in_force_on is not None
    assert in_use() == ["core", "g1", "ordinary", "internal"]
    assert TradeSecret.objects.get(pk=secret.pk).grade == "important"
    assert list(without_grade_in_use(held.in_force_on)) == [secret]
    due = find("register.secrets_graded").answer(held.in_force_on)
    assert (due.status, due.next_due) == (Status.DUE, held.in_force_on + timedelta(days=90))
    at(days=1)
    secret = TradeSecret.objects.get(pk=secret.pk)
    changed = register.propose_change(
        secret, kind="regrade", to_grade="g1", reason="标准已改。", by=company["custodian"], at=at()
    )
    changed = scenes.agreed(changed, company, at, "head", "leader", "committee")
    assert changed.grade == "g1"
    assert not without_grade_in_use(local_day(at.now)).exists()


def test_a_graver_one_above_core_takes_nothing_from_core(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    before = limits_for("core")
    assert before.highest
    added(edition, company, at, rank=1)
    annexes.in_force(company, at, again(edition))
    assert Grade.objects.get(code="core").rank == 2
    assert limits_for("core") == limits_for("g1") == before
    assert not limits_for("important").highest


def test_without_core_the_next_one_is_the_highest(
    edition: Edition, company: Cast, at: Ticker
) -> None:
    struck(edition, "core", company, at)
    annexes.in_force(company, at, again(edition))
    assert limits_for("important").highest
    assert limits_for("core").highest
    assert not limits_for("ordinary").highest


def test_repealed_its_grades_are_proposed_as_long_as_they_are_in_use(
    holding: Edition, company: Cast, at: Ticker
) -> None:
    office = company["office"]
    policies.propose_repeal(again(holding.rule), note="另行制定。", by=office, at=at())
    story.resolved(holding.rule, at, annexes.basis(holding))
    scheme = scheme_in_use()
    assert scheme is not None
    assert scheme.for_score(62).code == "g1"
    register.adopt_grades(preset="central", by=office, at=at())
    scheme = scheme_in_use()
    assert scheme is not None
    assert [one.code for one in scheme.grades] == ["core", "ordinary"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_on_paper_many_grades_stand_in_tables_that_can_be_read(
    edition: Edition, company: Cast, at: Ticker, language: Language
) -> None:
    for number in range(5):
        added(edition, company, at, name=f"重点{number}", name_en="", rank=1)
    paper = edition_paper(again(edition), at=at(), language=language)
    tables = [one for one in paper.blocks if isinstance(one, Grid)]
    assert [len(one.columns) for one in tables] == [4, 4, 4]
    assert len({one.columns[0].title for one in tables}) == 1
    told = [column.title for one in tables for column in one.columns[1:]]
    assert told[:5] == ["重点4", "重点3", "重点2", "重点1", "重点0"]
    assert len(told) == 9
    assert all(len(row) == 4 for one in tables for row in one.rows)
