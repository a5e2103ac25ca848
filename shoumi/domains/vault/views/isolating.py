"""What is in quarantine: for whoever keeps the registers, of the carriers that each sees."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as t
from django.views.decorators.http import require_GET

from shoumi.domains.vault.piles import in_quarantine, is_office
from shoumi.domains.vault.screened import of_versions
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.ui.errors import problem

AT_MOST = 200


@require_GET
def quarantine(request: PersonRequest) -> HttpResponse:
    """Every version in quarantine, why, and what to do; for the office alone."""
    if not is_office(request.person, request.at):
        return problem(request, 403, t("The committee's office decides about what is held here."))
    rows = in_quarantine(request.person, request.at).order_by("added_at", "pk")
    context = {"held": of_versions(rows[:AT_MOST]), "total": rows.count(), "most": AT_MOST}
    return render(request, "vault/quarantine.html", context)
