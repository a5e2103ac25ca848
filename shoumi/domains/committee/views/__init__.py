"""The committee's screens: one function a screen."""

from shoumi.domains.committee.views.acting import attendance_act, item_act, vote_act
from shoumi.domains.committee.views.checking import department_checks
from shoumi.domains.committee.views.listing import board, call, decide_meanwhile, lay_before_director, meetings, waiting
from shoumi.domains.committee.views.room import here, room

__all__ = [
    "attendance_act",
    "board",
    "call",
    "decide_meanwhile",
    "department_checks",
    "here",
    "item_act",
    "lay_before_director",
    "meetings",
    "room",
    "vote_act",
    "waiting",
]
