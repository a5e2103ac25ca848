"""What each grade demands, in words, as the page of grades and the grading standard tell it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shoumi.domains.register.catalogue import Approver
from shoumi.domains.register.forms.grades import (
    APPROVERS,
    EXPORTS,
    MARKING,
    SIGN_INS,
    WATERMARKS,
)
from shoumi.domains.register.forms.terms import worded
from shoumi.domains.register.models import Grade


def bites(grade: Grade) -> list[tuple[str, str]]:
    """What the grade demands, as names and values."""
    most = _("up to %(most)s") % {"most": grade.max_audience} if grade.max_audience else ""
    return [
        (_("Grading is decided by"), _posts(grade.approvers)),
        (_("Extending is decided by"), _posts(grade.extension_approvers)),
        (_("Usual term"), str(worded(grade.default_term))),
        (_("Reviewed every"), _("%(months)s months") % {"months": grade.review_months}),
        (_("A grant lasts at most"), _("%(days)s days") % {"days": grade.longest_grant_days}),
        (_("Audience"), most),
        (_("Words of the marking"), grade.mark),
        (_("Where the marking stands"), _joined(MARKING, grade.marking)),
        (_("Watermark"), _joined(WATERMARKS, [grade.watermark])),
        (_("Leaving the company"), _joined(EXPORTS, [grade.export])),
        (_("Sign-in"), _joined(SIGN_INS, [grade.sign_in])),
        (_("Second person at destruction"), _("Yes") if grade.two_person else _("No")),
    ]


def _posts(posts: list[str]) -> str:
    """In the order in which they act: the office files what the others have decided."""
    posts = sorted(posts, key=lambda post: post == Approver.OFFICE)
    return " → ".join(str(APPROVERS[Approver(post)]) for post in posts)


def _joined(words: Mapping[Any, Any], chosen: list[str]) -> str:
    known = {str(key): str(word) for key, word in words.items()}
    return pgettext("between words of a list", ", ").join(known.get(one, one) for one in chosen)
