"""Bringing an edition in, binding its clauses, adopting it."""

from shoumi.regime.actions.adopting import (
    adopt,
    drop,
    enter_paper_decision,
    follow_resolution,
    propose_adoption,
)
from shoumi.regime.actions.binding import bind, confirm_all
from shoumi.regime.actions.drafting import import_text, take_default

__all__ = [
    "adopt",
    "bind",
    "confirm_all",
    "drop",
    "enter_paper_decision",
    "follow_resolution",
    "import_text",
    "propose_adoption",
    "take_default",
]
