"""Every change of tasks, and of the calendar that their days are counted by."""

from shoumi.kernel.tasks.actions.clock import fall_due, remind, set_calendar, settle
from shoumi.kernel.tasks.actions.listing import take_list
from shoumi.kernel.tasks.actions.parties import answer_part, call_in, let_go
from shoumi.kernel.tasks.actions.work import (
    ask_extension,
    extend,
    pass_on,
    refuse_extension,
    report,
    send_back,
    sign_off,
    withdraw,
)

__all__ = [
    "answer_part",
    "ask_extension",
    "call_in",
    "extend",
    "fall_due",
    "let_go",
    "pass_on",
    "refuse_extension",
    "remind",
    "report",
    "send_back",
    "set_calendar",
    "settle",
    "sign_off",
    "take_list",
    "withdraw",
]
