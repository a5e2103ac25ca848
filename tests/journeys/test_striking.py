"""A clause that a revision strikes out is seen by everybody who is asked, and holds until then."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils.html import escape

from shoumi.demo.cast import Cast
from shoumi.domains.policies import actions as policies
from shoumi.domains.policies.daily import go_on
from shoumi.domains.policies.facts import clauses_of
from shoumi.domains.policies.governing import annexed
from shoumi.domains.policies.models import Edition as RuleEdition
from shoumi.journeys import revising
from shoumi.journeys.differing import compare
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Record
from shoumi.regime import actions as regime
from shoumi.regime.assessment import assess, edition_on
from shoumi.regime.editions.catalogue import titles_of
from shoumi.regime.models import Edition
from shoumi.regime.wall import wall
from tests.conftest import Ticker
from tests.domains.policies import story
from tests.domains.policies.story import again
from tests.domains.register import scenes
from tests.domains.register.browsing import clock, text_of
from tests.domains.register.conftest import As, as_
from tests.journeys import revisions
from tests.journeys.revisions import first

__all__ = ["as_", "clock", "first"]


@pytest.fixture
def struck(first: Edition, company: Cast, at: Ticker) -> Edition:
    """A revision without 4.M2, which is confirmed to be laid, and says the rest as before."""
    office = company["office"]
    draft = regime.draft_revision(by=office, at=at())
    return regime.strike_clause(draft, ident="4.M2", by=office, at=at())


def test_the_difference_names_its_words_and_what_is_asked_no_more(
    first: Edition, struck: Edition
) -> None:
    old = first.clauses.get(ident="4.M2")
    (one,) = [one for one in compare(first, struck) if not one.is_same]
    assert (one.words.ident, one.words.change, one.words.after) == ("4.M2", "removed", None)
    assert one.words.before is not None
    assert one.words.before.text == old.text
    assert (one.added, one.kept) == ((), ())
    assert one.removed == titles_of(old.controls, "zh")
    assert one.removed
    order = [each.words.ident for each in compare(first, struck)]
    assert order == [each.ident for each in first.clauses.all()]


def test_the_staff_are_asked_about_it(
    first: Edition, struck: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    old = first.clauses.get(ident="4.M2")
    taken = revisions.laid(company, at, struck)
    assert "4.M2" not in [one.ident for one in clauses_of(taken)]
    table = annexed(taken)
    assert table is not None
    assert "4.M2" not in [row[0] for row in table.rows]
    revisions.consulting(company, at, taken)
    for lang, words, said in (
        ("en", old.text_en, "To be struck out"), ("zh-hans", old.text, "拟删去的条款")
    ):  # fmt: skip
        engineer = as_("engineer", lang)
        for path in (f"/rule-editions/{taken.pk}", f"/rule-editions/{taken.pk}/consultation"):
            page = text_of(engineer.get(path))
            assert said in page
            assert f'<del class="said-part">{words}</del>' in page
        difference = text_of(engineer.get(f"/regime/editions/{struck.pk}/difference"))
        assert f'<del class="said-part">{words}</del>' in difference
        for title in titles_of(old.controls, lang[:2]):
            assert f'<del class="said-part">{escape(title)}</del>' in difference
    assert as_("engineer").queries(f"/rule-editions/{taken.pk}") <= 52
    assert as_("engineer").queries(f"/rule-editions/{taken.pk}/consultation") <= 34
    assert as_("engineer").queries(f"/regime/editions/{struck.pk}/difference") <= 24


def test_it_is_asked_until_the_new_edition_holds_and_not_from_that_day_on(
    first: Edition, struck: Edition, company: Cast, at: Ticker
) -> None:
    cache.clear()
    wanted = local_day(at.now) + timedelta(days=40)
    taken = revisions.published(company, at, struck, wanted_on=wanted)

    def asked(day: date) -> set[str]:
        held = edition_on(day)
        assert held is not None
        return {one.clause.ident for one in assess(held, day)}

    def on_the_wall() -> set[str]:
        held = edition_on(local_day(at.now))
        assert held is not None
        return {tile.ident for row in wall(held, at.now).rows for tile in row.tiles}

    all_of_them = {one.ident for one in first.clauses.all()}
    assert on_the_wall() == all_of_them
    at(days=45)
    go_on(by=HOUSE, at=at())
    assert again(struck).effective_on == wanted
    assert asked(wanted - timedelta(days=1)) == all_of_them
    assert asked(wanted) == all_of_them - {"4.M2"}
    assert on_the_wall() == all_of_them - {"4.M2"}
    assert "4.M2" not in [one.ident for one in clauses_of(again(taken))]


def test_it_is_named_only_until_the_new_edition_holds(
    struck: Edition, company: Cast, at: Ticker, as_: As
) -> None:
    taken = revisions.published(company, at, struck)
    path = f"/rule-editions/{taken.pk}"
    assert "To be struck out" in text_of(as_("engineer").get(path))
    go_on(by=HOUSE, at=at())
    assert again(taken).state == "in_force"
    assert "To be struck out" not in text_of(as_("engineer").get(path))


def test_the_next_revision_begins_without_it(struck: Edition, company: Cast, at: Ticker) -> None:
    taken = revisions.published(company, at, struck)
    go_on(by=HOUSE, at=at())
    at(days=1)
    following = regime.draft_revision(by=company["office"], at=at())
    assert not following.clauses.filter(ident="4.M2").exists()
    assert again(taken).state == "in_force"
    assert not [one for one in compare(again(struck), following) if not one.is_same]


def test_what_came_back_is_struck_and_brought_back_in_the_rule_too(
    struck: Edition, company: Cast, at: Ticker
) -> None:
    office = company["office"]
    taken = revisions.laid(company, at, struck)

    def said() -> list[str]:
        return [one.ident for one in clauses_of(taken)]

    revising.take_back(again(struck), by=office, at=at())
    draft = again(struck)
    regime.write_clause(draft, ident="4.M2", title="", text="守住。", by=office, at=at())
    regime.strike_clause(draft, ident="4.M3", by=office, at=at())
    regime.confirm_all(draft, by=office, at=at())
    revising.lay(again(draft), by=office, at=at())
    assert "4.M2" in said()
    assert "4.M3" not in said()


def test_the_page_says_that_it_holds_until_then(struck: Edition, as_: As) -> None:
    path = f"/regime/editions/{struck.pk}/clauses/4.M3/strike"
    assert "It stands in the edition in force, and is asked, until the day" in text_of(
        as_("office").get(path)
    )
    assert "它在现行版本中继续有效" in text_of(as_("office", "zh-hans").get(path))
    assert as_("office").queries(path) <= 24


def test_a_rule_of_its_own_shows_what_it_strikes_out_too(
    company: Cast, at: Ticker, as_: As
) -> None:
    basis = Record.objects.get(pk=scenes.nominated(company, at).pk)
    held = story.in_force(company, at, basis)
    following = policies.draft_edition(held.rule, by=company["office"], at=at())
    policies.strike_clause(
        following, clause=story.clause(following, "2"), by=company["office"], at=at()
    )
    found: RuleEdition = again(following)
    page = text_of(as_("office").get(f"/rule-editions/{found.pk}"))
    assert "To be struck out" in page
    assert f'<del class="said-part">{story.clause(held, "2").text}</del>' in page
