"""The register's places in the sidebar, and the search box of the top bar."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import may
from shoumi.kernel.ui.navigation import Entry, Section, declare, declare_search
from shoumi.kernel.ui.work.piles import Shortcut, declare_shortcut


def takes_part(person: Any, at: datetime) -> bool:
    """Everybody but the administrators of the system, who take no part in what secrets hold."""
    return may(person, "register.nominate", None, at)


declare(
    Entry("register.nominate", _("Nominate a secret"), "plus", Section.DAILY, 30, takes_part),
    Entry("register.list", _("Trade secrets"), "shield-lock", Section.REGISTERS, 10, takes_part),
    Entry(
        "register.campaigns",
        _("Grading campaigns"),
        "clipboard-check",
        Section.REGISTERS,
        12,
        takes_part,
    ),
    Entry("register.grades", _("Grades"), "tag", Section.REGISTERS, 11, takes_part),
)
declare_search("register.list")
declare_shortcut(
    Shortcut(
        "register.nominate",
        _("Nominate a secret"),
        _("Three fields: what it is, why it is worth protecting, where it is."),
        "plus",
        takes_part,
        10,
    )
)
