"""The lists of carriers, grants and requests for teams."""

from django.http import HttpResponseBase
from django.views.decorators.http import require_GET

from shoumi.domains.register.views.printing import PRINTED
from shoumi.domains.vault import tables
from shoumi.domains.vault.actions import print_ledger
from shoumi.domains.vault.models import Carrier, Grant, TeamRequest
from shoumi.domains.vault.views.ledger import printed
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui.tables import answer


@require_GET
def carriers(request: PersonRequest) -> HttpResponseBase:
    return _listed(request, Carrier, "vault/carriers.html")


@require_GET
def grants(request: PersonRequest) -> HttpResponseBase:
    return _listed(request, Grant, "vault/grants.html")


@require_GET
def teams(request: PersonRequest) -> HttpResponseBase:
    return _listed(request, TeamRequest, "vault/teams.html")


def _listed(
    request: PersonRequest, model: type[Carrier | Grant | TeamRequest], template: str
) -> HttpResponseBase:
    person, at = request.person, request.at
    table = tables.SHOWN[model](
        request.GET,
        visible=tables.visible(model, person, at),
        may=lambda action: may(person, action, None, at),
    )
    if table.wanted_export in PRINTED:
        return printed(request, table)
    if table.wanted_export:
        print_ledger(form=table.wanted_export[:10], narrowed_by=table.here, by=person, at=at)
    return answer(request, table, template)
