"""The web process loads while the databases are checked; it answers nothing until the gate opens.

A start is quicker so by half. Where nobody set a gate (another server runs the application), there
is none.
"""

import os
import time
from pathlib import Path

VARIABLE = "SHOUMI_GATE"
FILE = "gate.open"


def await_opening() -> None:
    """Return when the gate is open. Whoever waits is ended by the supervisor if it never opens."""
    path = os.environ.get(VARIABLE)
    while path and not Path(path).exists():
        time.sleep(0.02)
