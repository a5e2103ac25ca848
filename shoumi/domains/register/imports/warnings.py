"""What in a row is worth a second look, though it comes in all the same."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions import Existing
from shoumi.domains.register.catalogue import information
from shoumi.domains.register.imports.company import Vocabulary
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.models.secret import LIVE
from shoumi.domains.register.rules.grading import next_review, term_end
from shoumi.domains.register.rules.warnings import cautions_about
from shoumi.foundation.periods import Term
from shoumi.kernel.accounts.imports.tables import Line
from shoumi.kernel.accounts.standing import local_day

# What a nomination is warned of by its words; the catalogue's other cautions are for its pages.
OF_THE_WORDS = frozenset({"published_patent", "already_public", "bare_customer_names"})
OWNER_LEFT = _(
    "The owner has left the company. The row comes in with this name; choose a new owner on the "
    "entry's page, or put one here."
)
LEFT = _("This person has left the company. Name somebody who is here.")
MAY_BE_STATE_SECRET = _(
    "This speaks of state secrets. Make sure that it is none: a state secret must not be kept in "
    "this system."
)


@dataclass
class Watch:
    """Looks at the rows of one table, with the names that stand in the register already."""

    day: date
    words: Vocabulary
    numbers: dict[str, set[str]]
    rows: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Vocabulary, by: Any, at: datetime) -> "Watch":
        """With the live entries that whoever brings the table may see. One query."""
        seen = TradeSecret.objects.visible_to(by, at).filter(state__in=LIVE).order_by()
        numbers: dict[str, set[str]] = {}
        for title, number in seen.values_list("title", "number"):
            numbers.setdefault(_compared(title), set()).add(number or "")
        return cls(local_day(at), words, numbers)

    def note_name(self, line: Line, title: str) -> int:
        """The row that bore this name first."""
        return self.rows.setdefault(_compared(title), line.number)

    def name(self, line: Line, title: str, number: str = "") -> None:
        """A name that another row bears, or an entry in the register with another number."""
        first = self.note_name(line, title)
        others = self.numbers.get(_compared(title), set()) - {number}
        if first != line.number:
            what = t("Row %(row)s bears the same name. If both are one secret, keep one of them.")
            line.warn("title", what % {"row": first})
        elif others:
            what = t("%(number)s in the register bears the same name. If this is that secret, put "
                     "its number into the row, so that it is not entered twice.")  # fmt: skip
            line.warn("title", what % {"number": min(others)})

    def new(self, line: Line, existing: Existing) -> None:
        """Everything that can be told of a row that becomes an entry."""
        self.name(line, existing.title)
        self._words(line, existing)
        self._days(line, existing)
        if existing.owner.until_on is not None and existing.owner.until_on <= self.day:
            line.warn("owner", OWNER_LEFT)

    def _words(self, line: Line, existing: Existing) -> None:
        """Published patents and bare customer names, as for a nomination: by the name and by
        what is secret. The grounds may well cite the patents that were searched."""
        told = {"title": existing.title, "points": "\n".join(existing.points)}
        kind = information().types[existing.category]
        for caution in cautions_about("\n".join(told.values()), kind):
            if caution.code in OF_THE_WORDS:
                found = (name for name, said in told.items() if caution in cautions_about(said))
                line.warn(next(found, "category"), str(caution.text))

    def _days(self, line: Line, existing: Existing) -> None:
        ends = term_end(Term.parse(existing.term), existing.approved_on)
        if ends is not None and ends < self.day:
            what = t("The term ran out on %(day)s. It comes in as in force; extend it or "
                     "declassify it on the entry's page.")  # fmt: skip
            line.warn("term", what % {"day": ends.isoformat()})
        months = self.words.review_months[existing.grade]
        due = next_review(existing.reviewed_on or existing.approved_on, months)
        # One that is late by less than a whole cycle is told by the register soon enough.
        if next_review(due, months) < self.day:
            what = t("A review has been due since %(day)s. If there was one, put its day here; if "
                     "not, have it reviewed soon.")  # fmt: skip
            line.warn("reviewed_on", what % {"day": due.isoformat()})


def _compared(title: str) -> str:
    """A name as it is compared: without case, spaces and widths."""
    return "".join(unicodedata.normalize("NFKC", title).casefold().split())
