"""How long a secret is kept: so many years, until a date, long-term (长期), until public (公布前).

The four shapes are those of the SASAC provisional rules on trade secrets, art. 14.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shoumi.foundation.periods.dates import BadPeriod, add_days, add_months

_DURATION = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?")


class TermKind(StrEnum):
    LASTING = "lasting"
    UNTIL = "until"
    LONG_TERM = "long_term"
    UNTIL_PUBLIC = "until_public"


@dataclass(frozen=True, slots=True)
class Term:
    """A term as a value. Build it with ``lasting``, ``until``, ``long_term``, ``until_public``.

    ``str(term)`` is its stored form (``P5Y``, ``2029-08-31``, ``long_term``, ``until_public``)
    and ``Term.parse`` reads that back. Raises ``BadPeriod`` for a term of nothing.
    """

    kind: TermKind
    years: int = 0
    months: int = 0
    days: int = 0
    on: date | None = None

    def __post_init__(self) -> None:
        lasts = (self.years, self.months, self.days)
        if min(lasts) < 0:
            raise BadPeriod("a term cannot be negative")
        if any(lasts) != (self.kind is TermKind.LASTING):
            raise BadPeriod("a term that lasts needs a length, and no other term has one")
        if (self.on is not None) != (self.kind is TermKind.UNTIL):
            raise BadPeriod("a term until a date needs the date, and no other term has one")

    @classmethod
    def lasting(cls, *, years: int = 0, months: int = 0, days: int = 0) -> Term:
        return cls(TermKind.LASTING, years=years, months=months, days=days)

    @classmethod
    def until(cls, on: date) -> Term:
        return cls(TermKind.UNTIL, on=on)

    @classmethod
    def long_term(cls) -> Term:
        return cls(TermKind.LONG_TERM)

    @classmethod
    def until_public(cls) -> Term:
        return cls(TermKind.UNTIL_PUBLIC)

    @classmethod
    def parse(cls, text: str) -> Term:
        """The term of a stored form; raises ``BadPeriod`` for anything else."""
        if text in {TermKind.LONG_TERM, TermKind.UNTIL_PUBLIC}:
            return cls(TermKind(text))
        length = _DURATION.fullmatch(text)
        if length:
            years, months, days = (int(part or 0) for part in length.groups())
            return cls.lasting(years=years, months=months, days=days)
        try:
            return cls.until(date.fromisoformat(text))
        except ValueError as error:
            raise BadPeriod(f"{text!r} is not a term") from error

    def __str__(self) -> str:
        if self.kind is TermKind.LASTING:
            parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
            return "P" + "".join(f"{count}{unit}" for count, unit in parts if count)
        return self.on.isoformat() if self.on else self.kind.value

    def ends_on(self, start: date) -> date | None:
        """The last day still covered when the term begins on ``start``; ``None`` without one.

        Raises ``BadPeriod`` when the end leaves the calendar.
        """
        if self.kind is TermKind.LASTING:
            return add_days(add_months(start, 12 * self.years + self.months), self.days)
        return self.on

    def is_over(self, start: date, on: date) -> bool:
        """Whether the calendar has ended the term by ``on`` (its last day is still covered)."""
        end = self.ends_on(start)
        return end is not None and on > end
