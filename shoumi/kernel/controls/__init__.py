"""The registry of questions that the regime asks, and the answer they give."""

from shoumi.kernel.controls.registry import (
    Control,
    UnknownControl,
    all_controls,
    control,
    find,
)
from shoumi.kernel.controls.verdict import Evidence, Status, Step, Verdict, worst

__all__ = [
    "Control",
    "Evidence",
    "Status",
    "Step",
    "UnknownControl",
    "Verdict",
    "all_controls",
    "control",
    "find",
    "worst",
]
