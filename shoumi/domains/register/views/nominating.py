"""Nominating: three fields, advice while one types, one nomination however often one clicks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.domains.register.actions.nominating import twin
from shoumi.domains.register.catalogue import Caution
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.rules.warnings import cautions_about
from shoumi.domains.register.scoping import entries_for
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.records.page import open_address


@require_http_methods(["GET", "POST"])
def nominate(request: PersonRequest) -> HttpResponse:
    act = acts.all_acts()["register.nominate"]
    response = acts.answer(
        request, act, None, back=reverse("register.list"), template="register/nominate.html",
        context={"catalogue_url": _catalogue_url(request)},
    )  # fmt: skip
    first = _first(request) if response.status_code == 409 else None
    if first is not None:
        messages.info(request, _("You clicked twice; it was nominated once."))
        return redirect("register.secret", first.pk)
    if response.status_code == 302:
        for caution in _cautions(request):
            messages.warning(request, str(caution.text))
    return response


def _catalogue_url(request: PersonRequest) -> str:
    """Where the scope catalogue that holds for this person's department stands."""
    entry = next(iter(entries_for(request.person.org_unit, local_day(request.at))), None)
    return open_address(entry.edition_id, request.person, request.at) if entry else ""


@require_POST
def hints(request: PersonRequest) -> HttpResponse:
    """What the words typed so far call for; nothing is kept and nothing is logged."""
    return render(request, "register/_hints.html", {"cautions": _cautions(request)})


def _cautions(request: PersonRequest) -> tuple[Caution, ...]:
    typed = [request.POST.get(name, "")[:2000] for name in ("title", "brief")]
    return cautions_about("\n".join(typed))


def _first(request: PersonRequest) -> TradeSecret | None:
    title = " ".join(request.POST.get("title", "").split())
    return twin(title, request.person, request.at)
