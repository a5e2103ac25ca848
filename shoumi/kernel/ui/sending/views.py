"""Sending a record, and the page of one dispatch."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.delivery.actions import take_list
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.documents.typesetting import typeset
from shoumi.kernel.records.models import Record
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Button
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.records.page import address, seen
from shoumi.kernel.ui.sending.acts import OF_DISPATCH
from shoumi.kernel.ui.sending.forms import SendForm
from shoumi.kernel.ui.sending.sheet import AT_MOST, sheet
from shoumi.kernel.ui.sending.tables import receipts_table
from shoumi.kernel.ui.tables import Table, answer

LISTED = 60


@require_http_methods(["GET", "POST"])
def send(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask what, to whom and by when; show who would get it and who would not; then send."""
    record, act = seen(pk, request.person, request.at), acts.all_acts()["delivery.send"]
    allowed = may(request.person, act.action, record, request.at)
    if request.method == "POST" and allowed and "confirmed" not in request.POST:
        form = SendForm(request.POST, subject=record, person=request.person, at=request.at)
        if "change" not in request.POST and form.is_valid():
            return render(request, "ui/sending/confirm.html", _asked_once_more(request, form))
        if "change" in request.POST:
            return render(request, "ui/acts/act.html", _as_typed(request, record))
    about = record.reference
    return acts.answer(request, act, record, back=address(record), about=about)


def _asked_once_more(request: PersonRequest, form: SendForm) -> dict[str, Any]:
    people = list(form.chosen.people.values())
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    return {
        "record": form.subject,
        "back": address(form.subject),
        "people": people[:LISTED],
        "total": len(people),
        "others": max(len(people) - LISTED, 0),
        "unseeing": form.chosen.unseeing,
        "not_counted": form.chosen.not_counted,
        "asked": dict(form.fields["act"].choices)[form.cleaned_data["act"]],  # type: ignore[attr-defined]
        "document": form.cleaned_data["document"],
        "deadline": form.cleaned_data["deadline"],
        "kept": kept,
    }


def _as_typed(request: PersonRequest, record: Any) -> dict[str, Any]:
    """The form with what was typed before, to be changed."""
    typed = {
        name: values if name in {"units", "posts"} else values[-1]
        for name, values in request.POST.lists()
    }
    form = SendForm(subject=record, person=request.person, at=request.at, initial=typed)
    act = acts.all_acts()["delivery.send"]
    return {
        "act": act, "form": form, "back": address(record), "about": record.reference,
        "version": request.POST.get("version", record.version), "subject": record,
    }  # fmt: skip


@require_GET
def dispatch(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Who was sent it, and how far each has come, as far as it concerns the reader; a file of it
    leaves an entry."""
    found, record = _seen(request, pk)
    allowed = may(request.person, "delivery.take_list", found, request.at)
    visible = Receipt.objects.filter(dispatch=found).select_related("person__org_unit")
    if not allowed:
        visible = visible.told_to(request.person, request.at)
    table = receipts_table(visible)(request.GET, visible=visible, may=lambda _action: allowed)
    if table.wanted_export:
        if not allowed:
            raise PermissionDenied
        if table.wanted_export == "pdf":
            return _sheet(request, found, table)
        if table.wanted_export in {"csv", "xlsx"}:
            take_list(found, by=request.person, at=request.at)
    counted: Any = Dispatch.objects.counted().get(pk=pk)
    context = {
        "dispatch": found,
        "counted": counted,
        "record": record,
        "record_url": address(record),
        "is_part": not allowed and visible.count() < counted.total,
        "buttons": _buttons(request, found),
    }
    return answer(request, table, "ui/sending/dispatch.html", context)


def _sheet(request: PersonRequest, found: Dispatch, table: Table) -> HttpResponse:
    """A sheet to be signed by those of the list, as it is narrowed now, who are still awaited."""
    awaited = table.narrowed.filter(pk__in=found.receipts.pending().values("pk"))
    rows = list(awaited.order_by("person__org_unit__path", "person__staff_number")[: AT_MOST + 1])
    if not rows:
        return problem(request, 409, _("Nobody on this list is awaited any more."))
    if len(rows) > AT_MOST:
        said = _("A sheet of more than %(rows)d lines is not printed. Choose a department.")
        return problem(request, 413, said % {"rows": AT_MOST})
    take_list(found, by=request.person, at=request.at)
    language: Any = "en" if get_language() == "en" else "zh-hans"
    paper = sheet(found, rows, at=request.at, language=language)
    content = typeset(paper, form=paper.title, at=request.at)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="sheet-{found.pk}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
def dispatch_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    """Reminding, recalling, entering a signed sheet."""
    found, _record = _seen(request, pk)
    if action not in OF_DISPATCH:
        raise Http404
    act, back = acts.all_acts()[action], reverse("sending.dispatch", args=[pk])
    template = "ui/sending/sheet.html" if action == "delivery.enter_sheet" else "ui/acts/act.html"
    return acts.answer(request, act, found, back=back, about=found.subject, template=template)


def _buttons(request: PersonRequest, found: Dispatch) -> list[Button]:
    known = [acts.all_acts()[name] for name in OF_DISPATCH]
    offered = [
        act
        for act in known
        if act.fits(found) and may(request.person, act.action, found, request.at)
    ]
    return [
        Button.of(
            act,
            reverse("sending.dispatch_act", args=[found.pk, act.action]),
            found,
            request.person,
            request.at,
            first=act is offered[0],
        )
        for act in offered
    ]


def _seen(request: PersonRequest, pk: int) -> tuple[Dispatch, Record]:
    """Raises Http404 where the record is not open to this person."""
    rows = Dispatch.objects.select_related("record__entity", "document", "sent_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found, seen(found.record_id, request.person, request.at)
