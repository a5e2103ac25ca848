"""Looking through one file: its kind, the scanner's word, marks of state secrets."""

import os
from dataclasses import dataclass
from enum import StrEnum

from shoumi.kernel import rendering
from shoumi.kernel.documents.marks import state_secret_head
from shoumi.kernel.rendering.values import Source
from shoumi.kernel.screening.clamd import Clamd, Outcome, Scanned
from shoumi.kernel.screening.kinds import ENDS, kind_of


class Marks(StrEnum):
    """Whether a page bears a state secret's mark, or why that is not known for all of it."""

    NONE = "none"
    FOUND = "found"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    DAMAGED = "damaged"
    LOCKED = "locked"
    TIMEOUT = "timeout"


@dataclass(frozen=True)
class Findings:
    """What was found in a file; never any of its words."""

    kind: str
    scanned: Scanned
    marks: Marks


def screen(source: Source, scanner: Clamd | None) -> Findings:
    """Look through a file. Ends within bounds whatever comes; raises only what the source does."""
    size = source.seek(0, os.SEEK_END)
    source.seek(max(0, size - ENDS))
    tail = source.read(ENDS)
    source.seek(0)
    kind = kind_of(source.read(ENDS), tail)
    source.seek(0)
    scanned = scanner.scan(source, size) if scanner is not None else Scanned(Outcome.OFF)
    return Findings(kind, scanned, _marks(source))


def _marks(source: Source) -> Marks:
    try:
        if any(state_secret_head(text) for text in rendering.words(source)):
            return Marks.FOUND
    except rendering.CannotRender as cannot:
        return Marks(cannot.code)
    return Marks.NONE
