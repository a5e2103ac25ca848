"""The screens of rules."""

from shoumi.domains.policies.views.listing import begin, from_text, questions, rules
from shoumi.domains.policies.views.reading import confirmations, consultation, difference
from shoumi.domains.policies.views.saying import (
    answer_remark,
    ask_question,
    lift_suspension,
    remark,
    write_clause,
)
from shoumi.domains.policies.views.taking import take_text

__all__ = [
    "answer_remark",
    "ask_question",
    "begin",
    "confirmations",
    "consultation",
    "difference",
    "from_text",
    "lift_suspension",
    "questions",
    "remark",
    "rules",
    "take_text",
    "write_clause",
]
