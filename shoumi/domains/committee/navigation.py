"""The committee's places in the sidebar."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.navigation import takes_part
from shoumi.kernel.accounts.standing import COMMITTEE, OFFICE, standing
from shoumi.kernel.ui.navigation import Entry, Section, declare
from shoumi.kernel.ui.work.piles import Shortcut, declare_shortcut


def serves(person: Any, at: datetime) -> bool:
    """Whoever holds a seat, and the office."""
    return standing(person, at).has(*COMMITTEE, *OFFICE)


declare(
    Entry("committee.meetings", _("Meetings"), "users", Section.COMMITTEE, 10, takes_part),
    Entry(
        "committee.waiting", _("Waits for the committee"), "inbox", Section.COMMITTEE, 20,
        takes_part,
    ),
    Entry(
        "committee.seats", _("The committee's seats"), "user-check", Section.COMMITTEE, 5,
        takes_part,
    ),
    Entry("committee.opinions", _("Expert opinions"), "message", Section.COMMITTEE, 40, takes_part),
    Entry(
        "committee.undertakings", _("Undertakings"), "certificate", Section.COMMITTEE, 50,
        takes_part,
    ),
    Entry("committee.service", _("Records of service"), "list-details", Section.COMMITTEE, 60,
          serves),
    Entry("committee.board", _("Resolutions"), "gavel", Section.COMMITTEE, 30, takes_part),
)  # fmt: skip


def of_an_office(person: Any, at: datetime) -> bool:
    return standing(person, at).has(*OFFICE)


def sits(person: Any, at: datetime) -> bool:
    return standing(person, at).has(*COMMITTEE)


declare_shortcut(Shortcut("committee.call", _("Call a meeting"), "", "calendar", of_an_office, 20))
declare_shortcut(
    Shortcut("committee.declare_interest", _("Declare an interest"), "", "scale", sits, 40)
)
