"""What a file that comes in really is, whether a virus scanner objects, and whether its pages bear
a state secret's mark. It finds; what follows from it the domain decides."""

from shoumi.kernel.screening.clamd import Clamd, Outcome, Scanned
from shoumi.kernel.screening.kinds import Family, is_disguised, is_misnamed, kind_named
from shoumi.kernel.screening.looking import Findings, Marks, screen

__all__ = [
    "Clamd",
    "Family",
    "Findings",
    "Marks",
    "Outcome",
    "Scanned",
    "is_disguised",
    "is_misnamed",
    "kind_named",
    "screen",
]
