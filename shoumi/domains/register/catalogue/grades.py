"""Grades (密级) as configuration: what each demands, and the schemes a company may start from.

A graver grade never demands less than a lighter one; a scheme that would is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from shoumi.domains.register.catalogue.bilingual import Bilingual
from shoumi.domains.register.catalogue.reading import Section, read_file
from shoumi.domains.register.rules.marks import refuses_as_grade_name
from shoumi.foundation.periods import Term
from shoumi.kernel.actions import is_shown


class Level(StrEnum):
    """How grave, whatever a scheme calls it; the gravest first."""

    CORE = "core"
    IMPORTANT = "important"
    ORDINARY = "ordinary"
    INTERNAL = "internal"


class Approver(StrEnum):
    """Who decides about a grade; the office checks and files and ranks with nobody."""

    HEAD = "head"
    LEADER = "leader"
    OFFICE = "office"
    CHAIR = "chair"
    COMMITTEE = "committee"


class Export(StrEnum):
    NEVER = "never"
    APPROVED = "approved"
    ALLOWED = "allowed"


class Watermark(StrEnum):
    TRACED = "traced"
    VISIBLE = "visible"
    NONE = "none"


class SignIn(StrEnum):
    FRESH_SECOND_FACTOR = "fresh_second_factor"
    SECOND_FACTOR = "second_factor"
    PASSWORD = "password"  # noqa: S105 -- the name of a strength, not a password


class Badge(StrEnum):
    CRIMSON = "crimson"
    RED = "red"
    AMBER = "amber"
    GREY = "grey"


class Place(StrEnum):
    """Where a marking must stand."""

    COVER = "cover"
    HEADER = "header"
    FOOTER = "footer"
    FILE_NAME = "file_name"


MOST_GRADES = 9
LONGEST_CODE, LONGEST_NAME = 20, 40
_AUTHORITY = {
    Approver.OFFICE: 0,
    Approver.HEAD: 1,
    Approver.LEADER: 2,
    Approver.CHAIR: 3,
    Approver.COMMITTEE: 4,
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scheme. ``rank`` 1 is the gravest; ``from_score`` is the assistant's score
    (0 to 100) from which it is proposed; lengths are in the unit that their name says."""

    code: str
    rank: int
    level: Level
    from_score: int
    name: Bilingual
    is_secret: bool
    badge: Badge
    approvers: tuple[Approver, ...]
    extension: tuple[Approver, ...]
    review_months: int
    longest_grant_days: int
    default_term: Term
    max_audience: int
    export: Export
    watermark: Watermark
    two_person: bool
    mark: Bilingual
    marking: tuple[Place, ...]
    sign_in: SignIn

    def __str__(self) -> str:
        return str(self.name)

    @property
    def authority(self) -> int:
        """How high its approval goes: head 1, leader 2, chair 3, committee 4."""
        return authority_of(self.approvers)


@dataclass(frozen=True, slots=True)
class Disorder:
    """Why grades can't be a scheme: the `point` in question, at which grade, beside which lighter
    one. ``str`` says it to whoever keeps the files."""

    point: str
    said: str
    grade: Grade | None = None
    lighter: Grade | None = None

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class Scheme:
    """The grades of one company, the gravest first. Raises ``ValueError`` without order."""

    code: str
    name: Bilingual
    grades: tuple[Grade, ...]

    def __post_init__(self) -> None:
        problem = disorder(self.grades)
        if problem is not None:
            raise ValueError(str(problem))

    def __str__(self) -> str:
        return str(self.name)

    def grade(self, code: str) -> Grade:
        """The grade of that code; raises ``KeyError``."""
        for one in self.grades:
            if one.code == code:
                return one
        raise KeyError(code)

    def for_score(self, score: int) -> Grade:
        """The gravest grade that this score reaches."""
        return next(one for one in self.grades if score >= one.from_score)

    @property
    def lightest(self) -> Grade:
        return self.grades[-1]


@cache
def schemes() -> Mapping[str, Scheme]:
    """The presets by code: ``default``, ``central``, ``aaa``. Raises ``BadCatalogue``."""
    file = read_file("grades.toml")
    found = {code: read_scheme(code, one) for code, one in file.sections("schemes")}
    file.finish()
    return MappingProxyType(found)


def preset_table(code: str) -> dict[str, Any]:
    """A preset as the table that ``read_scheme`` reads. Raises ``KeyError``."""
    table: Any = read_file("grades.toml").values["schemes"]
    found: dict[str, Any] = table[code]
    return found


def read_scheme(code: str, section: Section) -> Scheme:
    """A scheme from a table, a company's own as well as a preset. Raises ``BadCatalogue``."""
    name, grades = read_grades(section)
    try:
        return Scheme(code, name, grades)
    except ValueError as error:
        raise section.refuse(str(error)) from error


