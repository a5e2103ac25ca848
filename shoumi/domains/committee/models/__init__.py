"""What the committee keeps of its meetings: agenda, attendance, votes, resolutions, minutes."""

from shoumi.domains.committee.models.attending import Attendance, Recusal
from shoumi.domains.committee.models.checking import CheckedPoint, DepartmentCheck
from shoumi.domains.committee.models.extract import Extract
from shoumi.domains.committee.models.meeting import AgendaItem, Correction, Meeting
from shoumi.domains.committee.models.opinion import Opinion
from shoumi.domains.committee.models.pledging import Interest, Undertaking
from shoumi.domains.committee.models.resolution import Resolution
from shoumi.domains.committee.models.seats import Field, Nomination, SeatEnding, SeatField, Vacancy
from shoumi.domains.committee.models.voting import Ballot, Choice, Majority, Tally, Vote

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "CheckedPoint",
    "Choice",
    "Correction",
    "DepartmentCheck",
    "Extract",
    "Field",
    "Interest",
    "Majority",
    "Meeting",
    "Nomination",
    "Opinion",
    "Recusal",
    "Resolution",
    "SeatEnding",
    "SeatField",
    "Tally",
    "Undertaking",
    "Vacancy",
    "Vote",
]
