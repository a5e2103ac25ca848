"""Writing the annex of a draft, one grade or one entry at a time; each is one `write_annex`."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import actions
from shoumi.domains.policies.models import Edition
from shoumi.domains.register.catalogue import MOST_GRADES, Grade
from shoumi.domains.register.catalogue.scope import is_entry_code
from shoumi.domains.register.rules.marks import bears_state_marks, refuses_as_grade_name
from shoumi.journeys.annexes import ranking, scope, standard
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions import Invalid, Refused

BOTH = ("name", "mark")
PLAIN = (
    "approvers", "review_months", "longest_grant_days", "max_audience", "default_term", "marking",
    "watermark", "export", "sign_in", "two_person", "from_score",
)  # fmt: skip
WORDS = ("name", "covers", "departments", "note")
ENOUGH_GRADES = Reason(
    "enough_grades", _("A standard has nine grades at most. Strike one of them first.")
)
LAST_GRADE = Reason(
    "last_grade", _("A standard has one grade of trade secrets at least. Add another one first.")
)


def begin_grades(edition: Edition, *, preset: str, by: Actor, at: datetime) -> Edition:
    """The annex is that preset, whatever stood there. Raises Refused, Invalid."""
    return actions.write_annex(edition, annex=standard.begun_with(preset), by=by, at=at)


def add_grade(
    edition: Edition,
    *,
    name: str,
    name_en: str = "",
    rank: int,
    inside: bool = False,
    by: Actor,
    at: datetime,
) -> Edition:
    """One grade more, which takes that rank, 1 the gravest, and demands what its neighbour does;
    one that is only for `inside` use is no trade secret. Raises Refused, Invalid."""
    said = {"name": name, "name_en": name_en}
    grades = standard.grades_of(edition.annex)
    _require_names(said, grades)
    if len(grades) >= MOST_GRADES:
        raise Refused(ENOUGH_GRADES)
    if not grades or not 1 <= rank <= len(grades) + 1:
        raise Invalid("rank", _("Choose one of the places offered."))
    graver, lighter = ranking.neighbours(grades, rank)
    if inside and lighter is not None and lighter.is_secret:
        raise Invalid(
            "inside", _("What is no trade secret stands below every grade of trade secrets.")
        )
    annex = ranking.with_grade(
        edition.annex, code=ranking.free_code(standard.codes_ever()), rank=rank,
        name=_bilingual(said, "name"),
        inside=inside or (graver is not None and not graver.is_secret),
    )  # fmt: skip
    return actions.write_annex(edition, annex=annex, by=by, at=at)


def strike_grade(edition: Edition, *, code: str, by: Actor, at: datetime) -> Edition:
    """Without the grade of that code. Raises Refused, Invalid."""
    grades = standard.grades_of(edition.annex)
    if code not in {one.code for one in grades}:
        raise Invalid("code", _("There is no such grade in the draft."))
    if not standard.may_lack(grades, code):
        raise Refused(LAST_GRADE)
    annex = ranking.without_grade(edition.annex, code)
    return actions.write_annex(edition, annex=annex, by=by, at=at)


def write_grade(edition: Edition, *, code: str, by: Actor, at: datetime, **said: Any) -> Edition:
    """One grade of the annex says this. Raises Refused, Invalid."""
    _require_names(said, [one for one in standard.grades_of(edition.annex) if one.code != code])
    annex = deepcopy(edition.annex)
    grade = annex["grades"][code]
    grade |= {name: _bilingual(said, name) for name in BOTH}
    grade |= {name: said[name] for name in PLAIN}
    grade["extension"] = said["extension_approvers"]
    return actions.write_annex(edition, annex=annex, by=by, at=at)


def begin_entries(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """The annex is our own list, whatever stood there. Raises Refused, Invalid."""
    return actions.write_annex(edition, annex=scope.first(), by=by, at=at)


def add_entry(edition: Edition, *, code: str, by: Actor, at: datetime, **said: Any) -> Edition:
    """One entry more. Raises Refused, Invalid."""
    if not is_entry_code(code):
        raise Invalid("code", _("A number is of capitals, digits, dots and dashes: T-01."))
    if code in edition.annex.get("entries", {}):
        raise Invalid("code", _("There is an entry of this number already."))
    return write_entry(edition, code=code, by=by, at=at, **said)


def write_entry(edition: Edition, *, code: str, by: Actor, at: datetime, **said: Any) -> Edition:
    """The entry of that code says this. Raises Refused, Invalid."""
    for name in WORDS:
        for field in (name, f"{name}_en"):
            if bears_state_marks(said[field]):
                raise Invalid(field, _("This bears the mark of a state secret. Write it without."))
    words = {name: _bilingual(said, name) for name in WORDS if said[name]}
    annex = deepcopy(edition.annex) or {"entries": {}}
    annex["entries"][code] = {"group": said["group"], "level": said["level"], **words}
    return actions.write_annex(edition, annex=annex, by=by, at=at)


def strike_entry(edition: Edition, *, code: str, by: Actor, at: datetime) -> Edition:
    """Without the entry of that code. Raises Refused, Invalid."""
    annex = deepcopy(edition.annex)
    annex.get("entries", {}).pop(code, None)
    return actions.write_annex(edition, annex=annex, by=by, at=at)


def _require_names(said: dict[str, Any], others: Iterable[Grade]) -> None:
    """Raises Invalid for words that no grade may bear, or a name that another one has."""
    for field in ("name", "name_en", "mark", "mark_en"):
        against = refuses_as_grade_name(said.get(field, ""))
        if against is not None:
            raise Invalid(field, against)
    taken = {name.casefold() for one in others for name in (one.name.zh, one.name.en)}
    for field in ("name", "name_en"):
        if said[field].casefold() in taken:
            raise Invalid(field, _("There is a grade of this name already."))


def _bilingual(said: dict[str, Any], name: str) -> dict[str, str]:
    """The Chinese stands for the English where that is left open."""
    return {"zh": said[name], "en": said[f"{name}_en"] or said[name]}
