"""Asking for the destruction of carriers, and the list of destructions."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.register.views.reading import seen_secret
from shoumi.domains.vault import tables
from shoumi.domains.vault.models import Carrier, Destruction
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.tables import answer


@require_http_methods(["GET", "POST"])
def ask_destruction(request: PersonRequest, pk: int) -> HttpResponse:
    """Which of a secret's carriers, with the one that it was asked from ticked."""
    secret = seen_secret(pk, request)
    act = acts.find("vault.request_destruction")
    if act is None:
        raise Http404
    chosen = request.GET.get("carrier", "")
    is_number = chosen.isascii() and chosen.isdigit() and len(chosen) < 16
    initial: dict[str, Any] = {"carriers": [int(chosen)] if is_number else []}
    if is_number and secret.carriers.filter(pk=int(chosen), form=Carrier.Form.FILE).exists():
        initial["method"] = Destruction.Method.KEYS
    back = reverse("register.secret", args=[pk])
    return acts.answer(request, act, secret, back=back, about=secret.reference, initial=initial)


@require_GET
def destructions(request: PersonRequest) -> HttpResponseBase:
    table = tables.Destructions(
        request.GET, visible=tables.destructions(request.person, request.at)
    )
    return answer(request, table, "vault/destructions.html")
