"""The log and how far it is protected."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions.activity import read_log
from shoumi.kernel.activity.models import Anchor
from shoumi.kernel.activity.reading import anchoring
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.log.tables import EntriesTable, entries_shown
from shoumi.kernel.ui.tables import answer


@require_GET
def log(request: PersonRequest) -> HttpResponseBase:
    """Raises Refused for everybody but the audit administrator."""
    read_log(asked=request.GET.urlencode(), by=request.person, at=request.at)
    table = EntriesTable(request.GET, visible=entries_shown())
    context = {
        "anchoring": anchoring(),
        "anchors": Anchor.objects.select_related("checkpoint").order_by("-on", "-pk")[:5],
        "may_anchor": may(request.person, "activity.record_anchor", None, request.at),
    }
    return answer(request, table, "ui/log/log.html", context)


@require_http_methods(["GET", "POST"])
def anchor(request: PersonRequest) -> HttpResponse:
    act = acts.find("activity.record_anchor")
    if act is None:
        return redirect("log.log")
    return acts.answer(request, act, None, back=reverse("log.log"))
