"""What the departments said, what an amended plan changes, and the year at a glance."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from shoumi.domains.programme.access import keeps
from shoumi.domains.programme.comparing import Row, compared
from shoumi.domains.programme.differing import differences
from shoumi.domains.programme.models import Plan, PlanRemark
from shoumi.domains.programme.rules.counting import gravest
from shoumi.domains.programme.wording import STANDS, TONES, said_count
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.page import is_offered, seen

OUTCOME_TONES = {"taken_up": Tone.GOOD, "partly": Tone.WAITING, "not_taken_up": Tone.NEUTRAL}
QUARTERS = (_("January–March"), _("April–June"), _("July–September"), _("October–December"))


def seen_plan(pk: int, request: PersonRequest) -> Plan:
    """Raises Http404 where there is no such plan for this person."""
    found = seen(pk, request.person, request.at)
    if not isinstance(found, Plan):
        raise Http404
    return found


@require_GET
def consultation(request: PersonRequest, pk: int) -> HttpResponse:
    """Each remark with what came of it, and to how many the draft was sent."""
    plan = seen_plan(pk, request)
    if plan.consulted_from is None:
        raise Http404
    rows = plan.remarks.select_related("said_by__org_unit", "answered_by")
    answers = keeps(request.person, plan, request.at) and plan.state == "consulting"
    sent = Dispatch.objects.filter(record_id=plan.pk, document=None).counted().last()
    context = {
        "plan": plan,
        "sent": sent,
        "remarks": [_remark(row, answers) for row in rows],
        "remark_url": _url(request, plan, "programme.remark"),
        "close_url": _url(request, plan, "programme.close_consultation"),
    }
    return render(request, "programme/consultation.html", context)


def _remark(row: PlanRemark, answers: bool) -> dict[str, Any]:
    waits = answers and not row.outcome
    return {
        "row": row,
        "tone": OUTCOME_TONES.get(row.outcome, Tone.NEUTRAL),
        "answer_url": reverse("programme.answer_remark", args=[row.pk]) if waits else "",
    }


def _url(request: PersonRequest, plan: Plan, action: str) -> str:
    act = acts.find(action)
    if act is None or not is_offered(plan, act, request.person, request.at):
        return ""
    if act.address is not None:
        return act.address(plan)
    return reverse("records.act", args=[plan.pk, action])


@require_GET
def difference(request: PersonRequest, pk: int) -> HttpResponse:
    """Item by item: what is new, changed, taken out."""
    plan = seen_plan(pk, request)
    if plan.supersedes is None:
        raise Http404
    found = differences(plan.supersedes, plan)
    context = {
        "plan": plan,
        "before": plan.supersedes,
        "rows": [one for one in found if one.change != "same"],
        "same": sum(one.change == "same" for one in found),
    }
    return render(request, "programme/difference.html", context)


@require_GET
def year(request: PersonRequest, pk: int) -> HttpResponse:
    """By item and quarter, by department, by clause."""
    plan = seen_plan(pk, request)
    if plan.issued_on is None:
        raise Http404
    day = local_day(request.at)
    found = compared(plan, day)
    context = {
        "plan": plan,
        "total": said_count(found.total),
        "heads": QUARTERS if plan.is_yearly else range(plan.from_year, plan.to_year + 1),
        "rows": [
            {"item": row.item, "said": said_count(row.count), "cells": _cells(row, plan, day)}
            for row in found.rows
        ],
        "units": found.units,
        "clauses": found.clauses,
    }
    return render(request, "programme/year.html", context)


def _cells(row: Row, plan: Plan, day: Any) -> list[dict[str, Any]]:
    """One for each quarter of a yearly plan, or for each year of a longer one."""
    if plan.is_yearly:
        parts = [[one for one in row.times if (one.on.month - 1) // 3 == n] for n in range(4)]
    else:
        years = range(plan.from_year, plan.to_year + 1)
        parts = [[one for one in row.times if one.on.year == n] for n in years]
    return [
        {
            "label": STANDS.get(stand, ""),
            "tone": TONES.get(stand, Tone.NEUTRAL),
            "times": len(part) if len(part) > 1 else 0,
        }
        for part in parts
        for stand in [gravest(part, day)]
    ]
