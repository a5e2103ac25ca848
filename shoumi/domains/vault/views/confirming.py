"""Grants that whoever keeps secrets confirms or revokes, by project and secret; daily limits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.register.models import Grade
from shoumi.domains.vault.duties.granting import needs_it, to_confirm
from shoumi.domains.vault.facts import budget_of, limits_for
from shoumi.domains.vault.models import Grant
from shoumi.domains.vault.rules.granting import recertify_by
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls.days import until
from shoumi.kernel.ui import acts

AT_MOST = 200


@dataclass
class Group:
    """The grants of one project to one secret."""

    secret: Any
    project: str
    rows: list[Any] = field(default_factory=list)


@require_GET
def confirm(request: PersonRequest) -> HttpResponse:
    """Those that are due, or with `?all` every grant in force to what this person keeps."""
    day, wants_all = local_day(request.at), "all" in request.GET
    rows = Grant.objects.in_force(request.at) if wants_all else to_confirm(day)
    mine = rows.filter(pk__in=Grant.objects.visible_to(request.person, request.at).values("pk"))
    known = mine.select_related("secret__org_unit", "secret__owner", "grantee__org_unit")
    found = [
        one
        for one in known.order_by("secret_id", "project", "pk")[:AT_MOST]
        if (wants_all or needs_it(one))
        and may(request.person, "vault.recertify_grant", one, request.at)
    ]
    for one in found:
        one.by = recertify_by(one.given_on, one.recertified_on) if one.given_on else None
        one.is_late = one.by is not None and one.by < day
        one.times = one.used.count()
        one.until = until(one.ends_at)
    context = {
        "groups": _grouped(found), "all": wants_all, "count": len(found), "here": request.path,
    }  # fmt: skip
    return render(request, "vault/confirm.html", context)


def _grouped(grants: Iterable[Any]) -> list[Group]:
    groups: dict[tuple[int, str], Group] = {}
    for one in grants:
        key = (one.secret_id, one.project)
        groups.setdefault(key, Group(one.secret, one.project)).rows.append(one)
    return list(groups.values())


@require_GET
def limits(request: PersonRequest) -> HttpResponse:
    """How often one person opens carriers of each grade on a day."""
    grades = Grade.objects.in_use().order_by("rank")
    rows = [
        (
            one,
            budget_of(one.code, highest=limits_for(one.code).highest),
            may(request.person, "vault.set_daily_budget", one, request.at),
        )
        for one in grades
    ]
    return render(request, "vault/limits.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def set_limit(request: PersonRequest, pk: int) -> HttpResponseBase:
    grade = get_object_or_404(Grade, pk=pk, active=True)
    act = acts.all_acts()["vault.set_daily_budget"]
    return acts.answer(request, act, grade, back=reverse("vault.limits"), about=str(grade))
