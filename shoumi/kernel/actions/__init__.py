"""@action: check, change, record, in one transaction. Every change in the house is one."""

from shoumi.kernel.actions.action import action
from shoumi.kernel.actions.refusals import Invalid, Refused, Stale
from shoumi.kernel.actions.registry import Action, all_actions, find
from shoumi.kernel.actions.texts import (
    NOTE,
    STATEMENT,
    UNSHOWN,
    is_shown,
    require_said,
    require_text,
    require_texts,
)

__all__ = [
    "NOTE",
    "STATEMENT",
    "UNSHOWN",
    "Action",
    "Invalid",
    "Refused",
    "Stale",
    "action",
    "all_actions",
    "find",
    "is_shown",
    "require_said",
    "require_text",
    "require_texts",
]
