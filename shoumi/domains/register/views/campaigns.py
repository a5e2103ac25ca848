"""The list of campaigns, and beginning one."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.domains.register.campaigns import tables
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.tables import answer


@require_GET
def campaigns(request: PersonRequest) -> HttpResponseBase:
    person, at = request.person, request.at
    table = tables.Campaigns(request.GET, visible=tables.campaigns(person, at))
    context = {"may_begin": may(person, "register.begin_campaign", None, at)}
    return answer(request, table, "register/campaigns.html", context)


@require_http_methods(["GET", "POST"])
def begin_campaign(request: PersonRequest) -> HttpResponse:
    act = acts.find("register.begin_campaign")
    if act is None:
        raise Http404
    back, about = reverse("register.campaigns"), t("Grading campaigns")
    return acts.answer(request, act, None, back=back, about=about)
