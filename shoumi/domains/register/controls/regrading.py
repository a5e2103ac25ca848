"""That secrets bear grades that the grading standard in force has (4.2)."""

from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.register.controls.evidence import evidence_of, in_force
from shoumi.domains.register.models import Change, GradingStandard, TradeSecret
from shoumi.domains.register.models.secret import SecretQuerySet
from shoumi.domains.register.rules.grading import REGRADE_WITHIN
from shoumi.kernel.controls import Status, Step, Verdict

STEP = Step(_("See what is to be regraded"), "register.list", "missing=regrade")


def without_grade_in_use(as_of: date) -> SecretQuerySet:
    """Secrets in force on that day whose grade the standard that held then lacks."""
    standard = GradingStandard.objects.at(as_of).first()
    return _stranded(standard, as_of) if standard is not None else TradeSecret.objects.none()


def _stranded(standard: GradingStandard, as_of: date) -> SecretQuerySet:
    later = Change.objects.filter(
        secret=OuterRef("pk"), state=Change.State.MADE, effective_on__gt=as_of
    ).order_by("effective_on", "pk")
    then = Coalesce(Subquery(later.values("from_grade")[:1]), F("grade"))
    secrets: SecretQuerySet = in_force(as_of).annotate(grade_then=then)
    return secrets.exclude(grade_then__in=_codes(standard))


def _codes(standard: GradingStandard) -> list[str]:
    grades = standard.scheme.get("grades", {})
    return list(grades)


def to_regrade(as_of: date) -> Verdict | None:
    """None where every secret bears a grade of the standard, or none held. Three queries."""
    standard = GradingStandard.objects.at(as_of).first()
    stranded = _stranded(standard, as_of) if standard is not None else None
    count = stranded.count() if stranded is not None else 0
    if standard is None or stranded is None or not count:
        return None
    by = standard.from_on + REGRADE_WITHIN
    because = ngettext(
        "%(count)s secret bears a grade that the grading standard in force lacks; it is to be "
        "regraded by %(day)s.",
        "%(count)s secrets bear grades that the grading standard in force lacks; they are to be "
        "regraded by %(day)s.",
        count,
    ) % {"count": count, "day": by}
    status = Status.BROKEN if by < as_of else Status.DUE
    return Verdict(status, because, evidence_of(stranded, "effective_on"), by, STEP)
