"""The regime as a page: articles and clauses, beside each its verdict, on a day, for one person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Status, UnknownControl, find, worst
from shoumi.kernel.records.models import Transition
from shoumi.kernel.ui import navigation
from shoumi.regime import beside
from shoumi.regime.assessment import Answer, Assessed, assess
from shoumi.regime.beside import Answered, Halted
from shoumi.regime.evidence import Proof, Proofs
from shoumi.regime.models import Clause, Edition

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Ground:
    """Why a verdict stands: one sentence, and the questions that gave it when there are several."""

    because: str
    of: list[str]


@dataclass(frozen=True)
class Asked:
    """One question with its answer and what proves it."""

    answer: Answer
    proofs: list[Proof]


@dataclass(frozen=True)
class Way:
    """Where somebody can see to it."""

    label: "StrOrPromise"
    url: str


@dataclass(frozen=True)
class Line:
    """A clause and what stands in the margin beside it."""

    clause: Clause
    status: Status
    grounds: list[Ground]
    next_due: date | None
    asked: list[Asked]
    ways: list[Way]
    open: bool
    unbuilt: bool
    answered: Sequence[Answered] = ()
    halted: Halted | None = None
    ask_url: str = ""

    @property
    def proofs(self) -> int:
        return sum(len(one.proofs) for one in self.asked)


@dataclass(frozen=True)
class Article:
    number: str
    first: Clause
    lines: list[Line]
    status: Status


@dataclass(frozen=True)
class Tally:
    """How many clauses have a verdict; `start` and `count` place it on a strip of all."""

    status: Status
    count: int
    start: int
    url: str
    here: bool


class RegimePage:
    """Assesses once; everything shown comes from that."""

    def __init__(
        self, edition: Edition, as_of: date, only: Status | None, person: Any, at: datetime
    ) -> None:
        self.edition, self.as_of, self.only = edition, as_of, only
        self.person, self.at = person, at
        self.today = local_day(at)
        self.told = beside.told(edition, as_of, person, at)
        self.assessed = assess(edition, as_of)

    @cached_property
    def articles(self) -> list[Article]:
        """Those with a clause to show, in the text's order."""
        shown = [one for one in self.assessed if self.only in {None, one.verdict.status}]
        return [
            Article(number, lines[0].clause, lines, worst(line.status for line in lines))
            for number, some in groupby(shown, key=lambda one: one.clause.article)
            if (lines := [self._line(one) for one in some])
        ]

    @cached_property
    def tallies(self) -> list[Tally]:
        counts = Counter(one.verdict.status for one in self.assessed)
        found, start = [], 0
        for status in Status:
            here = status is self.only
            url = self._url(None if here else status)
            found.append(Tally(status, counts[status], start, url, here))
            start += counts[status]
        return found

    @property
    def all_url(self) -> str:
        return self._url(None)

    @property
    def total(self) -> int:
        return len(self.assessed)

    @property
    def is_past(self) -> bool:
        return self.as_of < self.today

    @property
    def is_ahead(self) -> bool:
        return self.as_of > self.today

    @cached_property
    def entered_on(self) -> date | None:
        """When the edition's coming into force was entered, where that was after the day asked."""
        moved = Transition.objects.filter(record_id=self.edition.pk, to_state="in_force").first()
        day = local_day(moved.recorded_at) if moved else None
        return day if day is not None and day > self.as_of else None

    def _url(self, status: Status | None) -> str:
        asked = {}
        if self.as_of != self.today:
            asked["as_of"] = self.as_of.isoformat()
        if status is not None:
            asked["status"] = str(status)
        return reverse("regime.home") + (f"?{urlencode(asked)}" if asked else "")

    def _line(self, one: Assessed) -> Line:
        status = one.verdict.status
        gravest = [answer for answer in one.answers if answer.verdict.status is status]
        unbuilt = bool(gravest) and not any(_is_built(answer.control) for answer in gravest)
        open_still = status in {Status.BROKEN, Status.DUE, Status.UNKNOWN} and not self.is_past
        return Line(
            clause=one.clause,
            status=status,
            grounds=_grounds(one, gravest),
            next_due=one.verdict.next_due,
            asked=[
                Asked(answer, self._proofs.of(answer.verdict.evidence, self.as_of))
                for answer in one.answers
            ],
            ways=self._ways(gravest) if open_still and not unbuilt else [],
            open=open_still,
            unbuilt=unbuilt,
            answered=self.told.answered.get(one.clause.ident, ()),
            halted=self.told.halted.get(one.clause.ident),
            ask_url=f"{self.told.ask_url}?clause={one.clause.ident}" if self.told.ask_url else "",
        )

    @cached_property
    def _proofs(self) -> Proofs:
        evidence = [item for one in self.assessed for item in one.verdict.evidence]
        return Proofs(evidence, self.person, self.at)

    @cached_property
    def _places(self) -> set[str]:
        """The addresses that are open to this person."""
        sections = navigation.entries_for(self.person, self.at).values()
        return {entry.url_name for entries in sections for entry in entries}

    def _ways(self, answers: Iterable[Answer]) -> list[Way]:
        steps = dict.fromkeys(answer.verdict.step for answer in answers)
        return [
            Way(step.label, reverse(step.place) + (f"?{step.query}" if step.query else ""))
            for step in steps
            if step is not None and step.place in self._places
        ]


def _is_built(name: str) -> bool:
    try:
        find(name)
    except UnknownControl:
        return False
    return True


def _grounds(one: Assessed, gravest: list[Answer]) -> list[Ground]:
    """Each sentence once, with the questions it answers where the clause asks several."""
    if not one.answers:
        return [Ground(one.verdict.because, [])]
    said: dict[str, list[str]] = {}
    for answer in gravest:
        said.setdefault(answer.verdict.because, []).append(answer.title)
    several = len(one.answers) > 1
    return [Ground(because, titles if several else []) for because, titles in said.items()]
