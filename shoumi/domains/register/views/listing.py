"""The register's list, and the figures above it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shoumi.domains.register import tables
from shoumi.domains.register.actions import export_list
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.models.secret import LIVE
from shoumi.domains.register.rules.grading import TERM_NOTICE
from shoumi.domains.register.views.printing import PRINTED, printed
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui.tables import answer
from shoumi.kernel.ui.tables.table import COUNT_CAP


@require_GET
def listing(request: PersonRequest) -> HttpResponseBase:
    """Every secret that this person may see."""
    person, at = request.person, request.at
    table = tables.table_for(person, at)(
        request.GET,
        visible=tables.visible(person, at),
        may=lambda action: _offered(action, person, at),
    )
    if table.wanted_export in PRINTED:
        return printed(request, table)
    if table.wanted_export:
        export_list(form=table.wanted_export[:10], narrowed_by=table.here, by=person, at=at)
    context = {
        "may_nominate": may(person, "register.nominate", None, at),
        "may_import": may(person, "register.import_ledger", None, at),
    }
    return answer(request, table, "register/list.html", context)


def _offered(action: str, person: Person, at: datetime) -> bool:
    """An act on many rows is offered to whom it is a daily task, and decided for each row."""
    if any(batch.action == action for batch in tables.BATCHES):
        return standing(person, at).has(Role.CUSTODIAN, Role.HEAD, *OFFICE)
    return may(person, action, None, at)


@require_GET
def figures(request: PersonRequest) -> HttpResponse:
    """How many are in force, wait, or fall due, of what this person may see. Counted apart from
    the list, which stands at once however long the register is."""
    rows = TradeSecret.objects.visible_to(request.person, request.at)
    day = local_day(request.at)
    wanted: list[tuple[str, QuerySet[Any], str]] = [
        (_("In force"), rows.filter(state__in=LIVE), "state=active"),
        (_("Waiting to be graded"), rows.filter(state__in=["nominated", "proposed"]),
         "missing=decision"),
        (_("Reviews due"), rows.live().filter(due_on__lte=day), "review=due"),
        (_("Terms ending within 90 days"),
         rows.live().filter(term_ends_on__range=(day, day + TERM_NOTICE)), "term=soon"),
    ]  # fmt: skip
    here = reverse("register.list")
    shown = [
        {"label": label, "value": _capped(found), "url": f"{here}?{query}"}
        for label, found, query in wanted
    ]
    return render(request, "register/_figures.html", {"figures": shown})


def _capped(rows: QuerySet[Any]) -> str:
    count = rows.order_by().values("pk")[: COUNT_CAP + 1].count()
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)
