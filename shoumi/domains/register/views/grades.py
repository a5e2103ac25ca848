"""How each grade bites, for everybody to read; the office enters what the committee resolved."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

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
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts


@require_GET
def grades(request: PersonRequest) -> HttpResponse:
    rows = list(Grade.objects.in_use().order_by("rank"))
    context = {
        "grades": [(grade, bites(grade)) for grade in rows],
        "may_adopt": may(request.person, "register.adopt_grades", None, request.at),
    }
    return render(request, "register/grades.html", context)


@require_http_methods(["GET", "POST"])
def adopt_grades(request: PersonRequest) -> HttpResponse:
    act = acts.all_acts()["register.adopt_grades"]
    return acts.answer(request, act, None, back=reverse("register.grades"))


@require_http_methods(["GET", "POST"])
def amend_grade(request: PersonRequest, pk: int) -> HttpResponse:
    grade = get_object_or_404(Grade, pk=pk, active=True)
    act = acts.all_acts()["register.amend_grade"]
    return acts.answer(request, act, grade, back=reverse("register.grades"), about=str(grade))


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
