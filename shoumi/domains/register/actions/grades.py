"""The scheme of grades in use: adopted from a preset, amended, never with a state's words (4.2)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.catalogue.grades import Grade as Preset
from shoumi.domains.register.catalogue.grades import Scheme, schemes
from shoumi.domains.register.models import Grade, GradingStandard, TradeSecret
from shoumi.domains.register.models.secret import LIVE
from shoumi.domains.register.rules.marks import refuses_as_grade_name
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action

FREE = (
    "name", "name_en", "approvers", "extension_approvers", "review_months", "longest_grant_days",
    "default_term", "max_audience", "export", "watermark", "two_person", "mark", "mark_en",
    "marking", "sign_in", "from_score",
)  # fmt: skip
STANDARD_GOVERNS = Reason(
    "standard_governs",
    _("The grades come from the grading standard in force. Draft an edition of that standard."),
)


@action("register.adopt_grades", label=_("Adopt a scheme of grades"), clauses=("4.2",))
def adopt_grades(*, preset: str, by: Actor, at: datetime) -> Grade:
    """Put a preset's grades in use; grades that no secret bears any more go out of use.

    Raises Refused while an edition of the grading standard governs; Invalid while a secret in
    force, or on its way there, bears a grade that the preset lacks.
    """
    require_no_standard(at)
    scheme = schemes().get(preset)
    if scheme is None:
        raise Invalid("preset", _("Choose one of the schemes offered."))
    codes = [grade.code for grade in scheme.grades]
    graded = TradeSecret.objects.in_state(*LIVE, "approved", "quarantined").exclude(grade="")
    stranded = graded.exclude(grade__in=codes)
    if stranded.exists():
        raise Invalid(
            "preset", _("Secrets in force bear grades that this scheme lacks; regrade them first.")
        )
    return put_in_use(scheme, preset)


def require_no_standard(at: datetime) -> None:
    """What the committee adopted is changed by its next edition. Raises Refused."""
    if GradingStandard.objects.at(local_day(at)).exists():
        raise Refused(STANDARD_GOVERNS)


def put_in_use(scheme: Scheme, preset: str) -> Grade:
    """These grades and no others are in use; answers the gravest."""
    codes = [grade.code for grade in scheme.grades]
    for left in Grade.objects.in_use().exclude(code__in=codes):
        left.active = False
        left.save()
    known = {row.code: row for row in Grade.objects.filter(code__in=codes)}
    rows = []
    for grade in scheme.grades:
        row = known.get(grade.code) or Grade(code=grade.code)
        for name, value in taken_from(grade).items():
            setattr(row, name, value)
        row.preset, row.active = preset, True
        row.save()
        rows.append(row)
    return min(rows, key=lambda row: row.rank)


def taken_from(preset: Preset) -> dict[str, Any]:
    """What a row says of a grade that the catalogue describes, but for its code."""
    values = {
        name: getattr(preset, name)
        for name in (
            "rank", "is_secret", "review_months", "longest_grant_days", "max_audience",
            "two_person", "from_score",
        )
    }  # fmt: skip
    return values | {
        "name": preset.name.zh,
        "name_en": preset.name.en,
        "mark": preset.mark.zh,
        "mark_en": preset.mark.en,
        "level": preset.level.value,
        "colour": preset.badge.value,
        "approvers": [post.value for post in preset.approvers],
        "extension_approvers": [post.value for post in preset.extension],
        "default_term": str(preset.default_term),
        "export": preset.export.value,
        "watermark": preset.watermark.value,
        "marking": [place.value for place in preset.marking],
        "sign_in": preset.sign_in.value,
    }


@action("register.amend_grade", label=_("Amend a grade"), clauses=("4.2",))
def amend_grade(grade: Grade, *, values: dict[str, Any], by: Actor, at: datetime) -> Grade:
    """Change what a grade is called or how it bites. Raises Refused while an edition of the grading
    standard governs; Invalid."""
    require_no_standard(at)
    for name, value in values.items():
        if name not in FREE:
            raise Invalid(name, _("This can't be changed here."))
        setattr(grade, name, value)
    for name in ("name", "name_en", "mark", "mark_en"):
        against = refuses_as_grade_name(getattr(grade, name))
        if against is not None and getattr(grade, name):
            raise Invalid(name, against)
    if not grade.name.strip() or not grade.approvers or grade.review_months < 1:
        raise Invalid("name", _("A grade needs a name, somebody who approves, and a review cycle."))
    grade.save()
    return grade
