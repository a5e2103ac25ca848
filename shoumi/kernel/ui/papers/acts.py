"""How a screen asks for what can be done with papers, evidence and receipts."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.delivery.actions import acknowledge, decline, open_receipt
from shoumi.kernel.delivery.models import Act, Receipt
from shoumi.kernel.documents.actions import (
    add_evidence,
    replace_template,
    restore_template,
    void,
)
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import ActForm
from shoumi.kernel.ui.papers.forms import (
    AnswerForm,
    DeclineForm,
    EvidenceForm,
    TemplateForm,
    VoidPaperForm,
)


def file_evidence(
    record: Any,
    *,
    file: Any,
    description: str,
    signed_on: date,
    source: str,
    by: Any,
    at: datetime,
) -> Evidence:
    """The uploaded file as evidence; its name is only looked at, never kept."""
    return add_evidence(
        record,
        file=file,
        file_name=file.name or "",
        description=description,
        signed_on=signed_on,
        source=source,
        by=by,
        at=at,
    )


def unread(receipt: Receipt) -> bool:
    return receipt.state == "sent"


def opened(receipt: Receipt) -> bool:
    return receipt.state == "opened"


def may_be_declined(receipt: Receipt) -> bool:
    return opened(receipt) and receipt.dispatch.act != Act.KNOW


acts.form("documents.add_evidence", EvidenceForm, file_evidence, icon="upload")
acts.form("documents.void", VoidPaperForm, void, icon="ban", danger=True,
          lead=_("The number stays taken; the paper and the reason stay readable."))  # fmt: skip
acts.form("delivery.open_receipt", ActForm, open_receipt, icon="eye", brief=True, fits=unread,
          lead=_("That you opened it, and which version, is kept."))  # fmt: skip
acts.form("delivery.acknowledge", AnswerForm, acknowledge, icon="check", brief=True, fits=opened)
acts.form("delivery.decline", DeclineForm, decline, icon="x", brief=True, danger=True,
          fits=may_be_declined)  # fmt: skip

RECEIPT_ACTS = ("delivery.open_receipt", "delivery.acknowledge", "delivery.decline")
acts.form(
    "documents.replace_template", TemplateForm, replace_template, icon="upload",
    agree=_("Use it from now on"),
    lead=_("It is tried out with sample values first. Papers issued before keep theirs."),
)  # fmt: skip
acts.form(
    "documents.restore_template", ActForm, restore_template, icon="arrow-back-up",
    agree=_("Use the built-in one"),
    lead=_("Your own editions stay kept; papers are made with the built-in template again."),
)  # fmt: skip
