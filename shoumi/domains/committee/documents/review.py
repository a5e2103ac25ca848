"""制度执行情况: how each clause of the regime stood on a day, frozen (4.4, 5.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.committee.documents.notice import committee_of
from shoumi.domains.committee.models import Meeting
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Paper,
    Paragraph,
)


@dataclass(frozen=True)
class Line:
    """A clause, its verdict in a word, and why it stands so."""

    clause: str
    heading: str
    verdict: str
    because: str


@dataclass(frozen=True)
class Review:
    """The regime's edition by its number, as it was assessed for a day. `counts` gives how many
    clauses have each verdict."""

    edition: str
    as_of: date
    counts: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]


def review_paper(meeting: Meeting, review: Review, *, at: datetime, language: Language) -> Paper:
    """What the meeting has before it; computed from the records, and nobody's words."""
    with override(language):
        columns = (
            Column(t("Clause of the regime"), 0.5, "center"), Column(t("What it asks"), 1.8),
            Column(t("Verdict"), 0.7, "center"), Column(t("Grounds of the verdict"), 2.4),
        )  # fmt: skip
        rows = tuple((one.clause, one.heading, one.verdict, one.because) for one in review.lines)
        return Paper(
            title=t("How the regime is carried out: assessment as of %(day)s")
            % {"day": review.as_of.isoformat()},
            organ=meeting.entity.organ_name,
            blocks=(
                Facts(_facts(meeting, review)),
                Paragraph(
                    t("Every verdict is computed from the records of that day. It was frozen for "
                      "this meeting; what was entered afterwards doesn't change it.")
                ),
                Heading(t("Clause by clause")),
                Grid(columns, rows),
            ),
            dated=local_day(at),
            language=language,
            closing=committee_of(meeting),
        )  # fmt: skip


def _facts(meeting: Meeting, review: Review) -> tuple[tuple[str, str], ...]:
    counted = t(", ").join(f"{label} {count}" for label, count in review.counts)
    return (
        (t("Meeting"), str(meeting.number)),
        (t("Edition of the regime"), review.edition),
        (t("As of"), review.as_of.isoformat()),
        (t("Verdicts"), counted),
    )
