"""The place in the sidebar that says what is required of whoever meets secrets."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import may
from shoumi.kernel.ui.navigation import Entry, Section, declare


def sets_it(person: Any, at: datetime) -> bool:
    return may(person, "people.require", None, at)


declare(
    Entry(
        "people.requirements", _("What is required"), "certificate", Section.OVERSIGHT, 40, sets_it
    )
)
