"""Bringing in the company's own text, or beginning with ours; either makes a draft to look at."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts


@require_http_methods(["GET", "POST"])
def import_text(request: PersonRequest) -> HttpResponse:
    """Nothing of the file is kept but the draft that was read from it, which can be dropped."""
    return _begin(request, "regime.import_text", "regime/import.html")


@require_http_methods(["GET", "POST"])
def take_default(request: PersonRequest) -> HttpResponse:
    return _begin(request, "regime.take_default", "ui/acts/act.html")


@require_http_methods(["GET", "POST"])
def draft_revision(request: PersonRequest) -> HttpResponse:
    return _begin(request, "regime.draft_revision", "ui/acts/act.html")


def _begin(request: PersonRequest, action: str, template: str) -> HttpResponse:
    act = acts.find(action)
    if act is None:
        raise Http404
    return acts.answer(request, act, None, back=reverse("regime.editions"), template=template)
