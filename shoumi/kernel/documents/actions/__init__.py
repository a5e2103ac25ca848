"""Every change of papers, evidence and templates, and every opening of them."""

from shoumi.kernel.documents.actions.evidence import add_evidence, keep_scan
from shoumi.kernel.documents.actions.issuing import issue, issue_label, void
from shoumi.kernel.documents.actions.reading import read_evidence, read_paper
from shoumi.kernel.documents.actions.templates import (
    replace_template,
    restore_template,
    template_bytes,
    template_in_use,
)

__all__ = [
    "add_evidence",
    "issue",
    "issue_label",
    "keep_scan",
    "read_evidence",
    "read_paper",
    "replace_template",
    "restore_template",
    "template_bytes",
    "template_in_use",
    "void",
]
