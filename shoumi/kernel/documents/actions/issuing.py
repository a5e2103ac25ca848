"""Issuing a paper with the next number of its series, and declaring one void."""

import hashlib
import io
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.foundation.workflow import NotAllowed
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.activity import ledger
from shoumi.kernel.documents import forms
from shoumi.kernel.documents.actions.templates import template_in_use
from shoumi.kernel.documents.labels import Label, print_label
from shoumi.kernel.documents.models import PAPER_FLOW, DocumentTemplate, IssuedDocument
from shoumi.kernel.documents.papers import Paper
from shoumi.kernel.documents.typesetting import typeset
from shoumi.kernel.documents.word import BadTemplate, filled
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import reasons
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.storage import objects as storage

OTHER_PAPER = Reason(
    "other_paper", _("A paper replaces one of the same form and record, issued before.")
)

TEMPLATE_FAILS = _(
    "The office's Word template for this form can't be filled with this paper. Nothing was issued; "
    "ask the committee's office to mend the template."
)


@action("documents.issue", label=_("Issue a paper"), clauses=("3.2", "4.2"))
def issue(
    record: Record,
    *,
    paper: Paper,
    form: str,
    supersedes: IssuedDocument | None = None,
    by: Actor,
    at: datetime,
) -> IssuedDocument:
    """Give the paper its number, make PDF and Word file, seal both.

    Inside another action the record must have been saved before. Raises Refused, Stale, KeyError
    for a form that nobody declared, Invalid for a Word template that fails on this paper, Sealed,
    DiskFull.
    """
    kind = forms.find(form)
    number = next_number(record.entity, kind.series, kind.word, local_day(at).year)
    paper = replace(paper, number=number, layout=kind.layout)
    template = template_in_use(form, paper.language)
    with override(paper.language):
        pdf = typeset(paper, form=str(kind.label), at=at)
    document = IssuedDocument(
        form=form,
        number=number,
        language=paper.language,
        mark=paper.mark,
        dated=paper.dated,
        supersedes=_replaced(supersedes, record, form),
        template=template,
        values_sha256=paper.fingerprint,
    )
    return _kept(document, record, pdf, _as_word(paper, template, at), by=by, at=at)


@action("documents.issue_label", label=_("Give the label its number"), clauses=("4.2",))
def issue_label(
    record: Record,
    *,
    label: Label,
    form: str,
    supersedes: IssuedDocument | None = None,
    by: Actor,
    at: datetime,
) -> IssuedDocument:
    """Give the label its number, which it bears as well, and seal it: as a PDF of its own size,
    and as a Word file that says the same on a sheet.

    `values_sha256` is the hash in the label's code. Raises as `issue` does.
    """
    kind = forms.find(form)
    number = next_number(record.entity, kind.series, kind.word, local_day(at).year)
    label = label.numbered(number)
    template = template_in_use(form, label.language)
    with override(label.language):
        sheet = label.sheet(title=str(kind.label), number=number, dated=local_day(at))
    document = IssuedDocument(
        form=form,
        number=number,
        language=label.language,
        mark=label.mark,
        dated=local_day(at),
        supersedes=_replaced(supersedes, record, form),
        template=template,
        values_sha256=label.check,
    )
    pdf = print_label(label, at=at)
    return _kept(document, record, pdf, _as_word(sheet, template, at), by=by, at=at)


def _kept(
    document: IssuedDocument, record: Record, pdf: bytes, docx: bytes, *, by: Actor, at: datetime
) -> IssuedDocument:
    """The paper in force, its two files sealed under the record's keys."""
    document.record_id, document.entity_id = record.pk, record.entity_id
    document.state, document.issued_at = PAPER_FLOW.start, at
    document.issued_by = by if isinstance(by, Person) else None
    document.sha256 = hashlib.sha256(pdf).hexdigest()
    document.docx_sha256 = hashlib.sha256(docx).hexdigest()
    document.pdf = storage.put(io.BytesIO(pdf), record=record, by=by, at=at)
    document.docx = storage.put(io.BytesIO(docx), record=record, by=by, at=at)
    document.save()
    return document


@action("documents.void", label=_("Declare the paper void"), clauses=("3.2", "4.2"), step="void")
def void(document: IssuedDocument, *, reason: str, by: Actor, at: datetime) -> IssuedDocument:
    """The paper no longer counts; it, its number and the reason stay. Raises Refused, Invalid."""
    reason = reason.strip()
    if not reason:
        raise Invalid("reason", _("Say why the paper is void."))
    if len(reason) > 300:
        raise Invalid("reason", _("Say it in 300 characters or fewer."))
    _step(document, "void")
    document.void_reason = reason
    document.voided_at = at
    document.save()
    ledger.remark(reason=reason)
    return document


def _as_word(paper: Paper, template: DocumentTemplate | None, at: datetime) -> bytes:
    try:
        return filled(paper, at=at, template=bytes(template.content) if template else None)
    except BadTemplate as bad:
        raise Invalid("", TEMPLATE_FAILS) from bad


def _replaced(
    supersedes: IssuedDocument | None, record: Record, form: str
) -> IssuedDocument | None:
    """The paper that the new one replaces, marked so, or None."""
    if supersedes is None:
        return None
    old = IssuedDocument.objects.select_for_update().get(pk=supersedes.pk)
    if old.record_id != record.pk or old.form != form:
        raise Refused(OTHER_PAPER)
    _step(old, "supersede")
    old.version += 1
    old.save()
    return old


def _step(document: IssuedDocument, step: str) -> None:
    try:
        document.state = PAPER_FLOW.take(document.state, step, document)
    except NotAllowed as no:
        raise Refused(*reasons(PAPER_FLOW, no)) from None
