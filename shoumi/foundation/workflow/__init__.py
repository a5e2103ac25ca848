"""State tables: which step leads from which state to which, who may take it, what guards it."""

from shoumi.foundation.workflow.diagram import mermaid
from shoumi.foundation.workflow.flow import ANY, Flow, Guard, Label, State, Step
from shoumi.foundation.workflow.refusals import BadFlow, NotAllowed

__all__ = [
    "ANY",
    "BadFlow",
    "Flow",
    "Guard",
    "Label",
    "NotAllowed",
    "State",
    "Step",
    "mermaid",
]
