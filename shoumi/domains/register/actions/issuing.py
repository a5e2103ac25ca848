"""Papers of one secret: approval sheets, and the label by which its carriers are marked (4.2)."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.documents import (
    CHANGE_SHEET,
    LABEL,
    SHEET,
    change_sheet,
    grading_sheet,
    label_of,
)
from shoumi.domains.register.documents.labels import Size
from shoumi.domains.register.models import Change, TradeSecret
from shoumi.domains.register.rules.issuing import can_be_labelled, has_a_sheet
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.papers import Language

NO_SHEET = Reason("no_sheet", _("A sheet can be issued once it was submitted for approval."))
NO_LABEL = Reason(
    "no_label", _("A label can be issued while it is in force and no change is under way.")
)
NO_MARK = Reason("no_mark", _("Its grade has no words for a mark. The office can set them."))


@action("register.issue_sheet", label=_("Issue the approval sheet"), clauses=("4.2",))
def issue_sheet(
    secret: TradeSecret, *, language: Language = "zh-hans", by: Actor, at: datetime
) -> IssuedDocument:
    """The approval sheet as it stands, under the next number; the one before is replaced. Raises
    Refused, Sealed, DiskFull."""
    _require(secret, has_a_sheet, NO_SHEET)
    paper = grading_sheet(secret, at=at, language=language)
    before = _in_force(secret, SHEET.code, language)
    return papers.issue(secret, paper=paper, form=SHEET.code, supersedes=before, by=by, at=at)


@action("register.issue_change_sheet", label=_("Issue the sheet of a change"), clauses=("4.2",))
def issue_change_sheet(
    secret: TradeSecret, *, change: Change, language: Language = "zh-hans", by: Actor, at: datetime
) -> IssuedDocument:
    """The sheet of a change or declassification, as it stands. Raises Refused, Invalid, Sealed,
    DiskFull."""
    _require(secret, has_a_sheet, NO_SHEET)
    if change.secret_id != secret.pk:
        raise Invalid("change", _("This is no change of this secret."))
    paper = change_sheet(change, at=at, language=language)
    return papers.issue(secret, paper=paper, form=CHANGE_SHEET.code, by=by, at=at)


@action("register.issue_label", label=_("Issue a label"), clauses=("4.2",))
def issue_label(
    secret: TradeSecret,
    *,
    size: Size = "a7",
    language: Language = "zh-hans",
    by: Actor,
    at: datetime,
) -> IssuedDocument:
    """A label for the carriers, with the mark in force; it replaces the one before. Raises
    Refused, Sealed, DiskFull."""
    _require(secret, can_be_labelled, NO_LABEL)
    label = label_of(secret, at=at, size=size, language=language)
    if not label.mark:
        raise Refused(NO_MARK)
    before = _in_force(secret, LABEL.code, language)
    return papers.issue_label(secret, label=label, form=LABEL.code, supersedes=before, by=by, at=at)


def _require(secret: TradeSecret, fits: Callable[[TradeSecret], bool], otherwise: Reason) -> None:
    """Raises Refused. The kernel's own action needs the record as it is saved."""
    if not fits(secret):
        raise Refused(otherwise)
    secret.save()


def _in_force(secret: TradeSecret, form: str, language: Language) -> IssuedDocument | None:
    """The paper of this form that the next one replaces: only one in each language counts."""
    found = IssuedDocument.objects.in_force().filter(
        record_id=secret.pk, form=form, language=language
    )
    return found.first()
