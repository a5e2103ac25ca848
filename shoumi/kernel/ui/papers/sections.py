"""The section of papers and evidence, and the pile of what there is to read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.inbox import inbox
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.sections import Section, Shown, declare
from shoumi.kernel.ui.work import piles

PAPER_TONES = {"issued": Tone.GOOD, "superseded": Tone.NEUTRAL, "void": Tone.BAD}
AT_MOST = 50


def papers(record: Any, person: Any, at: datetime) -> Shown | None:
    """Issued papers and evidence files. Two queries, and what the domain's permit asks."""
    issued = list(IssuedDocument.objects.filter(record_id=record.pk)[:AT_MOST])
    evidence = list(
        Evidence.objects.filter(record_id=record.pk).select_related("collected_by")[:AT_MOST]
    )
    may_add = may(person, "documents.add_evidence", record, at)
    if not issued and not evidence and not may_add:
        return None
    return {
        "papers": [{"paper": one, "tone": PAPER_TONES[one.state]} for one in issued],
        "evidence": [{"file": one, "late": _is_late(one)} for one in evidence],
        "may_read": bool(issued or evidence) and may(person, "documents.read", record, at),
        "add_url": reverse("records.act", args=[record.pk, "documents.add_evidence"])
        if may_add
        else "",
    }


def _is_late(evidence: Evidence) -> bool:
    return evidence.signed_on != local_day(evidence.recorded_at)


def to_read(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What was sent to this person and waits for an answer. One query."""
    return [
        piles.Item(
            receipt.dispatch.subject,
            reverse("receipts.receipt", args=[receipt.pk]),
            _note(receipt),
            receipt.dispatch.deadline,
            icon="news",
        )
        for receipt in inbox(person, at)[:AT_MOST]
    ]


def _note(receipt: Receipt) -> str:
    reminded = receipt.dispatch.reminded_at
    if reminded is None:
        return receipt.state_label
    return _("%(state)s · reminded on %(day)s") % {
        "state": receipt.state_label,
        "day": local_day(reminded).isoformat(),
    }


declare(Section("papers", _("Papers and evidence"), "ui/papers/_papers.html", papers, 40))
piles.declare(piles.Pile("read", _("To read and confirm"), to_read, 40, "news"))
