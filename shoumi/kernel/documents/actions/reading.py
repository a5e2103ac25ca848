"""Opening papers and evidence. Every opening leaves an entry in the log."""

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.sealing import RangeReader
from shoumi.kernel.access import Actor, decide
from shoumi.kernel.actions import action
from shoumi.kernel.activity import ledger
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import objects as storage
from shoumi.kernel.storage.models import SealedObject


@action(
    "documents.read_paper",
    label=_("Open the paper"),
    clauses=("4.2", "6.2"),
    quiet=True,
    reads=True,
)
def read_paper(
    paper: IssuedDocument, *, file: Literal["pdf", "docx"] = "pdf", by: Actor, at: datetime
) -> RangeReader:
    """The paper's bytes as a seekable file; close it when done. Its SHA-256 stands on the paper.

    Raises Refused, Sealed, Lost, Altered.
    """
    ledger.remark(file=file)
    return _opened(paper.pdf if file == "pdf" else paper.docx, paper.record, by, at)


@action(
    "documents.read_evidence",
    label=_("Open the evidence"),
    clauses=("4.4", "6.2"),
    quiet=True,
    reads=True,
)
def read_evidence(evidence: Evidence, *, by: Actor, at: datetime) -> RangeReader:
    """The evidence file's bytes, like a paper's. Raises Refused, Sealed, Lost, Altered."""
    return _opened(evidence.file, evidence.record, by, at)


def _opened(file: SealedObject, record: Record, by: Actor, at: datetime) -> RangeReader:
    return storage.open_object(file, decide(by, "documents.read", record, at), at=at)
