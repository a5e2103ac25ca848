"""The page for a use that is not open: one plain sentence, and what to do next."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from shoumi.domains.vault.ending import flag_of
from shoumi.domains.vault.models import Carrier
from shoumi.domains.vault.nextsteps import next_step
from shoumi.domains.vault.rules.deciding import FORGED
from shoumi.kernel.access import Reason
from shoumi.kernel.accounts.middleware import PersonRequest


def refused(request: PersonRequest, carrier: Carrier, because: Sequence[Reason]) -> HttpResponse:
    """All reasons stand in the log; the person sees the first that he can mend. A grant that was
    forged is flagged at once."""
    if FORGED in because:
        flag_of(request.person, carrier.secret_id, at=request.at)
    first = because[0]
    step = next_step(first, carrier, request.person, request.at)
    context = {
        "status": 403, "because": str(first), "next": step, "carrier": carrier,
        "entered": request.method == "POST",
    }  # fmt: skip
    return render(request, "vault/refused.html", context, status=403)
