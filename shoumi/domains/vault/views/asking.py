"""Entering a carrier of a secret, and asking for a grant to its carriers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts


def seen_secret(pk: int, request: PersonRequest) -> TradeSecret:
    """Raises Http404 where there is no such secret for this person."""
    rows = TradeSecret.objects.visible_to(request.person, request.at)
    found: Any = rows.select_related("org_unit", "entity", "owner__org_unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]


@require_http_methods(["GET", "POST"])
def register(request: PersonRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, "vault.register_carrier")


@require_http_methods(["GET", "POST"])
def request_grant(request: PersonRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, "vault.request_grant")


def _asked(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    secret = seen_secret(pk, request)
    act = acts.find(name)
    if act is None:
        raise Http404
    back = reverse("register.secret", args=[pk])
    return acts.answer(request, act, secret, back=back, about=secret.reference)
