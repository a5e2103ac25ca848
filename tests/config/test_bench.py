"""The measurements run from the command line, apart from any company's data, and give figures."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shoumi.config.bench import company, filling, register
from shoumi.config.bench import regime as regime_bench
from shoumi.kernel.controls import all_controls
from tests.config.conftest import Shoumi

RECORDS = 400


def leaves(told: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for name, value in told.items():
        if isinstance(value, dict):
            yield from leaves(value)
        else:
            yield name, value


@pytest.fixture
def made(db: None) -> company.Company:
    made = company.found()
    filling.fill(made, RECORDS, lambda step: None)
    return made


def test_the_made_up_register_is_what_the_figures_say(made: company.Company) -> None:
    told = register.measure(made, rounds=2)["register"]
    context = told["context"]
    assert context["records"] == RECORDS
    assert context["audience_rows"] >= 10 * RECORDS
    assert context["seen_by_office"] == RECORDS
    assert context["seen_by_few"] == filling.SEEN_BY_FEW
    assert context["seen_by_restricted"] == RECORDS // 50
    assert context["list_bytes"] > context["bare_bytes"]


def test_the_list_is_measured_against_a_bare_view(made: company.Company) -> None:
    told = register.measure(made, rounds=2)["register"]
    assert told["list_p95_over_bare"] > 0
    assert told["list_queries"] <= 12
    assert told["list_for_few_queries"] <= 12
    assert told["list_for_office_queries"] <= 12
    assert all(isinstance(value, int | float) for _name, value in leaves(told))


def test_the_fifth_page_is_reached_by_links(made: company.Company) -> None:
    see = register.visit(made, company.OFFICE, "/secrets")
    onward = register._onward(see())
    assert onward.startswith("?")
    assert "after=" in onward


def test_a_page_that_does_not_come_stops_the_measurement(made: company.Company) -> None:
    with pytest.raises(RuntimeError, match="404"):
        register.visit(made, company.OFFICE, "/no-such-page")()


def test_every_control_is_measured_within_its_budget(made: company.Company) -> None:
    told = regime_bench.measure(rounds=1)["regime"]
    assert set(told["controls"]) == set(all_controls())
    for name, control in all_controls().items():
        assert told["controls"][name]["queries"] <= control.queries, name
    assert told["assess_queries"] >= len(all_controls())
    assert told["assess_seconds"] > 0


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(number) for number in range(1, 21)]
    assert register.percentile(values, 50) == 10
    assert register.percentile(values, 95) == 19
    assert register.percentile([7.0], 95) == 7


@pytest.mark.slow
def test_the_command_prints_figures_and_touches_no_data_folder(
    folder: Path, shoumi: Shoumi
) -> None:
    done = shoumi("bench", "log", "--size", "small", "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told) == {"machine", "log"}
    assert told["log"]["logged_over_unlogged"] > 0
    assert all(isinstance(value, int | float) for _name, value in leaves(told))
    assert "20000 entries" in done.stderr
    assert not folder.exists()


def test_an_unknown_part_is_refused(shoumi: Shoumi) -> None:
    done = shoumi("bench", "weather")
    assert done.returncode == 2
    assert "register" in done.stderr
