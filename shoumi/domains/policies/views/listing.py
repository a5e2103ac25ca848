"""The lists of rules and of questions, and beginning a rule."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.policies import tables
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.tables import answer


@require_GET
def rules(request: PersonRequest) -> HttpResponseBase:
    person, at = request.person, request.at
    table = tables.Rules(request.GET, visible=tables.rules(person, at))
    context = {"may_begin": may(person, "policies.begin_rule", None, at)}
    return answer(request, table, "policies/rules.html", context)


@require_GET
def questions(request: PersonRequest) -> HttpResponseBase:
    visible = tables.questions(request.person, request.at)
    table = tables.Questions(request.GET, visible=visible)
    return answer(request, table, "policies/questions.html")


@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest) -> HttpResponse:
    """A rule from nothing."""
    return _begun(request, "policies.begin_rule")


@require_http_methods(["GET", "POST"])
def from_text(request: PersonRequest) -> HttpResponse:
    """A rule from one of the house's ready texts."""
    return _begun(request, "policies.take_starter")


def _begun(request: PersonRequest, action: str) -> HttpResponse:
    act = acts.find(action)
    if act is None:
        raise Http404
    return acts.answer(request, act, None, back=reverse("policies.rules"), about=t("Rules"))
