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
from shoumi.regime.actions.laying import (
    ask_to_confirm,
    follow_rule,
    give_back,
    lay_before_staff,
    take_back,
)
from shoumi.regime.actions.revising import (
    add_clause,
    draft_revision,
    strike_clause,
    write_clause,
)

__all__ = [
    "add_clause",
    "adopt",
    "ask_to_confirm",
    "bind",
    "confirm_all",
    "draft_revision",
    "drop",
    "enter_paper_decision",
    "follow_resolution",
    "follow_rule",
    "give_back",
    "import_text",
    "lay_before_staff",
    "propose_adoption",
    "strike_clause",
    "take_back",
    "take_default",
    "write_clause",
]
