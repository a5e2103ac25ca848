"""What is told of somebody: why he could know, and what he did."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from shoumi.domains.people.duty import Held
from shoumi.domains.vault.models import Grant, Use
from shoumi.kernel.accounts.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Could:
    """Why somebody could know: in words, since when and until when."""

    why: "StrOrPromise"
    since: date
    until: date | None
    detail: str = ""


@dataclass(frozen=True)
class Did:
    """One thing that somebody did: when, what, and under which number and purpose."""

    at: datetime
    what: "StrOrPromise"
    number: str = ""
    purpose: str = ""
    pages: int = 0


@dataclass
class Knower:
    """A person with everything that could have made or made the secret known to him, and how he
    stood with what was required on that day."""

    person: Person
    could: list[Could] = field(default_factory=list)
    did: list[Did] = field(default_factory=list)
    held: tuple[Held, ...] = ()

    @property
    def last(self) -> datetime | None:
        """When he met it last; what he did stands the latest first."""
        return self.did[0].at if self.did else None


def did_by_use(use: Use, purpose: str) -> Did:
    """What was done with which carrier, and which copies came of it."""
    what = f"{Grant.Action(use.action).label} · {use.version.carrier.number}"
    taken = list(use.taken.all())
    parts = [one.part for one in taken if one.part]
    numbers = [str(one.carrier.number) for one in taken]
    what = " · ".join([what, *parts, *([f"→ {' '.join(numbers)}"] if numbers else [])])
    return Did(use.at, what, use.number, purpose, len({shown.page for shown in use.pages.all()}))
