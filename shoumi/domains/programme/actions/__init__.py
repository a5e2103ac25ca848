"""Every change of plans, and of what is carried out of them."""

from shoumi.domains.programme.actions.beginning import amend_plan, begin_next, begin_plan
from shoumi.domains.programme.actions.consulting import (
    answer_remark,
    close_consultation,
    consult_plan,
    remark,
)
from shoumi.domains.programme.actions.deciding import (
    decide_plan,
    follow_resolution,
    submit_plan,
    withdraw_plan,
)
from shoumi.domains.programme.actions.issuing import issue_plan, name_lead
from shoumi.domains.programme.actions.summing import (
    issue_summary,
    submit_summary,
    write_summary,
)
from shoumi.domains.programme.actions.writing import (
    Written,
    describe_plan,
    strike_item,
    write_item,
)

__all__ = [
    "Written",
    "amend_plan",
    "answer_remark",
    "begin_next",
    "begin_plan",
    "close_consultation",
    "consult_plan",
    "decide_plan",
    "describe_plan",
    "follow_resolution",
    "issue_plan",
    "issue_summary",
    "name_lead",
    "remark",
    "strike_item",
    "submit_plan",
    "submit_summary",
    "withdraw_plan",
    "write_item",
    "write_summary",
]
