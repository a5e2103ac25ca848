"""The committee's pages are measured within their budgets, over rows that are what they say."""

from pathlib import Path

import pytest

from shoumi.config.bench import committee, company, filling
from shoumi.config.bench.aims import AIMS
from shoumi.domains.notices.models import Circular
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.storage import keyring
from shoumi.kernel.tasks.models import Occurrence, Task
from shoumi.kernel.ui.work import heads, piles

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
TASKS = 300


@pytest.fixture
def made(data: Path, db: None) -> company.Company:
    keyring.establish(at=company.AT)
    made = company.found()
    filling.fill(made, 50, lambda step: None)
    return made


def test_every_page_is_measured_and_keeps_its_queries(made: company.Company) -> None:
    filled = committee.fill(made, TASKS, lambda step: None)
    told = committee.measure(made, filled, rounds=1)["committee"]
    context = told["context"]
    assert context["tasks"] == Task.objects.count() == Occurrence.objects.count() >= TASKS
    lists = {one for one in told if one.endswith("_queries") and not one.startswith("home")}
    assert len(lists) == 14
    for name in lists - {"sending_queries"}:
        assert told[name] <= 12, name
    # The frame, then one for each pile, and what the figures and cards of a post say they cost.
    home = 5 + len(piles.declared())
    assert told["home_for_office_queries"] <= home + heads.most_queries()
    assert told["home_for_employee_queries"] <= home
    assert all(value > 0 for name, value in told.items() if name != "context")
    aims = {one.removeprefix("committee.") for one in AIMS if one.startswith("committee.")}
    assert aims - {"assess_seconds"} <= set(told)


def test_a_circular_reaches_everybody_with_a_bounded_number_of_statements(
    made: company.Company,
) -> None:
    filled = committee.fill(made, TASKS, lambda step: None)
    told = committee.measure(made, filled, rounds=1)["committee"]
    circular = Circular.objects.latest("pk")
    sent = Receipt.objects.filter(dispatch__record_id=circular.pk)
    assert sent.count() > len(made.people) == 2000
    assert told["sending_queries"] < 120
