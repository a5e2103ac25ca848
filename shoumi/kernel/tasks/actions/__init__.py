"""Every change of tasks, and of the calendar that their days are counted by."""

from shoumi.kernel.tasks.actions.clock import fall_due, remind, set_calendar, settle
from shoumi.kernel.tasks.actions.work import (
    ask_extension,
    extend,
    pass_on,
    report,
    send_back,
    sign_off,
    withdraw,
)

__all__ = [
    "ask_extension",
    "extend",
    "fall_due",
    "pass_on",
    "remind",
    "report",
    "send_back",
    "set_calendar",
    "settle",
    "sign_off",
    "withdraw",
]
