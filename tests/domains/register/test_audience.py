"""Who may know a secret in force: as many as the grade allows, named, and the owner always."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register import actions
from shoumi.domains.register.actions import Description, amend_grade, refine
from shoumi.domains.register.models import Grade
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.records.models import Audience
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.acts import existing, propose
from tests.kernel.witness import codes, nothing_changes


def limit(cast: Cast, at: Ticker, most: int, grade: str = "important") -> None:
    values = {"max_audience": most}
    amend_grade(Grade.objects.get(code=grade), values=values, by=cast["office"], at=at())


def test_the_audience_is_as_large_as_the_grade_allows_and_no_larger(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.in_force(company, at)
    limit(company, at, 3)
    why: dict[str, Any] = {"because": "试产第三批。", "by": company["engineer"]}
    secret = actions.widen_audience(secret, whom=company["marketer"], **why, at=at())
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.widen_audience(secret, whom=company["counsel"], **why, at=at())
    assert codes(refused) == ["audience_full"]
    assert "3" in str(refused.value)
    row = Audience.objects.get(record=secret, person=company["chemist"], capacity="knows")
    secret = actions.narrow_audience(secret, row=row, by=company["engineer"], at=at())
    actions.widen_audience(secret, whom=company["counsel"], **why, at=at())


def test_more_than_the_grade_allows_is_neither_submitted_nor_regraded(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.in_force(company, at)
    limit(company, at, 1, "core")
    with nothing_changes(), pytest.raises(Refused) as refused:
        propose(secret, company, at, "regrade", to_grade="core")
    assert codes(refused) == ["audience_full"]
    limit(company, at, 1)
    other = actions.nominate(
        title="另一条", brief="四段。", whereabouts="保险柜", no_state_secret=True,
        by=company["engineer"], at=at(),
    )  # fmt: skip
    words = Description(
        category="process_parameters", origin="own", owner=company["engineer"],
        grounds=scenes.GROUNDS, points=["第一段。"], audience=[company["chemist"]],
        measures={"agreement": "已签"}, proposed_grade="important", proposed_term="P5Y",
    )  # fmt: skip
    other = refine(other, description=words, by=company["custodian"], at=at())
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.propose_grading(other, by=company["custodian"], at=at())
    assert codes(refused) == ["audience_full"]


def test_need_to_know_names_somebody_once_and_never_a_whole_company(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.in_force(company, at)
    why: dict[str, Any] = {"because": "试产。", "by": company["engineer"]}
    for whom in (company.units["YL"], company.units["HC"], company["chemist"]):
        with nothing_changes(), pytest.raises(Invalid) as refused:
            actions.widen_audience(secret, whom=whom, **why, at=at())
        assert refused.value.field == ("audience" if isinstance(whom, OrgUnit) else "whom")
    with nothing_changes(), pytest.raises(Invalid):
        actions.widen_audience(secret, whom=company["marketer"], because=" ", by=why["by"], at=at())


def test_the_owner_always_knows_and_only_its_own_rows_are_ended(company: Cast, at: Ticker) -> None:
    secret = scenes.in_force(company, at)
    rows = Audience.objects.filter(record=secret)
    owner = rows.get(person=company["engineer"], capacity="knows")
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.narrow_audience(secret, row=owner, by=company["custodian"], at=at())
    assert codes(refused) == ["owner"]
    keeps = rows.filter(capacity="keeps").first()
    other = actions.enter_existing(existing=existing(company), by=company["office"], at=at())
    foreign = Audience.objects.get(record=other, person=company["chemist"], capacity="knows")
    for row in (keeps, foreign):
        with nothing_changes(), pytest.raises(Invalid):
            actions.narrow_audience(secret, row=row, by=company["custodian"], at=at())  # type: ignore[arg-type]
