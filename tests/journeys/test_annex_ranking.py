"""A grade more or less in an annex, by value: places, codes, and the order of what is demanded."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from shoumi.domains.register.catalogue import Approver, Export, Level, Watermark, disorder, schemes
from shoumi.domains.register.models import Grade as Row
from shoumi.journeys.annexes import standard
from shoumi.journeys.annexes.ranking import free_code, neighbours, with_grade, without_grade

NAME = {"zh": "重点商密", "en": "Key"}
PLACES = [(preset, rank) for preset in ("default", "central", "aaa")
          for rank in range(1, len(schemes()[preset].grades) + 2)]  # fmt: skip


def more(preset: str, rank: int, *, inside: bool = False) -> dict[str, Any]:
    annex = standard.begun_with(preset)
    return with_grade(annex, code="g1", rank=rank, name=NAME, inside=inside)


def codes(annex: Mapping[str, Any]) -> list[str]:
    return [one.code for one in standard.grades_of(annex)]


def starts(annex: Mapping[str, Any]) -> list[int]:
    return [one.from_score for one in standard.grades_of(annex)]


@pytest.mark.parametrize(("preset", "rank"), PLACES)
def test_at_every_place_the_order_of_demands_holds(preset: str, rank: int) -> None:
    before = standard.begun_with(preset)
    kept = deepcopy(before)
    below_inside = rank > len([one for one in schemes()[preset].grades if one.is_secret]) + 1
    said = with_grade(before, code="g1", rank=rank, name=NAME, inside=below_inside)
    grades = standard.grades_of(said)
    assert disorder(grades) is None
    assert [one.rank for one in grades] == list(range(1, len(grades) + 1))
    expected = codes(before)
    expected.insert(rank - 1, "g1")
    assert codes(said) == expected
    assert before == kept
    assert standard.objects(said) is None


def test_it_demands_what_the_graver_one_does_and_counts_as_the_lighter_one() -> None:
    core, new, important, *_rest = standard.grades_of(more("default", 2))
    assert (new.name.zh, new.mark.en, new.rank, new.from_score) == ("重点商密", "Key", 2, 62)
    assert (new.approvers, new.export, new.max_audience) == (core.approvers, Export.NEVER, 15)
    assert (new.level, new.badge) == (important.level, important.badge)


def test_the_gravest_and_the_lightest_begin_as_their_only_neighbour() -> None:
    gravest, core, *_rest = standard.grades_of(more("default", 1))
    assert (gravest.level, gravest.from_score, gravest.approvers) == (
        Level.CORE, 88, core.approvers,
    )  # fmt: skip
    *_rest, internal, lightest = standard.grades_of(more("default", 5, inside=True))
    assert (internal.from_score, lightest.from_score) == (12, 0)
    assert (lightest.is_secret, lightest.level) == (False, Level.INTERNAL)
    assert starts(more("central", 3)) == [75, 37, 0]


def test_what_is_for_inside_use_only_counts_as_internal() -> None:
    new = standard.grades_of(more("central", 3, inside=True))[-1]
    assert (new.is_secret, new.level, new.badge) == (False, Level.INTERNAL, "grey")
    between = standard.grades_of(more("default", 4, inside=True))[3]
    assert (between.is_secret, between.watermark) == (False, Watermark.NONE)
    secret = standard.grades_of(more("default", 4))[3]
    assert (secret.is_secret, secret.level) == (True, Level.ORDINARY)
    assert secret.watermark is Watermark.VISIBLE


def test_without_room_between_two_scores_the_page_says_so() -> None:
    annex = deepcopy(standard.begun_with("default"))
    annex["grades"]["core"]["from_score"] = 51
    said = with_grade(annex, code="g1", rank=2, name=NAME, inside=False)
    found = disorder(standard.grades_of(said))
    assert found is not None
    assert found.point == "score"


def test_a_place_that_is_none_has_no_neighbours() -> None:
    for rank in (0, -1, 6, 99):
        assert neighbours(schemes()["default"].grades, rank) == (None, None)
        with pytest.raises(ValueError, match="no place"):
            more("default", rank)


@pytest.mark.parametrize(
    ("code", "left", "begin"),
    [
        ("core", ["important", "ordinary", "internal"], [50, 25, 0]),
        ("important", ["core", "ordinary", "internal"], [75, 25, 0]),
        ("internal", ["core", "important", "ordinary"], [75, 50, 0]),
    ],
)
def test_struck_the_others_close_up_and_the_lightest_begins_at_zero(
    code: str, left: list[str], begin: list[int]
) -> None:
    said = without_grade(standard.begun_with("default"), code)
    assert (codes(said), starts(said)) == (left, begin)
    assert disorder(standard.grades_of(said)) is None
    assert "internal" in standard.begun_with("default")["grades"]


def test_struck_again_the_annex_is_what_it_was() -> None:
    for preset, rank in PLACES:
        before = standard.begun_with(preset)
        if rank <= len(before["grades"]):
            assert without_grade(more(preset, rank), "g1") == before


def test_a_free_code_is_none_of_those_taken() -> None:
    assert free_code([]) == "g1"
    assert free_code(["core", "g1", "g3"]) == "g2"
    assert free_code(f"g{number}" for number in range(1, 10)) == "g10"


def test_of_two_grades_the_graver_is_told_though_one_is_out_of_use() -> None:
    """Struck at rank 3, an ordinary one stood beside an important one that two above it moved to 4:
    the rank of the struck one says nothing any more."""
    rows = {one.code: standard.row_of(one) for one in schemes()["default"].grades}
    struck, important, core = rows["ordinary"], rows["important"], rows["core"]
    struck.rank, important.rank, core.rank = 3, 4, 3
    by_gravity = sorted([struck, important, core], key=lambda one: one.gravity)
    assert by_gravity == [core, important, struck]
    lenient = Row(code="x", rank=1, level="core", approvers=[Approver.HEAD])
    assert min([lenient, important], key=lambda one: one.gravity) is important


def test_a_mark_keeps_its_shade_when_a_grade_is_added_above_it() -> None:
    before = {one.code: standard.row_of(one).shade for one in schemes()["default"].grades}
    after = {one.code: standard.row_of(one).shade for one in standard.grades_of(more("default", 1))}
    assert before == {"core": 1, "important": 2, "ordinary": 3, "internal": 4}
    assert after == {**before, "g1": 1}
