"""A grading standard in force sets the grades; until another, nobody changes them by hand (4.2)."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions as policies
from shoumi.domains.policies.models import Edition
from shoumi.domains.register import actions as register
from shoumi.domains.register.controls import without_grade_in_use
from shoumi.domains.register.models import Grade, GradingStandard, TradeSecret
from shoumi.domains.register.proposing import scheme_in_use
from shoumi.journeys.annexes import standard as annex
from shoumi.journeys.annexes import writing
from shoumi.kernel.access import may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls import Status, find
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.domains.register import scenes
from tests.journeys import annexes

SAID = {
    "name": "重要商密", "name_en": "Important", "mark": "重要商密", "mark_en": "",
    "approvers": ["head", "leader", "office"],
    "extension_approvers": ["head", "leader", "office", "chair"], "review_months": 12,
    "longest_grant_days": 180, "max_audience": 50, "default_term": "P5Y",
    "marking": ["cover", "header", "footer", "file_name"], "watermark": "traced",
    "export": "approved", "sign_in": "second_factor", "two_person": True, "from_score": 50,
}  # fmt: skip


def written(edition: Edition, cast: Cast, at: Ticker, **changed: Any) -> Edition:
    """The grade “important” of a draft says this."""
    return writing.write_grade(
        again(edition), code="important", by=cast["office"], at=at(), **{**SAID, **changed}
    )


def codes() -> list[str]:
    return list(Grade.objects.in_use().order_by("rank").values_list("code", flat=True))


def test_in_force_its_grades_are_in_use_and_name_their_edition(company: Cast, at: Ticker) -> None:
    edition = annexes.begun(company, at, "grading_standard")
    written(edition, company, at, max_audience=20, from_score=60)
    assert Grade.objects.get(code="important").max_audience == 50
    before = Entry.objects.filter(verb="register.follow_standard").count()
    edition = annexes.in_force(company, at, again(edition))
    assert Grade.objects.get(code="important").max_audience == 20
    held = GradingStandard.objects.get()
    assert (held.edition_id, held.from_on, held.until_on) == (edition.pk, edition.in_force_on, None)
    assert held.scheme == edition.annex
    assert Entry.objects.filter(verb="register.follow_standard").count() == before + 1
    scheme = scheme_in_use()
    assert scheme is not None
    assert scheme.grade("important").from_score == 60


def test_while_it_governs_nobody_changes_grades_by_hand(company: Cast, at: Ticker) -> None:
    core, office = Grade.objects.get(code="core"), company["office"]
    register.amend_grade(core, values={"max_audience": 14}, by=office, at=at())
    register.adopt_grades(preset="default", by=office, at=at())
    annexes.standard(company, at)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: register.adopt_grades(preset="central", by=office, at=at()),
        lambda: register.amend_grade(again(core), values={"max_audience": 9}, by=office, at=at()),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert "起草该标准的新版本" in str(refused.value)
    assert again(core).max_audience == 15


def test_a_repeal_gives_the_grades_back_to_the_office(company: Cast, at: Ticker) -> None:
    edition = annexes.standard(company, at)
    policies.propose_repeal(again(edition.rule), note="另行制定。", by=company["office"], at=at())
    story.resolved(edition.rule, at, annexes.basis(edition))
    held = GradingStandard.objects.get()
    assert held.until_on == local_day(at.now)
    assert codes() == ["core", "important", "ordinary", "internal"]
    core = Grade.objects.get(code="core")
    register.amend_grade(core, values={"max_audience": 9}, by=company["office"], at=at())
    assert annexes.begun(company, at, "grading_standard").annex["preset"] == "default"


def test_what_bears_a_grade_of_before_waits_to_be_regraded(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    before = local_day(at.now)
    edition = annexes.standard(company, at, "central")
    on = edition.in_force_on
    assert on is not None
    assert codes() == ["core", "ordinary"]
    secret = TradeSecret.objects.get(pk=secret.pk)
    assert (secret.grade, secret.is_live) == ("important", True)
    assert list(without_grade_in_use(on)) == [secret]
    assert not without_grade_in_use(before).exists()
    graded = find("register.secrets_graded")
    due = graded.answer(on)
    assert (due.status, due.next_due) == (Status.DUE, on + timedelta(days=90))
    assert secret.number in [one.label for one in due.evidence]
    assert graded.answer(on + timedelta(days=91)).status is Status.BROKEN
    assert graded.answer(before).status is Status.KEPT
    with pytest.raises(Invalid):
        register.propose_change(
            secret, kind="regrade", to_grade="important", reason="原密级", by=company["custodian"],
            at=at(),
        )  # fmt: skip
    at(days=1)
    changed = register.propose_change(
        secret, kind="regrade", to_grade="ordinary", reason="标准已改。", by=company["custodian"],
        at=at(),
    )  # fmt: skip
    scenes.agreed(changed, company, at, "head", "leader")
    assert not without_grade_in_use(local_day(at.now)).exists()
    assert list(without_grade_in_use(on)) == [secret]


def test_the_next_edition_takes_the_place_of_the_one_before(company: Cast, at: Ticker) -> None:
    first = annexes.standard(company, at)
    following = annexes.next_edition(company, at, first)
    assert following.annex == first.annex
    written(following, company, at, max_audience=30)
    second = annexes.in_force(company, at, again(following))
    rows = GradingStandard.objects.order_by("from_on", "pk")
    assert [(one.edition_id, one.from_on, one.until_on) for one in rows] == [
        (first.pk, first.in_force_on, second.in_force_on),
        (second.pk, second.in_force_on, None),
    ]
    assert Grade.objects.get(code="important").max_audience == 30


def test_an_edition_without_order_goes_no_further(company: Cast, at: Ticker) -> None:
    edition = annexes.begun(company, at, "grading_standard")
    written(edition, company, at, max_audience=5000)
    with pytest.raises(Refused) as refused:
        story.consulted(company, at, edition)
    assert "重要" in str(refused.value)
    assert "知悉人数上限" in str(refused.value)
    written(edition, company, at, extension_approvers=["head"])
    with pytest.raises(Refused, match="延长期限"):
        story.consulted(company, at, edition)
    written(edition, company, at)
    assert story.consulted(company, at, edition).state == "consulted"


def test_an_edition_without_grades_goes_no_further(company: Cast, at: Ticker) -> None:
    edition = policies.begin_rule(
        title="定密分级标准", sort="grading_standard", unit=company.units["LG"],
        applies_to=company.units["YL"], by=company["office"], at=at(),
    )  # fmt: skip
    policies.write_clause(
        edition, ident="1", heading="目的", text="规定怎样定级。", by=company["office"], at=at()
    )
    with pytest.raises(Refused, match="附件还没有密级"):
        story.consulted(company, at, edition)


def test_there_is_one_standard_and_the_head_company_has_it(company: Cast, at: Ticker) -> None:
    annexes.begun(company, at, "grading_standard")
    with pytest.raises(Refused, match="每个公司只有一份"):
        annexes.begun(company, at, "grading_standard")
    for changed in (
        {"unit": "HC-PR", "applies_to": "HC", "who": "sister_custodian"}, {"applies_to": "RD"},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            annexes.begun(company, at, "grading_standard", **changed)


def hostile() -> list[dict[str, Any]]:
    """Annexes that are no scheme of grades."""
    preset = annex.first()
    state, unknown, nameless = deepcopy(preset), deepcopy(preset), deepcopy(preset)
    state["grades"]["core"]["name"] = {"zh": "机密", "en": "Core"}
    unknown["grades"]["core"]["export"] = "anything"
    nameless["grades"]["core"]["mark"] = {"zh": "核" * 41, "en": "Core"}
    many = {f"g{n}": preset["grades"]["core"] for n in range(10_000)}
    odd = {"../core": preset["grades"]["core"]}
    return [
        state, unknown, nameless, {**preset, "grades": many}, {**preset, "grades": odd},
        {"grades": []}, {"entries": {}},
    ]  # fmt: skip


@pytest.mark.parametrize("case", range(7))
def test_what_is_no_scheme_is_not_written(company: Cast, at: Ticker, case: int) -> None:
    edition = annexes.begun(company, at, "grading_standard")
    with pytest.raises(Invalid):
        policies.write_annex(edition, annex=hostile()[case], by=company["office"], at=at())
    assert again(edition).annex == annex.first()


def test_a_grade_never_gets_the_name_of_a_state_secret(company: Cast, at: Ticker) -> None:
    edition = annexes.begun(company, at, "grading_standard")
    with pytest.raises(Invalid) as invalid:
        written(edition, company, at, name="绝密")
    assert invalid.value.field == "name"


def test_an_annex_is_written_on_what_was_seen_last(company: Cast, at: Ticker) -> None:
    edition = annexes.begun(company, at, "grading_standard")
    seen = again(edition)
    written(edition, company, at, max_audience=40)
    with pytest.raises(Stale):
        writing.begin_grades(seen, preset="central", by=company["office"], at=at())


def test_only_the_house_follows(company: Cast, at: Ticker) -> None:
    for action in ("follow_standard", "end_standard", "follow_catalogue", "end_catalogue"):
        assert may(HOUSE, f"register.{action}", None, at())
        for who in ("office", "office_head", "chair", "custodian", "system_admin"):
            assert not may(company[who], f"register.{action}", None, at())


def test_nothing_is_taken_over_by_half(company: Cast, at: Ticker) -> None:
    edition = annexes.begun(company, at, "grading_standard")
    scheme = annex.first()
    scheme["grades"]["ordinary"]["max_audience"] = 1
    with pytest.raises(Refused):
        register.follow_standard(
            edition=edition, scheme=scheme, on=local_day(at.now), by=HOUSE, at=at()
        )
    with pytest.raises(Refused):
        register.end_standard(on=local_day(at.now), by=HOUSE, at=at())
    assert not GradingStandard.objects.exists()
    assert Grade.objects.get(code="ordinary").max_audience == 200
