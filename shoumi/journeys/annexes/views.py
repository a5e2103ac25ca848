"""The pages on which the annex of a draft is written."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.policies import governing
from shoumi.domains.policies.models import Edition
from shoumi.domains.policies.rules.flow import BEING_WRITTEN
from shoumi.domains.policies.views.reading import seen_edition
from shoumi.domains.register.biting import bites
from shoumi.journeys.annexes import scope, standard, writing
from shoumi.journeys.annexes.forms import BeginForm, EntryForm, GradeForm
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.errors import problem

WRITE = "policies.write_annex"
HOLDS_LATER = _("It holds once the committee has adopted the edition and it is in force.")
OF_ONE = _("%(what)s. It holds once the committee has adopted the edition and it is in force.")
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
        rows = [standard.row_of(one) for one in standard.grades_of(edition.annex)]
        context["grades"] = [(row, bites(row)) for row in rows]
        return render(request, "journeys/annex_grades.html", context)
    context["entries"] = [(one, scope.LEVELS[one.level]) for one in scope.entries_of(edition.annex)]
    return render(request, "journeys/annex_entries.html", context)


@require_http_methods(["GET", "POST"])
def begin_grades(request: PersonRequest, pk: int) -> HttpResponse:
    lead = _("The grades of the annex are set to those of the scheme; what you changed is lost.")
    act = acts.Act(WRITE, BeginForm, writing.begin_grades, lead=lead, agree=_("Begin with it"))
    return _answer(request, _edition(request, pk, standard.SORT), act)


@require_http_methods(["GET", "POST"])
def write_grade(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    edition = _edition(request, pk, standard.SORT)
    grade = next((one for one in standard.grades_of(edition.annex) if one.code == code), None)
    if grade is None:
        raise Http404
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
