"""What an edition of some sorts sets besides its clauses, and what follows from it (2.2, 4.2, 8.1).

The grading standard sets the grades, the scope catalogue what is covered, the regime's rule the
regime. Whose records follow is not known here: the composition says it, once for each sort.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from shoumi.domains.policies.models import Edition, Rule
from shoumi.domains.policies.rules.texts import Words
from shoumi.kernel.access import Reason
from shoumi.kernel.actions import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Annexed:
    """An annex as a table, in the reader's language; `widths` are shares of the page. On paper it
    has at most `beside` columns beside its first; what is more stands in a table below. 0: any."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    beside: int = 0


def _nothing(*_told: Any) -> None:
    """Nothing is said against it, and nothing follows."""


@dataclass(frozen=True)
class Governs:
    """How the annex of one sort is read, checked and carried out.

    `lacks` names what speaks against deciding on it; `follow` brings it about on the day on which
    the edition comes into force, and may raise Refused; `address` is the page on which a draft's
    annex is written. `objects` says why something can't be an annex at all, `first` is the annex
    that the house's own text begins with, and `lapse` undoes the following on a repeal.

    A sort whose text is kept elsewhere says so by `elsewhere`: its clauses and its annex are only
    taken over from there. `given_up` hears when such an edition goes no further, by the step of its
    state table that ended its way; `difference` is the page on which it stands beside what it
    replaces, empty where there is nothing to compare, and `replaces` is what that said, in the
    reader's language.
    """

    told: "Callable[[Edition], Annexed | None]"
    lacks: "Callable[[Edition, date], Iterable[StrOrPromise]]"
    follow: Callable[[Edition, date, datetime], None]
    address: Callable[[Edition], str]
    elsewhere: "StrOrPromise" = ""
    difference: Callable[[Edition], str] | None = None
    replaces: Callable[[Edition], Sequence[Words]] | None = None
    given_up: Callable[[Edition, str, datetime], None] = _nothing
    objects: "Callable[[Mapping[str, Any]], StrOrPromise | None]" = _nothing
    first: Callable[[], dict[str, Any]] = dict
    lapse: Callable[[Edition, date, datetime], None] = _nothing


_BY_SORT: Final[dict[str, Governs]] = {}


def provide(sort: str, governs: Governs) -> None:
    """Say what the editions of a sort set. Raises ValueError for a sort named twice."""
    if sort in _BY_SORT:
        raise ValueError(f"what {sort} sets is said twice")
    _BY_SORT[sort] = governs


def of(edition: Edition) -> Governs | None:
    """What the edition sets besides its clauses; None for most rules."""
    return _BY_SORT.get(edition.rule.sort)


def is_elsewhere(rule: Rule) -> bool:
    """Whether the text of its editions is kept elsewhere, and only taken over."""
    governs = _BY_SORT.get(rule.sort)
    return governs is not None and bool(governs.elsewhere)


def require_own_text(rule: Rule) -> None:
    """Raises Refused where the text is kept elsewhere."""
    governs = _BY_SORT.get(rule.sort)
    if governs is not None and governs.elsewhere:
        raise Refused(Reason("elsewhere", governs.elsewhere))


def annexed(edition: Edition) -> Annexed | None:
    """The edition's annex as a table; None where it has none."""
    governs = of(edition)
    return governs.told(edition) if governs is not None and edition.annex else None


def lacks(edition: Edition, day: date) -> "tuple[StrOrPromise, ...]":
    governs = of(edition)
    return tuple(governs.lacks(edition, day)) if governs is not None else ()


def follow(edition: Edition, on: date, at: datetime) -> None:
    """Bring about what the edition sets. Raises Refused."""
    governs = of(edition)
    if governs is not None:
        governs.follow(edition, on, at)


def given_up(edition: Edition, step: str, at: datetime) -> None:
    """Tell whoever keeps the text that it goes no further for now. Raises Refused."""
    governs = of(edition)
    if governs is not None:
        governs.given_up(edition, step, at)


def lapse(edition: Edition, on: date, at: datetime) -> None:
    """The edition was repealed: what followed from it holds no more."""
    governs = of(edition)
    if governs is not None:
        governs.lapse(edition, on, at)


def first_annex(sort: str) -> dict[str, Any]:
    """What the annex of the house's own text of that sort begins with."""
    governs = _BY_SORT.get(sort)
    return governs.first() if governs is not None else {}
