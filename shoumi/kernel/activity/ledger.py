"""Which rows the action under way has changed. Every change of a logged row passes through here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID, uuid4


class UnloggedChange(Exception):
    """A row that the log protects was about to change outside an action."""


@dataclass(frozen=True)
class RowState:
    """A row in its canonical form: the form's version and the bytes it stands for."""

    table: str
    pk: str
    form: int
    canonical: bytes


@dataclass
class Ledger:
    """The rows and private facts that one entry will answer for."""

    uid: UUID = field(default_factory=uuid4)
    rows: dict[tuple[str, str], RowState] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)

    def note(self, row: RowState) -> None:
        self.rows[(row.table, row.pk)] = row

    def catch_up(self, inner: "Ledger") -> None:
        """Take over what an action inside this one made of rows that this one changed before.

        This entry is written after the inner one's, and the last entry on a row is what the row
        is held against.
        """
        self.rows.update({key: row for key, row in inner.rows.items() if key in self.rows})


_current: ContextVar[Ledger | None] = ContextVar("ledger", default=None)


@contextmanager
def opened() -> Iterator[Ledger]:
    """Open a ledger for one action; an action inside it opens its own."""
    ledger, outer = Ledger(), _current.get()
    token = _current.set(ledger)
    try:
        yield ledger
    finally:
        _current.reset(token)
    if outer is not None:
        outer.catch_up(ledger)


def current() -> Ledger:
    """The ledger of the action under way.

    Raises UnloggedChange when there is none.
    """
    ledger = _current.get()
    if ledger is None:
        raise UnloggedChange("A protected row may change only inside an action.")
    return ledger


def is_open() -> bool:
    """Whether an action is under way."""
    return _current.get() is not None


def remark(**facts: str) -> None:
    """Keep private facts (a reason, a name) with the entry under way, as salted commitments."""
    current().facts.update(facts)
