"""This year's plan at the head of the director's and the office's home page."""

from django.utils import translation

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions, heads
from shoumi.domains.programme.models import Plan
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.register.conftest import As


def test_where_there_is_none_the_office_is_shown_the_way(house: Cast, at: Ticker, as_: As) -> None:
    (one,) = heads.this_years(house["office"], at.now)
    assert (one.url, str(one.value)) == ("/plans/new", "–")
    assert as_("office").get(one.url).status_code == 200
    (other,) = heads.this_years(house["chair"], at.now)
    assert as_("chair").get(other.url).status_code == 200
    assert not heads.this_years(house["engineer"], at.now)
    assert not heads.this_years(house["system_admin"], at.now)


def test_it_says_where_the_plan_stands(house: Cast, at: Ticker) -> None:
    translation.activate("en")
    plan = actions.begin_plan(
        sort="yearly", entity=house.units["YL"], from_year=story.day(at).year, by=house["office"],
        at=at(),
    )  # fmt: skip
    (one,) = heads.this_years(house["office"], at.now)
    assert (one.url, one.value, str(one.note)) == (f"/plans/{plan.pk}", plan.from_year, "Draft")
    actions.withdraw_plan(Plan.objects.get(pk=plan.pk), note="重写", by=house["office"], at=at())
    assert heads.this_years(house["office"], at.now)[0].url == "/plans/new"
