"""The grading standard's annex is a scheme of grades; in force, its grades are the register's."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import governing
from shoumi.domains.policies.models import Edition, Rule
from shoumi.domains.register import actions as register
from shoumi.domains.register.actions.grades import taken_from
from shoumi.domains.register.biting import bites
from shoumi.domains.register.catalogue import (
    BadCatalogue,
    Disorder,
    Grade,
    disorder,
    preset_table,
    read_grades,
    section_of,
)
from shoumi.domains.register.models import Grade as Row
from shoumi.domains.register.models import GradingStandard
from shoumi.kernel.accounts.house import HOUSE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SORT = Rule.Sort.GRADING_STANDARD
PRESET = "default"
# More columns than these beside the first are too narrow for words on a sheet.
BESIDE = 4
NO_GRADES = _("The annex has no grades yet. Begin with one of the schemes offered.")
POINTS = {
    "level": _("how grave it is"),
    "score": _("the score from which it is proposed"),
    "secrecy": _("whether it is a trade secret"),
    "approval": _("who decides"),
    "review": _("how often it is reviewed"),
    "longest grant": _("how long a grant lasts"),
    "audience": _("how many may be named"),
    "export": _("what may leave the company"),
    "watermark": _("the watermark"),
    "second person": _("the second person at destruction"),
    "marking": _("where the marking stands"),
    "sign-in": _("the sign-in"),
}


def begun_with(preset: str) -> dict[str, Any]:
    """The annex that begins with a preset. Raises KeyError."""
    return {"preset": preset, **preset_table(preset)}


def first() -> dict[str, Any]:
    return begun_with(PRESET)


def grades_of(annex: Mapping[str, Any]) -> tuple[Grade, ...]:
    """Those of an annex, the gravest first. Raises BadCatalogue."""
    if not annex:
        return ()
    _name, grades = read_grades(section_of("annex", annex))
    return grades


def objects(annex: Mapping[str, Any]) -> "StrOrPromise | None":
    """Against what is no scheme of grades at all, or gives a grade a name that it must not have."""
    try:
        grades_of(annex)
    except BadCatalogue:
        return _("This is no scheme of grades, or a grade has a name that it must not have.")
    return None


def lacks(edition: Edition, _day: date) -> "Iterator[StrOrPromise]":
    """The grades are in order: a graver one never asks less than a lighter one."""
    found = disorder(grades_of(edition.annex))
    if found is not None:
        yield worded(found)


def worded(found: Disorder) -> "StrOrPromise":
    """Why the grades of a draft can't be adopted as they stand."""
    if found.lighter is not None:
        told = {"graver": found.grade, "lighter": found.lighter, "point": POINTS[found.point]}
        return _("“%(graver)s” is graver than “%(lighter)s”, yet asks less of %(point)s.") % told
    said = {
        "lightest": _("“%(grade)s” is the lightest grade and must begin at score 0."),
        "approver": _("“%(grade)s” needs somebody who decides besides the office."),
        "extension": _("Extending “%(grade)s” must be decided one level higher than grading."),
    }.get(found.point)
    return said % {"grade": found.grade} if said is not None else NO_GRADES


def codes_ever() -> frozenset[str]:
    """Of every grade that the register or any edition of the standard ever had: secrets may still
    bear it, so none of them comes to mean another thing."""
    annexes = Edition.objects.filter(rule__sort=SORT).values_list("annex", flat=True)
    written = (code for annex in annexes for code in annex.get("grades", {}))
    return frozenset(written) | frozenset(Row.objects.values_list("code", flat=True))


def may_lack(grades: tuple[Grade, ...], code: str) -> bool:
    """Whether a grade of trade secrets is left without that one."""
    return any(one.is_secret for one in grades if one.code != code)


def row_of(grade: Grade) -> Row:
    """The grade as the register would keep it; not stored."""
    return Row(code=grade.code, **taken_from(grade))


def told(edition: Edition) -> governing.Annexed | None:
    """What is demanded in rows, the grades in columns."""
    rows = [row_of(grade) for grade in grades_of(edition.annex)]
    demands = [[(t("Proposed from a score of"), str(row.from_score)), *bites(row)] for row in rows]
    return governing.Annexed(
        title=t("The grades and what they demand"),
        columns=(t("What is demanded"), *(str(row) for row in rows)),
        rows=[
            (together[0][0], *(value or t("none") for _label, value in together))
            for together in zip(*demands, strict=True)
        ],
        widths=(1.1, *[1.0] * len(rows)),
        beside=BESIDE,
    )


def follow(edition: Edition, on: date, at: datetime) -> None:
    register.follow_standard(edition=edition, scheme=edition.annex, on=on, by=HOUSE, at=at)


def lapse(edition: Edition, on: date, at: datetime) -> None:
    if GradingStandard.objects.filter(edition=edition.pk, until_on=None).exists():
        register.end_standard(on=on, by=HOUSE, at=at)
