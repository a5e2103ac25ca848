"""Opening what a secret is: asked for by a click, logged, shown to whoever may."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shoumi.domains.register.actions import read_content
from shoumi.domains.register.body import opened
from shoumi.domains.register.content import Content, open_content
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui.records.page import RecordPage


def seen_secret(pk: int, request: PersonRequest) -> TradeSecret:
    """Raises Http404 where there is no such secret for this person."""
    rows = TradeSecret.objects.visible_to(request.person, request.at)
    found: TradeSecret | None = (
        rows.select_related("org_unit", "entity", "owner__org_unit").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


def read(secret: TradeSecret, request: PersonRequest) -> Content:
    """The sealed texts, after the reading was logged. Raises Refused."""
    read_content(secret, by=request.person, at=request.at)
    decision = decide(request.person, "register.read_content", secret, request.at)
    return open_content(secret, decision, at=request.at)


@require_http_methods(["GET", "POST"])
def content(request: PersonRequest, pk: int) -> HttpResponse:
    """The texts alone for htmx, else the whole page with them. An address opened again leads back
    to the page: the texts are opened by a click only."""
    if request.method == "GET":
        return redirect("register.secret", pk)
    secret = seen_secret(pk, request)
    shown = opened(read(secret, request))
    if request.headers.get("HX-Request") == "true":
        return render(request, "register/_opened.html", {"content": shown, "record": secret})
    page = RecordPage(secret, request.person, request.at)
    context = {**page.body, "page": page, "record": secret, "content": shown}
    return render(request, "ui/records/record.html", context)
