"""Entering a carrier of a secret, and asking for grants to its carriers."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.domains.register.views.reading import seen_secret
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts


@require_http_methods(["GET", "POST"])
def register(request: PersonRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, "vault.register_carrier")


@require_http_methods(["GET", "POST"])
def request_grant(request: PersonRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, "vault.request_grant")


@require_http_methods(["GET", "POST"])
def disclose(request: PersonRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, "vault.request_disclosure")


@require_http_methods(["GET", "POST"])
def request_team_grant(request: PersonRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, "vault.request_team_grant")


def _asked(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    secret = seen_secret(pk, request)
    act = acts.find(name)
    if act is None:
        raise Http404
    back = reverse("register.secret", args=[pk])
    return acts.answer(request, act, secret, back=back, about=secret.reference)
