"""Opening a paper or an evidence file, and the page of one receipt."""

from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shoumi.foundation import pdf
from shoumi.foundation.sealing import RangeReader
from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.documents.actions import read_evidence, read_paper
from shoumi.kernel.documents.incoming import DOCX, SUFFIXES
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Button
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.papers.acts import RECEIPT_ACTS
from shoumi.kernel.ui.records.page import seen
from shoumi.kernel.ui.sending.tones import RECEIPT_TONES

TOGETHER = 200


@require_POST
def open_paper(request: PersonRequest, pk: int, file: str) -> HttpResponseBase:
    """The PDF or the Word file; that it was opened is entered first."""
    paper = IssuedDocument.objects.select_related("record").filter(pk=pk).first()
    if paper is None or file not in {"pdf", "docx"}:
        raise Http404
    seen(paper.record_id, request.person, request.at)
    chosen: Any = file
    stream = read_paper(paper, file=chosen, by=request.person, at=request.at)
    media_type = "application/pdf" if file == "pdf" else DOCX
    return _file(stream, media_type, f"{paper.number}.{file}")


@require_POST
def open_together(request: PersonRequest) -> HttpResponseBase:
    """Several papers as one PDF, to print at once; that each was opened is entered first."""
    asked = request.POST.getlist("paper")
    numbers = [one for one in asked if one.isascii() and one.isdigit() and len(one) < 16]
    if not 0 < len(numbers) == len(asked) <= TOGETHER:
        return problem(request, 400)
    papers = IssuedDocument.objects.select_related("record").in_bulk([int(one) for one in numbers])
    contents = []
    for paper in sorted(papers.values(), key=lambda one: one.pk):
        seen(paper.record_id, request.person, request.at)
        with read_paper(paper, file="pdf", by=request.person, at=request.at) as stream:
            contents.append(stream.read())
    if not contents:
        raise Http404
    joined = BytesIO(pdf.joined(contents))
    return FileResponse(
        joined, as_attachment=True, filename="papers.pdf", content_type="application/pdf"
    )


@require_POST
def open_evidence(request: PersonRequest, pk: int) -> HttpResponseBase:
    evidence = Evidence.objects.select_related("record").filter(pk=pk).first()
    if evidence is None:
        raise Http404
    seen(evidence.record_id, request.person, request.at)
    stream = read_evidence(evidence, by=request.person, at=request.at)
    name = f"evidence-{evidence.pk}.{SUFFIXES[evidence.media_type]}"
    return _file(stream, evidence.media_type, name)


def _file(stream: RangeReader, media_type: str, name: str) -> HttpResponseBase:
    """Always a download: nothing that came from outside is ever shown within our own pages."""
    return FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)


@require_http_methods(["GET", "POST"])
def paper_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    """Declaring a paper void."""
    paper = IssuedDocument.objects.select_related("record").filter(pk=pk).first()
    act = acts.find(action)
    if paper is None or act is None or action != "documents.void":
        raise Http404
    record = seen(paper.record_id, request.person, request.at)
    back = reverse("records.record", args=[record.pk])
    return acts.answer(request, act, paper, back=back, about=str(paper))


@require_GET
def receipt(request: PersonRequest, pk: int) -> HttpResponse:
    """What was sent to me, and what I am asked for."""
    found = _mine(request, pk)
    known = [acts.all_acts()[name] for name in RECEIPT_ACTS]
    offered = [
        act
        for act in known
        if act.fits(found) and may(request.person, act.action, found, request.at)
    ]
    context = {
        "receipt": found,
        "tone": RECEIPT_TONES[found.state],
        "record_seen": found.dispatch.record.is_visible_to(request.person, request.at),
        "opened": found.state not in {"queued", "sent"},
        "buttons": [
            Button.of(
                act,
                reverse("receipts.act", args=[pk, act.action]),
                found,
                request.person,
                request.at,
                first=act is offered[0],
            )
            for act in offered
        ],
    }
    return render(request, "ui/papers/receipt.html", context)


@require_http_methods(["GET", "POST"])
def receipt_act(request: PersonRequest, pk: int, action: str) -> HttpResponse:
    found = _mine(request, pk)
    act = acts.find(action)
    if act is None or action not in RECEIPT_ACTS:
        raise Http404
    back = reverse("receipts.receipt", args=[pk])
    return acts.answer(request, act, found, back=back, about=found.dispatch.subject)


def _mine(request: PersonRequest, pk: int) -> Receipt:
    """Raises Http404 for what was sent to somebody else."""
    rows = Receipt.objects.select_related("dispatch__record", "dispatch__document", "person")
    found = rows.filter(pk=pk, person=request.person).first()
    if found is None:
        raise Http404
    return found
