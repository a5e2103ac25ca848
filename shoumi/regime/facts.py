"""What is asked of an edition's state by screens and acts, and what exactly it says."""

import hashlib
import json
from datetime import date
from typing import Any

from shoumi.kernel.approvals import bodies
from shoumi.regime.assessment import edition_on
from shoumi.regime.models import ClauseQuerySet, Edition

SAID = (
    "ident", "article", "article_title", "article_title_en", "opening", "title", "title_en", "text",
    "text_en", "controls", "because", "because_en",
)  # fmt: skip


def is_before_committee(edition: Edition) -> bool:
    """Whether it waits for a resolution of the committee now."""
    return bodies.waiting().filter(record_id=edition.pk).exists()


def is_first() -> bool:
    """Whether no edition was ever adopted: until then there is nothing to revise."""
    return not Edition.objects.filter(state__in=["in_force", "superseded"]).exists()


def open_clauses(edition: Edition) -> ClauseQuerySet:
    """Those that still wait for somebody to confirm what they ask."""
    rows: ClauseQuerySet = edition.clauses.standing().filter(confirmed_at__isnull=True)
    return rows


def content(edition: Edition) -> dict[str, Any]:
    """What is adopted: the words of every clause, and what each is bound to."""
    return {
        "title": edition.title,
        "title_en": edition.name_en,
        "clauses": [list(row) for row in edition.clauses.standing().values_list(*SAID)],
    }


def fingerprint(edition: Edition) -> str:
    """SHA-256, in hex, of its words and of what each clause is bound to."""
    plain = json.dumps(content(edition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def before(edition: Edition, day: date) -> Edition | None:
    """The edition that it replaced, or would replace if it came into force on that day."""
    if edition.effective_on is None:
        return edition_on(day)
    return Edition.objects.filter(superseded_on=edition.effective_on).order_by("pk").last()
