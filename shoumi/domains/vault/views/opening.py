"""What looking and taking out have in common: the version asked for, and its sealed content."""

from typing import Any

from django.http import Http404

from shoumi.domains.vault.models import CarrierVersion, Use
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.storage.models import SealedObject
from shoumi.kernel.storage.objects import open_object


def opened(file: SealedObject, version: CarrierVersion, request: PersonRequest, act: str) -> Any:
    """The sealed content, by a decision on that act made this moment. Raises DecisionNeeded."""
    decision = decide(request.person, act, version.carrier, request.at)
    return open_object(file, decision, at=request.at)


def version_seen(request: PersonRequest, pk: int) -> CarrierVersion:
    """Raises Http404 where there is no such version for this person."""
    rows = CarrierVersion.objects.select_related("file", "carrier__secret__org_unit")
    found = rows.filter(pk=pk).first()
    if found is None or not found.carrier.is_visible_to(request.person, request.at):
        raise Http404
    return found


def own_use(request: PersonRequest, number: str) -> Use:
    """Raises Http404 for another's look."""
    rows = Use.objects.select_related(
        "version__file", "version__carrier__secret__org_unit", "grant"
    )
    found = rows.filter(number=number, person=request.person).first()
    if found is None:
        raise Http404
    return found
