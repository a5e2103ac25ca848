"""Pages that need more than one domain."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shoumi.domains.policies.body import difference_row
from shoumi.journeys.differing import compare
from shoumi.journeys.revising import rule_editions
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.regime.facts import before
from shoumi.regime.models import Edition


@require_GET
def difference(request: PersonRequest, pk: int) -> HttpResponse:
    """An edition of the regime beside the one before it; the staff see that of a draft too, once
    they are consulted on it."""
    person, at = request.person, request.at
    edition = Edition.objects.filter(pk=pk).first()
    if edition is None or not _may_read(edition, request):
        raise Http404
    old = before(edition, local_day(at))
    if old is None or not old.is_visible_to(person, at):
        raise Http404
    found = compare(old, edition)
    everything = "all" in request.GET
    rule_edition = rule_editions(edition).visible_to(person, at).last()
    context = {
        "edition": edition,
        "before": old,
        "rule_edition": rule_edition,
        "rows": [
            difference_row(one, one.words.change)
            for one in found
            if everything or not one.is_same
        ],
        "same": sum(one.is_same for one in found),
        "all": everything,
    }  # fmt: skip
    return render(request, "journeys/difference.html", context)


def _may_read(edition: Edition, request: PersonRequest) -> bool:
    person, at = request.person, request.at
    if edition.is_visible_to(person, at):
        return True
    shown: bool = rule_editions(edition).visible_to(person, at).exists()
    return shown
