"""Official numbers: one series a legal entity and year, without gaps, whatever is taken back."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import add_unit
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.activity.ledger import UnloggedChange
from shoumi.kernel.records.models import Sequence
from shoumi.kernel.records.numbering import next_number, next_numbers
from tests.conftest import Ticker
from tests.kernel.acting import acting


class TakenBack(Exception):
    """The act that took a number failed after all."""


def take(entity: OrgUnit, at: Ticker, year: int = 2026, *, fails: bool = False) -> str:
    with acting(at):
        number = next_number(entity, "plan", "计划", year)
        if fails:
            raise TakenBack
    return number


def test_numbers_run_on_by_entity_series_and_year(cast: Cast, at: Ticker) -> None:
    company, sister = cast.units["YL"], cast.units["HC"]
    assert [take(company, at) for _ in range(3)] == [
        "计划〔2026〕1 号", "计划〔2026〕2 号", "计划〔2026〕3 号",
    ]  # fmt: skip
    assert take(sister, at) == "海川计划〔2026〕1 号"
    assert take(company, at, 2027) == "计划〔2027〕1 号"
    assert take(company, at) == "计划〔2026〕4 号"
    with acting(at):
        assert next_number(company, "notice", "通知", 2026) == "通知〔2026〕1 号"


def test_every_year_begins_at_the_entitys_starting_number(cast: Cast, at: Ticker) -> None:
    unit = add_unit(
        parent=cast.units["YL"], kind="affiliate", code="NS", name="南山公司", number_word="南山",
        number_start=57, by=HOUSE, at=at(),
    )  # fmt: skip
    assert [take(unit, at), take(unit, at), take(unit, at, 2027)] == [
        "南山计划〔2026〕57 号", "南山计划〔2026〕58 号", "南山计划〔2027〕57 号",
    ]  # fmt: skip


def test_a_number_of_an_act_that_failed_is_given_to_the_next(
    committed_cast: Cast, at: Ticker
) -> None:
    company = committed_cast.units["YL"]
    with pytest.raises(TakenBack):
        take(company, at, fails=True)
    assert not Sequence.objects.exists()
    assert take(company, at) == "计划〔2026〕1 号"
    with pytest.raises(TakenBack):
        take(company, at, fails=True)
    assert take(company, at) == "计划〔2026〕2 号"


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["YL", "HC"]), st.integers(2030, 2031), st.booleans()),
        max_size=12,
    )
)
def test_there_is_never_a_gap_nor_a_number_twice(
    cast: Cast, at: Ticker, wanted: list[tuple[str, int, bool]]
) -> None:
    with suppress(TakenBack), acting(at):
        given_out: dict[tuple[str, int], list[int]] = {}
        for code, year, fails in wanted:
            with suppress(TakenBack):
                number = take(cast.units[code], at, year, fails=fails)
                given_out.setdefault((code, year), []).append(int(number.split("〕")[1].split()[0]))
        for numbers in given_out.values():
            assert numbers == list(range(1, len(numbers) + 1))
        raise TakenBack


def test_many_numbers_are_taken_in_a_row(cast: Cast, at: Ticker) -> None:
    company = cast.units["YL"]
    take(company, at)
    with acting(at):
        assert next_numbers(company, "plan", "计划", 2026, count=2) == [
            "计划〔2026〕2 号", "计划〔2026〕3 号",
        ]  # fmt: skip
    assert take(company, at) == "计划〔2026〕4 号"


def test_a_number_is_taken_only_inside_an_act(cast: Cast) -> None:
    with pytest.raises(UnloggedChange):
        next_number(cast.units["YL"], "plan", "计划", 2026)
    assert not Sequence.objects.exists()
