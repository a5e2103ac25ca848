"""An edition beside the one before it, what the staff said of it, and who has confirmed it."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from shoumi.domains.policies import tables
from shoumi.domains.policies.access import keeps
from shoumi.domains.policies.body import (
    annexes_compared,
    compared,
    difference_row,
    struck_out,
)
from shoumi.domains.policies.facts import clauses_of
from shoumi.domains.policies.models import Edition, Remark
from shoumi.domains.policies.rules.texts import Difference
from shoumi.domains.policies.standing import confirmations as counted
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.page import is_offered, seen
from shoumi.kernel.ui.tables import answer

OUTCOME_TONES = {"taken_up": Tone.GOOD, "partly": Tone.WAITING, "not_taken_up": Tone.NEUTRAL}


def seen_edition(pk: int, request: PersonRequest) -> Edition:
    """Raises Http404 where there is no such edition for this person."""
    found = seen(pk, request.person, request.at)
    if not isinstance(found, Edition):
        raise Http404
    return found


@require_GET
def difference(request: PersonRequest, pk: int) -> HttpResponse:
    """Clause by clause: what is new, changed, removed."""
    edition = seen_edition(pk, request)
    if edition.supersedes is None:
        raise Http404
    found, annex = compared(edition, clauses_of(edition)), annexes_compared(edition)
    context = {
        "edition": edition,
        "before": edition.supersedes,
        "rows": _drawn(found, request),
        "annex": _drawn(annex, request),
        "same": sum(one.change == "same" for one in found),
        "all": "all" in request.GET,
    }
    return render(request, "policies/difference.html", context)


def _drawn(found: list[Difference], request: PersonRequest) -> list[dict[str, Any]]:
    return [
        difference_row(one, one.change)
        for one in found
        if one.change != "same" or "all" in request.GET
    ]


@require_GET
def consultation(request: PersonRequest, pk: int) -> HttpResponse:
    """Every round of asking the staff, each remark with what came of it."""
    edition = seen_edition(pk, request)
    remarks = Remark.objects.select_related("said_by__org_unit", "entered_by", "answered_by")
    rounds = list(edition.consultations.prefetch_related(Prefetch("remarks", remarks)))
    if not rounds:
        raise Http404
    answers = keeps(request.person, edition, request.at)
    clauses = clauses_of(edition)
    context = {
        "edition": edition,
        "clauses": clauses,
        "struck_out": struck_out(edition, compared(edition, clauses)),
        "rounds": [
            {"round": one, "remarks": [_remark(row, answers) for row in one.remarks.all()]}
            for one in reversed(rounds)
        ],
        "remark_url": _url(request, edition, "policies.remark"),
        "enter_url": _url(request, edition, "policies.enter_remark"),
        "close_url": _url(request, edition, "policies.close_consultation"),
    }
    return render(request, "policies/consultation.html", context)


def _remark(row: Remark, answers: bool) -> dict[str, Any]:
    open_still = row.consultation.closed_on is None and not row.outcome
    return {
        "row": row,
        "tone": OUTCOME_TONES.get(row.outcome, Tone.NEUTRAL),
        "answer_url": reverse("policies.answer_remark", args=[row.pk])
        if answers and open_still
        else "",
    }


def _url(request: PersonRequest, edition: Edition, action: str) -> str:
    act = acts.find(action)
    if act is None or not is_offered(edition, act, request.person, request.at):
        return ""
    if act.address is not None:
        return act.address(edition)
    return reverse("records.act", args=[edition.pk, action])


@require_GET
def confirmations(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Person by person; those who keep the rule read it."""
    edition = seen_edition(pk, request)
    if edition.paper_id is None or not keeps(request.person, edition, request.at):
        raise Http404
    table = tables.Confirmations(request.GET, visible=tables.confirmations(edition))
    figures = counted([edition], local_day(request.at))[0]
    context = {
        "edition": edition,
        "figures": figures,
        "sheet_url": _url(request, edition, "policies.issue_signature_sheet"),
        "enter_url": _url(request, edition, "policies.enter_signatures"),
    }
    return answer(request, table, "policies/confirmations.html", context)
