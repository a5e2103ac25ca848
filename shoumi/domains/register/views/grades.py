"""How each grade bites, for everybody to read; the office enters what the committee resolved."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.register.biting import bites
from shoumi.domains.register.controls import without_grade_in_use
from shoumi.domains.register.models import Grade, GradingStandard, TradeSecret
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.records.page import open_address


@require_GET
def grades(request: PersonRequest) -> HttpResponse:
    rows = list(Grade.objects.in_use().order_by("rank"))
    day = local_day(request.at)
    standard = GradingStandard.objects.at(day).select_related("edition").first()
    context = {
        "grades": [(grade, bites(grade)) for grade in rows],
        "may_adopt": standard is None
        and may(request.person, "register.adopt_grades", None, request.at),
        "standard": standard,
        "standard_url": open_address(standard.edition_id, request.person, request.at)
        if standard is not None
        else "",
        "stranded": _stranded(request) if standard is not None else 0,
    }
    return render(request, "register/grades.html", context)


def _stranded(request: PersonRequest) -> int:
    """How many secrets that this person may see are to be regraded."""
    seen: Any = TradeSecret.objects.visible_to(request.person, request.at)
    waiting = without_grade_in_use(local_day(request.at)).order_by().values("pk")
    count: int = seen.filter(pk__in=waiting).count()
    return count


@require_http_methods(["GET", "POST"])
def adopt_grades(request: PersonRequest) -> HttpResponse:
    act = acts.all_acts()["register.adopt_grades"]
    return acts.answer(request, act, None, back=reverse("register.grades"))


@require_http_methods(["GET", "POST"])
def amend_grade(request: PersonRequest, pk: int) -> HttpResponse:
    grade = get_object_or_404(Grade, pk=pk, active=True)
    act = acts.all_acts()["register.amend_grade"]
    return acts.answer(request, act, grade, back=reverse("register.grades"), about=str(grade))
