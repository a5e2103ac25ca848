"""The yearly work meeting reviews how the regime is carried out, from a frozen assessment (4.4)."""

from collections import Counter
from datetime import date, datetime

from shoumi.domains.committee import actions as committee
from shoumi.domains.committee.documents.review import Line, Review
from shoumi.domains.committee.models import Meeting
from shoumi.kernel.access import Actor
from shoumi.kernel.controls import Status
from shoumi.regime.assessment import assess, edition_on

HEADING = 60


def lay_review(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Lay today's assessment of the regime in force before a meeting. Raises Refused."""
    return committee.lay_review(meeting, assess=review_on, by=by, at=at)


def review_on(day: date) -> Review | None:
    """How each clause of the edition in force stands on a day, in the language that is active;
    None without such an edition."""
    edition = edition_on(day)
    if edition is None:
        return None
    found = assess(edition, day)
    counts = Counter(one.verdict.status for one in found)
    return Review(
        edition=edition.reference,
        as_of=day,
        counts=tuple((one.label, counts[one]) for one in Status if counts[one]),
        lines=tuple(
            Line(
                one.clause.ident, one.clause.title or one.clause.text[:HEADING],
                one.verdict.status.label, one.verdict.because,
            )
            for one in found
        ),
    )  # fmt: skip
