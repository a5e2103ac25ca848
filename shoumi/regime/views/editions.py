"""The list of editions, and the screen on which one clause is bound."""

from dataclasses import replace
from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.records.page import fits_state
from shoumi.kernel.ui.tables import Column, Search, Table, answer, state_choice, state_column
from shoumi.regime.actions import bind as bind_clause
from shoumi.regime.actions import strike_clause, write_clause
from shoumi.regime.actions.revising import ONLY_CLAUSE
from shoumi.regime.acts import address
from shoumi.regime.assessment import edition_on
from shoumi.regime.facts import is_first, open_clauses
from shoumi.regime.flow import FLOW
from shoumi.regime.kind import KIND
from shoumi.regime.models import Clause, Edition

SOURCES = {"default": _("Our default edition"), "own": _("The company's own text"),
           "revision": _("The edition before it")}  # fmt: skip


class EditionsTable(Table):
    name = "editions"
    label = _("Editions of the regime")
    sort = "-created_at"
    columns = [
        Column("number", _("Number"), sort="number"),
        Column("name", _("Name of the regime"), link=address, sort="title"),
        state_column(FLOW, KIND.tones),
        Column("source", _("Made from"), value=lambda row: SOURCES.get(row.source, row.source)),
        Column("effective_on", _("In force from"), sort="effective_on"),
        Column("superseded_on", _("Superseded on"), sort="superseded_on"),
        Column("created_at", _("Brought in"), sort="created_at"),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or name"), fields=["number", "title", "name_en"]),
        state_choice(FLOW),
    ]
    empty_body = _("Bring in the company's own text, or begin with ours.")


@require_GET
def editions(request: PersonRequest) -> HttpResponseBase:
    table = EditionsTable(
        request.GET, visible=Edition.objects.visible_to(request.person, request.at)
    )
    begin = may(request.person, "regime.import_text", None, request.at)
    context = {"may_begin": begin, "may_revise": begin and not is_first()}
    return answer(request, table, "regime/editions.html", context)


@require_http_methods(["GET", "POST"])
def bind(request: PersonRequest, pk: int, ident: str) -> HttpResponse:
    """One clause: which questions it asks. Leads on to the next that waits."""
    edition, clause = _standing_clause(request, pk, ident)
    known = acts.all_acts()["regime.bind"]
    if _is_late(request, edition, known):
        return problem(request, 409, str(_("Only a draft can be bound anew.")))
    act = replace(
        known,
        perform=partial(bind_clause, ident=clause.ident),
        onward=partial(_next, after=clause.place),
    )
    waiting = open_clauses(edition).count()
    return acts.answer(
        request,
        act,
        edition,
        back=address(edition),
        about=edition.name,
        initial={"controls": clause.controls, "because": clause.reason},
        template="regime/bind.html",
        context={"clause": clause, "waiting": waiting, "total": edition.clauses.standing().count()},
    )


@require_http_methods(["GET", "POST"])
def write(request: PersonRequest, pk: int, ident: str) -> HttpResponse:
    """One clause: what it says; one that was struck out is brought back by it."""
    edition, clause = _clause_of(request, pk, ident)
    known = acts.all_acts()["regime.write_clause"]
    if _is_late(request, edition, known):
        return problem(request, 409, str(_("Only a draft can be written anew.")))
    act = replace(known, perform=partial(write_clause, ident=clause.ident), onward=address)
    names = ("title", "text", "title_en", "text_en")
    return acts.answer(
        request, act, edition, back=address(edition), about=f"{edition.name} · {clause.ident}",
        initial={name: getattr(clause, name) for name in names},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def strike(request: PersonRequest, pk: int, ident: str) -> HttpResponse:
    """One clause: what becomes of it and of its article when it is struck out."""
    edition, clause = _standing_clause(request, pk, ident)
    known = acts.all_acts()["regime.strike_clause"]
    if _is_late(request, edition, known):
        return problem(request, 409, str(_("Only a draft can be written anew.")))
    others = edition.clauses.standing().exclude(pk=clause.pk)
    if request.method == "GET" and not others.exists():
        return problem(request, 409, str(ONLY_CLAUSE))
    act = replace(known, perform=partial(strike_clause, ident=clause.ident), onward=address)
    held = edition_on(local_day(request.at))
    context = {
        "clause": clause,
        "is_last": not others.filter(article=clause.article).exists(),
        "held": held is not None and held.clauses.standing().filter(ident=clause.ident).exists(),
    }
    return acts.answer(
        request, act, edition, back=address(edition), about=f"{edition.name} · {clause.ident}",
        template="regime/strike.html", context=context,
    )  # fmt: skip


def _is_late(request: PersonRequest, edition: Edition, known: acts.Act) -> bool:
    """Whether the form is asked for, of what is a draft no more; what is sent, the act refuses."""
    return request.method == "GET" and not fits_state(edition, known)


def _standing_clause(request: PersonRequest, pk: int, ident: str) -> tuple[Edition, Clause]:
    """Raises Http404 where this person sees no such clause, or it was struck out."""
    edition, clause = _clause_of(request, pk, ident)
    if clause.struck:
        raise Http404
    return edition, clause


def _clause_of(request: PersonRequest, pk: int, ident: str) -> tuple[Edition, Clause]:
    """Raises Http404 where this person sees no such clause."""
    seen = Edition.objects.visible_to(request.person, request.at).select_related("org_unit")
    edition = get_object_or_404(seen, pk=pk)
    return edition, get_object_or_404(Clause, edition=edition, ident=ident)


def _next(edition: Edition, *, after: int) -> str:
    """The next clause that waits, from the one just bound on; the edition when none does."""
    waiting = list(open_clauses(edition))
    later = [clause for clause in waiting if clause.place > after]
    following = (later or waiting)[:1]
    if not following:
        return address(edition)
    return reverse("regime.bind", args=[edition.pk, following[0].ident])
