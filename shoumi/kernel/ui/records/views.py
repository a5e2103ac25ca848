"""The record page and the acts on a record and on its approvals."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.approvals.models import Approval
from shoumi.kernel.records import kinds
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.records.page import RecordPage, address, fits_state, seen

# What can be done with a record of any kind, beside its kind's own actions.
EVERY_KIND = ("documents.add_evidence",)


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """One record; under another kind's address it leads to its own."""
    record = seen(pk, request.person, request.at)
    if request.path != address(record):
        return redirect(address(record))
    page = RecordPage(record, request.person, request.at)
    return render(request, "ui/records/record.html", {**page.body, "page": page, "record": record})


@require_http_methods(["GET", "POST"])
def act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    """One of the actions that the record's kind offers."""
    record = seen(pk, request.person, request.at)
    kind = kinds.find(record.kind)
    known = acts.find(action)
    if known is None or action not in {*kind.actions, *EVERY_KIND}:
        raise Http404
    if known.address is not None:
        return redirect(known.address(record))
    if request.method == "GET" and not fits_state(record, known):
        state = kind.flow.state(record.state).label
        text = _("This can't be done now: the state is “%(state)s”.") % {"state": state}
        return problem(request, 409, text)
    return acts.answer(request, known, record, back=address(record), about=record.reference)


@require_http_methods(["GET", "POST"])
def approval_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    """Passing a seat on, or asking a further signer."""
    known = acts.find(action)
    approval = Approval.objects.select_related("record").filter(pk=pk).first()
    if known is None or approval is None or not action.startswith("approvals."):
        raise Http404
    record = seen(approval.record_id, request.person, request.at)
    return acts.answer(request, known, approval, back=address(record), about=record.reference)
