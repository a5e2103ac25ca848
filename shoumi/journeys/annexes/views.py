"""The pages on which the annex of a draft is written."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.policies import governing
from shoumi.domains.policies.models import Edition
from shoumi.domains.policies.rules.flow import BEING_WRITTEN
from shoumi.domains.policies.views.reading import seen_edition
from shoumi.domains.register.biting import bites
from shoumi.domains.register.catalogue import MOST_GRADES, Grade
from shoumi.domains.register.models import TradeSecret
from shoumi.journeys.annexes import scope, standard, writing
from shoumi.journeys.annexes.forms import BeginForm, EntryForm, GradeForm, NewGradeForm
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.errors import problem

WRITE = "policies.write_annex"
HOLDS_LATER = _("It holds once the committee has adopted the edition and it is in force.")
OF_ONE = _("%(what)s. It holds once the committee has adopted the edition and it is in force.")
BEGINS_ALIKE = _(
    "A new grade begins with what its neighbour demands and is proposed from a score halfway "
    "between its neighbours, the lightest of all from 0; on the next page you change what is to be "
    "otherwise."
)
ADDED = _("The grade is added. Look through what it demands, and change what is to be otherwise.")
GRADE_LEFT_OUT = _(
    "“%(grade)s” is left out of the draft. Once the edition is in force it is given no more; "
    "secrets that bear it keep it until they are regraded, and are listed as waiting for that."
)
GRADE_STRUCK = _("“%(grade)s” is left out of the draft.")
THEN_LIGHTEST = _("“%(grade)s” is then the lightest grade and is proposed from score 0.")
STRUCK = _("%(what)s is left out of the draft. What is in force stays until the new edition holds.")


@require_GET
def annex(request: PersonRequest, pk: int) -> HttpResponse:
    """What the annex says, with the way to change each part of it."""
    edition = seen_edition(pk, request)
    if edition.rule.sort not in (standard.SORT, scope.SORT):
        raise Http404
    against = decide(request.person, WRITE, edition, request.at).because
    if against:
        return problem(request, 403, " ".join(str(reason) for reason in against))
    if edition.state not in BEING_WRITTEN:
        return redirect("policies.edition", pk)
    context: dict[str, Any] = {
        "edition": edition, "missing": governing.lacks(edition, local_day(request.at)),
    }  # fmt: skip
    if edition.rule.sort == standard.SORT:
        grades = standard.grades_of(edition.annex)
        rows = [standard.row_of(one) for one in grades]
        context["grades"] = [(row, bites(row), standard.may_lack(grades, row.code)) for row in rows]
        context["may_add"] = 0 < len(grades) < MOST_GRADES
        return render(request, "journeys/annex_grades.html", context)
    context["entries"] = [(one, scope.LEVELS[one.level]) for one in scope.entries_of(edition.annex)]
    return render(request, "journeys/annex_entries.html", context)


@require_http_methods(["GET", "POST"])
def begin_grades(request: PersonRequest, pk: int) -> HttpResponse:
    lead = _("The grades of the annex are set to those of the scheme; what you changed is lost.")
    act = acts.Act(WRITE, BeginForm, writing.begin_grades, lead=lead, agree=_("Begin with it"))
    return _answer(request, _edition(request, pk, standard.SORT), act)


@require_http_methods(["GET", "POST"])
def add_grade(request: PersonRequest, pk: int) -> HttpResponse:
    edition = _edition(request, pk, standard.SORT)
    before = set(edition.annex.get("grades", {}))
    if not before:
        raise Http404

    def to_the_new_one(written: Edition) -> str:
        (code,) = set(written.annex["grades"]) - before
        return reverse("journeys.write_grade", args=[pk, code])

    act = acts.Act(
        WRITE, NewGradeForm, writing.add_grade, lead=BEGINS_ALIKE, told=ADDED,
        agree=_("Add this grade"), onward=to_the_new_one,
    )  # fmt: skip
    return _answer(request, edition, act)


@require_http_methods(["GET", "POST"])
def strike_grade(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    edition, grade = _with_grade(request, pk, code)
    perform = partial(writing.strike_grade, code=code)
    lead = " ".join(str(one) for one in _on_striking(edition, grade, request))
    act = acts.Act(
        WRITE, acts.ActForm, perform, lead=lead, agree=_("Strike this grade"), danger=True,
        told=GRADE_STRUCK % {"grade": grade},
    )  # fmt: skip
    return _answer(request, edition, act)


def _on_striking(edition: Edition, grade: Grade, request: PersonRequest) -> Iterator[Any]:
    """What striking the grade brings about, and how many secrets that this person may see wait."""
    yield GRADE_LEFT_OUT % {"grade": grade}
    borne: Any = TradeSecret.objects.visible_to(request.person, request.at)
    count = borne.live().filter(grade=grade.code).count()
    if count:
        yield ngettext(
            "%(count)s secret that you may see bears it now.",
            "%(count)s secrets that you may see bear it now.", count,
        ) % {"count": count}  # fmt: skip
    *above, lightest = standard.grades_of(edition.annex)
    if above and lightest.code == grade.code:
        yield THEN_LIGHTEST % {"grade": above[-1]}


@require_http_methods(["GET", "POST"])
def write_grade(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    edition, grade = _with_grade(request, pk, code)
    perform = partial(writing.write_grade, code=code)
    lead = OF_ONE % {"what": grade}
    act = acts.Act(WRITE, GradeForm, perform, lead=lead, agree=_("Keep this grade"))
    return _answer(request, edition, act, code)


@require_http_methods(["GET", "POST"])
def begin_entries(request: PersonRequest, pk: int) -> HttpResponse:
    lead = _("Our list takes the place of the entries that stand there. Change what is otherwise "
             "with you.")  # fmt: skip
    act = acts.Act(WRITE, acts.ActForm, writing.begin_entries, lead=lead, agree=_("Take our list"))
    return _answer(request, _edition(request, pk, scope.SORT), act)


@require_http_methods(["GET", "POST"])
def add_entry(request: PersonRequest, pk: int) -> HttpResponse:
    act = acts.Act(
        WRITE, EntryForm, writing.add_entry, lead=HOLDS_LATER, agree=_("Keep this entry")
    )
    return _answer(request, _edition(request, pk, scope.SORT), act)


@require_http_methods(["GET", "POST"])
def write_entry(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    edition, named = _with_entry(request, pk, code)
    perform = partial(writing.write_entry, code=code)
    lead = OF_ONE % {"what": named}
    act = acts.Act(WRITE, EntryForm, perform, lead=lead, agree=_("Keep this entry"))
    return _answer(request, edition, act, code)


@require_http_methods(["GET", "POST"])
def strike_entry(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    edition, named = _with_entry(request, pk, code)
    perform = partial(writing.strike_entry, code=code)
    lead = STRUCK % {"what": named}
    act = acts.Act(WRITE, acts.ActForm, perform, lead=lead, agree=_("Strike it"), danger=True)
    return _answer(request, edition, act, code)


def _edition(request: PersonRequest, pk: int, sort: str) -> Edition:
    """Raises Http404 where there is no such edition of that sort for this person."""
    found = seen_edition(pk, request)
    if found.rule.sort != sort:
        raise Http404
    return found


def _with_grade(request: PersonRequest, pk: int, code: str) -> tuple[Edition, Grade]:
    """The draft, and its grade of that code. Raises Http404 without one."""
    edition = _edition(request, pk, standard.SORT)
    for one in standard.grades_of(edition.annex):
        if one.code == code:
            return edition, one
    raise Http404


def _with_entry(request: PersonRequest, pk: int, code: str) -> tuple[Edition, str]:
    """The draft, and how its entry of that code is called. Raises Http404 without one."""
    edition = _edition(request, pk, scope.SORT)
    for one in scope.entries_of(edition.annex):
        if one.code == code:
            return edition, f"{one.code} {one.name}"
    raise Http404


def _answer(
    request: PersonRequest, edition: Edition, act: acts.Act, code: str = ""
) -> HttpResponse:
    return acts.answer(
        request, act, edition, back=reverse("journeys.annex", args=[edition.pk]),
        about=edition.reference, initial={"code": code} if code else {},
    )  # fmt: skip
