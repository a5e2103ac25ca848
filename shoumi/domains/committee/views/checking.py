"""The list of the members' checks of their departments."""

from django.http import HttpResponseBase
from django.views.decorators.http import require_GET

from shoumi.domains.committee.checking_kind import Checks, checks
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui.tables import answer


@require_GET
def department_checks(request: PersonRequest) -> HttpResponseBase:
    table = Checks(request.GET, visible=checks(request.person, request.at))
    return answer(request, table, "committee/checks.html")
