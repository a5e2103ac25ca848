"""A grade more or less in the annex of a grading standard: its place, and what it begins with.

The ranks always run 1, 2, 3 …, the gravest first, and what a new grade demands is copied from a
neighbour, so that a graver one never asks less than a lighter one.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from itertools import count
from typing import Any

from shoumi.domains.register.catalogue import Badge, Grade, Level
from shoumi.journeys.annexes.standard import grades_of

# Above the gravest grade there is none: it is proposed up to this score, and no score reaches it.
ABOVE_ALL = 101


def neighbours(grades: tuple[Grade, ...], rank: int) -> tuple[Grade | None, Grade | None]:
    """Between which two a grade of that rank would stand: the graver and the lighter one."""
    graver = grades[rank - 2] if 1 < rank <= len(grades) + 1 else None
    lighter = grades[rank - 1] if 0 < rank <= len(grades) else None
    return graver, lighter


def free_code(taken: Iterable[str]) -> str:
    """A code that is none of these."""
    known = set(taken)
    return next(code for code in (f"g{number}" for number in count(1)) if code not in known)


def with_grade(
    annex: Mapping[str, Any], *, code: str, rank: int, name: Mapping[str, str], inside: bool
) -> dict[str, Any]:
    """The annex with one grade more, which takes that rank and, if `inside`, is no trade secret.

    What it demands is that of the graver neighbour; how grave it counts, that of the lighter one.
    """
    grades = grades_of(annex)
    graver, lighter = neighbours(grades, rank)
    pattern = graver if graver is not None and not (inside and lighter is not None) else lighter
    if pattern is None:
        raise ValueError(f"there is no place {rank} among {len(grades)} grades")
    counted = lighter if lighter is not None and lighter.is_secret != inside else pattern
    of_its_kind = counted.is_secret != inside
    said = deepcopy(dict(annex))
    table = said["grades"]
    table[code] = deepcopy(table[pattern.code]) | {
        "name": dict(name),
        "mark": dict(name),
        "is_secret": not inside,
        "level": (counted.level if of_its_kind else Level.INTERNAL).value,
        "badge": (counted.badge if of_its_kind else Badge.GREY).value,
        "from_score": _halfway(graver, lighter),
    }
    if graver is not None and lighter is None and graver.from_score == 0:
        above = neighbours(grades, graver.rank)[0]
        table[graver.code]["from_score"] = _between(above) // 2
    order = [one.code for one in grades]
    return _ranked(said, [*order[: rank - 1], code, *order[rank - 1 :]])


def without_grade(annex: Mapping[str, Any], code: str) -> dict[str, Any]:
    """The annex without that grade; if it was the lightest, the next one begins at score 0."""
    *above, lightest = (one.code for one in grades_of(annex))
    said = deepcopy(dict(annex))
    del said["grades"][code]
    if code == lightest and above:
        said["grades"][above[-1]]["from_score"] = 0
    return _ranked(said, [one for one in (*above, lightest) if one != code])


def _halfway(graver: Grade | None, lighter: Grade | None) -> int:
    return (_between(graver) + lighter.from_score) // 2 if lighter is not None else 0


def _between(graver: Grade | None) -> int:
    """The score up to which what stands below is proposed."""
    return graver.from_score if graver is not None else ABOVE_ALL


def _ranked(annex: dict[str, Any], order: list[str]) -> dict[str, Any]:
    for rank, code in enumerate(order, start=1):
        annex["grades"][code]["rank"] = rank
    return annex
