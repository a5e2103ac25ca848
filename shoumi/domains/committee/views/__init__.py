"""The committee's screens: one function a screen."""

from shoumi.domains.committee.views.acting import attendance_act, item_act, vote_act
from shoumi.domains.committee.views.checking import department_checks
from shoumi.domains.committee.views.extracts import extracts, issue_seats, issue_service
from shoumi.domains.committee.views.listing import (
    board,
    call,
    decide_meanwhile,
    lay_before_director,
    meetings,
    waiting,
)
from shoumi.domains.committee.views.room import here, room
from shoumi.domains.committee.views.seats import (
    ask_opinion,
    declare_interest,
    interests,
    nominate,
    nominations,
    open_undertaking,
    opinions,
    seat_act,
    seats,
    undertakings,
)
from shoumi.domains.committee.views.service import service, service_of

__all__ = [
    "ask_opinion",
    "attendance_act",
    "board",
    "call",
    "decide_meanwhile",
    "declare_interest",
    "department_checks",
    "extracts",
    "here",
    "interests",
    "issue_seats",
    "issue_service",
    "item_act",
    "lay_before_director",
    "meetings",
    "nominate",
    "nominations",
    "open_undertaking",
    "opinions",
    "room",
    "seat_act",
    "seats",
    "service",
    "service_of",
    "undertakings",
    "vote_act",
    "waiting",
]
