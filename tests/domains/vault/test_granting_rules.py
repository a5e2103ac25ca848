"""The rules of grants by values: limits, the stricter of two grades, what is wrong with a grant."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from shoumi.domains.vault.rules.deciding import (
    FORGED,
    KEYS_AWAY,
    NO_GRANT,
    NOT_THIS,
    REGRADED,
    STAYS,
    USED_UP,
    Facts,
    Held,
    against,
)
from shoumi.domains.vault.rules.emergencies import against_reviewer, review_by
from shoumi.domains.vault.rules.granting import (
    ACTIONS,
    Limits,
    Wanted,
    allowed,
    lapses_on,
    objection,
    reaches_until,
    recertify_by,
)
from shoumi.domains.vault.rules.taking import print_objection
from shoumi.foundation.periods import WorkCalendar

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CORE = Limits(longest_days=90, highest=True, may_leave=False)
ORDINARY = Limits(longest_days=365, highest=False, may_leave=True)
READER = Facts(
    is_administrator=False, is_closed=False, is_owner=False, knows=True,
    lacking=(), held=(), used_today=0, budget=10, may_leave=True,
)  # fmt: skip


def codes(action: str = "view", **changes: Any) -> list[str]:
    facts = Facts(**{**READER.__dict__, **changes})
    return [one.code for one in against(facts, action)]


def wanted(days: float = 2, **changes: Any) -> Wanted:
    told = {"actions": ["view"], "starts_at": AT, "ends_at": AT + timedelta(days=days)}
    return Wanted(**{**told, **changes})


@pytest.mark.parametrize("action", ["download", "copy_out"])
def test_of_a_grade_that_never_leaves_nothing_is_downloaded_or_copied_out(action: str) -> None:
    assert objection(wanted(actions=["view", action]), CORE, AT) is not None
    assert objection(wanted(actions=["view", "print_out"]), CORE, AT) is None
    assert objection(wanted(actions=list(ACTIONS)), ORDINARY, AT) is None
    held = [Held([action], None)]
    assert codes(action, held=held, may_leave=False) == [STAYS.code]
    assert codes(action, held=held) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"actions": []}, "actions"),
        ({"actions": ["view", "shred"]}, "actions"),
        ({"ends_at": AT}, "until_on"),
        ({"ends_at": AT + timedelta(days=400)}, "until_on"),
        ({"uses": 0}, "uses"),
    ],
)
def test_what_no_grade_allows(changes: dict[str, Any], field: str) -> None:
    found = objection(wanted(**changes), ORDINARY, AT)
    assert found is not None
    assert found[0] == field


def test_of_the_highest_grade_a_long_grant_names_its_uses() -> None:
    assert objection(wanted(4), CORE, AT) is not None
    assert objection(wanted(4, uses=2), CORE, AT) is None
    assert objection(wanted(3), CORE, AT) is None


def test_two_grades_allow_what_both_allow() -> None:
    both = ORDINARY.stricter(CORE)
    assert both == CORE.stricter(ORDINARY) == CORE
    assert allowed(list(ACTIONS), both) == ["view", "print_out"]
    assert allowed(list(ACTIONS), ORDINARY) == list(ACTIONS)


def test_a_grant_reaches_no_further_than_the_stricter_grade_lets_it() -> None:
    end = AT + timedelta(days=200)
    assert reaches_until(AT, end, None, ORDINARY) == end
    assert reaches_until(AT, end, 5, CORE) == AT + timedelta(days=90)
    assert reaches_until(AT, end, None, CORE) == AT + timedelta(days=3)


def test_a_grant_with_something_wrong_is_as_none_and_says_what() -> None:
    for wrong in (FORGED, KEYS_AWAY, REGRADED):
        assert codes(held=[Held(["view"], None, wrong)]) == [wrong.code]
    assert codes(held=[Held(["view"], None, FORGED), Held(["view"], None)]) == []
    assert codes(held=[Held(["view"], None, FORGED), Held(["print_out"], None)]) == [NOT_THIS.code]
    assert codes(held=[]) == [NO_GRANT.code]
    assert codes(held=[Held(["view"], 0), Held(["view"], 0)]) == [USED_UP.code]


def test_every_reason_against_is_given() -> None:
    found = codes(
        "download", is_administrator=True, is_closed=True, knows=False, may_leave=False,
        used_today=10,
    )  # fmt: skip
    assert found[:3] == ["administrator", "closed", "no_need_to_know"]
    assert found[3:] == ["no_grant", "stays", "daily_budget"]


def test_the_daily_limit_counts() -> None:
    held = [Held(["view"], None)]
    assert codes(held=held, used_today=9) == []
    assert codes(held=held, used_today=10) == ["daily_budget"]


def test_a_quarter_and_then_another() -> None:
    given = date(2026, 1, 1)
    assert recertify_by(given, None) == date(2026, 4, 3)
    assert recertify_by(given, date(2026, 4, 1)) == date(2026, 7, 2)
    assert lapses_on(given, None) == date(2026, 7, 4)


def test_copies_and_sheets_are_bounded() -> None:
    assert print_objection(1, 300) is None
    assert print_objection(10, 50) is None
    for copies, pages in ((0, 1), (11, 1), (2, 300)):
        found = print_objection(copies, pages)
        assert found is not None
        assert found[0] == "copies"


def test_the_review_is_due_on_the_next_working_day() -> None:
    assert review_by(date(2026, 11, 20), WorkCalendar.of([])) == date(2026, 11, 23)
    assert review_by(date(2026, 11, 18), WorkCalendar.of([])) == date(2026, 11, 19)


def test_neither_the_user_nor_who_named_him_reviews() -> None:
    assert [one.code for one in against_reviewer(1, 1, 2)] == ["used_it"]
    assert [one.code for one in against_reviewer(2, 1, 2)] == ["named_him"]
    assert against_reviewer(3, 1, 2) == []