def section_of(where: str, scheme: Mapping[str, Any]) -> Section:
    """A scheme as it is kept, to be read: without the word on the preset it began from."""
    return Section(where, {name: value for name, value in scheme.items() if name != "preset"})


def read_grades(section: Section) -> tuple[Bilingual, tuple[Grade, ...]]:
    """The scheme's name and its grades by rank, each well written, in whatever order they stand to
    each other. Raises ``BadCatalogue``."""
    name = section.bilingual("name")
    listed = section.section("grades")
    if len(listed.values) > MOST_GRADES:
        raise section.refuse(f"a scheme has at most {MOST_GRADES} grades")
    grades = [_grade(code, one) for code, one in section.sections("grades")]
    section.finish()
    return name, tuple(sorted(grades, key=lambda one: one.rank))


def _grade(code: str, one: Section) -> Grade:
    grade = Grade(
        code=code,
        rank=one.number("rank", 1, 9),
        level=one.choice("level", Level),
        from_score=one.number("from_score", 0, 100),
        name=one.bilingual("name"),
        is_secret=one.flag("is_secret"),
        badge=one.choice("badge", Badge),
        approvers=one.choices("approvers", Approver),
        extension=one.choices("extension", Approver),
        review_months=one.number("review_months", 1, 120),
        longest_grant_days=one.number("longest_grant_days", 1, 366),
        default_term=one.term("default_term"),
        max_audience=one.number("max_audience", 1, 100_000),
        export=one.choice("export", Export),
        watermark=one.choice("watermark", Watermark),
        two_person=one.flag("two_person"),
        mark=one.bilingual("mark"),
        marking=one.choices("marking", Place),
        sign_in=one.choice("sign_in", SignIn),
    )
    one.finish()
    if len(code) > LONGEST_CODE or not (code.isascii() and code.isidentifier()):
        raise one.refuse(f"a code is of at most {LONGEST_CODE} letters")
    for words in (grade.code, grade.name.zh, grade.name.en, grade.mark.zh, grade.mark.en):
        if len(words) > LONGEST_NAME or not is_shown(words):
            raise one.refuse(f"names and marks have at most {LONGEST_NAME} plain characters")
        refusal = refuses_as_grade_name(words)
        if refusal:
            raise one.refuse(str(refusal))
    return grade


def disorder(grades: tuple[Grade, ...]) -> Disorder | None:
    """Why these grades can't be a scheme, or ``None``."""
    if not grades:
        return Disorder("none", "a scheme needs a grade")
    if [one.rank for one in grades] != list(range(1, len(grades) + 1)):
        return Disorder("ranks", "ranks must run 1, 2, 3 … without a gap")
    if len({one.code for one in grades}) != len(grades):
        return Disorder("codes", "a code stands twice")
    last = grades[-1]
    if last.from_score != 0:
        return Disorder(
            "lightest", f"{last.code} is the lightest grade and must begin at score 0", last
        )
    for one in grades:
        if not one.approvers or authority_of(one.approvers) == 0:
            return Disorder("approver", f"{one.code} needs an approver besides the office", one)
        if authority_of(one.extension) < min(one.authority + 1, _AUTHORITY[Approver.CHAIR]):
            return Disorder(
                "extension", f"extending {one.code} must be decided one level higher", one
            )
    for graver, lighter in zip(grades, grades[1:], strict=False):
        laxer = _laxer(graver, lighter)
        if laxer:
            said = f"{graver.code} is graver than {lighter.code}, yet its {laxer} is laxer"
            return Disorder(laxer, said, graver, lighter)
    return None


def _laxer(graver: Grade, lighter: Grade) -> str | None:
    """In which point the graver grade asks less than the lighter one, or ``None``."""
    pairs = {
        "level": _order(Level, lighter.level) - _order(Level, graver.level),
        "score": graver.from_score - lighter.from_score - 1,
        "secrecy": graver.is_secret - lighter.is_secret,
        "approval": graver.authority - lighter.authority,
        "review": lighter.review_months - graver.review_months,
        "longest grant": lighter.longest_grant_days - graver.longest_grant_days,
        "audience": lighter.max_audience - graver.max_audience,
        "export": _order(Export, lighter.export) - _order(Export, graver.export),
        "watermark": _order(Watermark, lighter.watermark) - _order(Watermark, graver.watermark),
        "second person": graver.two_person - lighter.two_person,
        "marking": -len(set(lighter.marking) - set(graver.marking)),
        "sign-in": _order(SignIn, lighter.sign_in) - _order(SignIn, graver.sign_in),
    }
    return next((point for point, more in pairs.items() if more < 0), None)


def _order(kind: Iterable[StrEnum], member: StrEnum) -> int:
    return list(kind).index(member)


def authority_of(approvers: Iterable[str]) -> int:
    """How high it goes where these decide: 0 where nobody but the office does."""
    return max((_AUTHORITY[Approver(one)] for one in approvers), default=0)
