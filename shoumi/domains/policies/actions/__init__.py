"""Every change of rules, of their editions and of what is asked about them."""

from shoumi.domains.policies.actions.beginning import (
    abandon_rule,
    begin_rule,
    draft_edition,
    take_starter,
)
from shoumi.domains.policies.actions.consulting import (
    answer_remark,
    close_consultation,
    enter_remark,
    open_consultation,
    remark,
)
from shoumi.domains.policies.actions.deciding import (
    follow_resolution,
    review_edition,
    submit_edition,
    withdraw_edition,
)
from shoumi.domains.policies.actions.interpreting import (
    ask_question,
    dismiss_question,
    draft_answer,
    publish_answer,
    withdraw_question,
)
from shoumi.domains.policies.actions.publishing import (
    ask_newcomers,
    bring_into_force,
    enter_signatures,
    issue_signature_sheet,
    publish_edition,
)
from shoumi.domains.policies.actions.repealing import propose_repeal, withdraw_repeal
from shoumi.domains.policies.actions.taking import take_text
from shoumi.domains.policies.actions.taking_over import enter_adopted, take_over
from shoumi.domains.policies.actions.translating import issue_translation, translate_answer
from shoumi.domains.policies.actions.upholding import (
    lift_suspension,
    review_in_force,
    suspend_clause,
)
from shoumi.domains.policies.actions.writing import (
    check_basis,
    describe_edition,
    strike_clause,
    write_annex,
    write_clause,
)

__all__ = [
    "abandon_rule",
    "answer_remark",
    "ask_newcomers",
    "ask_question",
    "begin_rule",
    "bring_into_force",
    "check_basis",
    "close_consultation",
    "describe_edition",
    "dismiss_question",
    "draft_answer",
    "draft_edition",
    "enter_adopted",
    "enter_remark",
    "enter_signatures",
    "follow_resolution",
    "issue_signature_sheet",
    "issue_translation",
    "lift_suspension",
    "open_consultation",
    "propose_repeal",
    "publish_answer",
    "publish_edition",
    "remark",
    "review_edition",
    "review_in_force",
    "strike_clause",
    "submit_edition",
    "suspend_clause",
    "take_over",
    "take_starter",
    "take_text",
    "translate_answer",
    "withdraw_edition",
    "withdraw_question",
    "withdraw_repeal",
    "write_annex",
    "write_clause",
]
