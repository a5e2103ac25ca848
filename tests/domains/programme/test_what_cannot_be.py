"""Plans and items that cannot be: each is refused with what to do about it."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions
from shoumi.domains.programme.models import Plan
from shoumi.kernel.actions import Invalid, Refused
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.programme.story import again
from tests.kernel.witness import codes


def test_no_two_plans_for_one_year(house: Cast, at: Ticker, draft: Plan) -> None:
    with pytest.raises(Refused) as refused:
        story.begun(house, at)
    assert codes(refused) == ["there_already"]
    story.begun(house, at, sort="long", from_year=2027, to_year=2030)
    with pytest.raises(Refused):
        story.begun(house, at, sort="long", from_year=2030, to_year=2032)
    actions.withdraw_plan(again(draft), note="重来", by=house["office"], at=at())
    assert story.begun(house, at).number == "密计〔2026〕2 号"


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "decade"}, {"from_year": 2019}, {"from_year": 2050}, {"starter": "no.such"},
        {"sort": "long", "to_year": 2027}, {"sort": "long", "to_year": 2040},
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be(house: Cast, at: Ticker, asked: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        story.begun(house, at, **asked)
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("text", {"text": " "}), ("due_on", {"due_on": None}), ("every", {"every": "daily"}),
        ("due_on", {"due_on": date(2028, 1, 1)}), ("days", {"every": "days", "due_on": None}),
        ("clauses", {"clauses": ["第四条"]}), ("lead", {"lead": "chemist"}),
        ("lead", {"lead": "sister_leader_gone"}),
    ],
)  # fmt: skip
def test_an_item_that_cannot_be(
    house: Cast, at: Ticker, draft: Plan, field: str, other: dict[str, object]
) -> None:
    """Among them a lead without an account, and one who has left."""
    if other.get("lead") == "chemist":
        other = {"lead": house["chemist"]}
    elif other.get("lead") is not None:
        person = house["head"]
        person.until_on = story.day(at)
        other = {"lead": person}
    with pytest.raises(Invalid) as invalid:
        actions.write_item(
            again(draft), written=story.written(house, **other), by=house["office"], at=at()
        )
    assert invalid.value.field == field


def test_an_empty_draft_asks_nobody(house: Cast, at: Ticker) -> None:
    plan = story.begun(house, at)
    with pytest.raises(Refused) as refused:
        actions.consult_plan(
            plan, closes_on=story.day(at) + timedelta(days=5), by=house["office"], at=at()
        )
    assert codes(refused) == ["guard"]
