"""The places of the notices in the sidebar."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.navigation import takes_part
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.ui.navigation import Entry, Section, declare, everyone
from shoumi.kernel.ui.work.piles import Shortcut, declare_shortcut

declare(
    Entry("notices.circulars", _("Circulars"), "news", Section.DEPARTMENTS, 60, everyone),
    Entry("notices.reports", _("Departments' reports"), "report", Section.DEPARTMENTS, 61,
          takes_part),
    Entry("notices.sharing", _("Shared figures"), "trending-up", Section.DEPARTMENTS, 62,
          takes_part),
    Entry("notices.requests", _("Requests between departments"), "message", Section.DEPARTMENTS, 63,
          takes_part),
)  # fmt: skip


def of_an_office(person: Any, at: datetime) -> bool:
    return standing(person, at).has(*OFFICE)


def speaks_for_a_department(person: Any, at: datetime) -> bool:
    return standing(person, at).has(Role.HEAD, Role.CUSTODIAN)


declare_shortcut(
    Shortcut("notices.draft_circular", _("New circular"), "", "news", of_an_office, 22)
)
declare_shortcut(
    Shortcut("notices.ask", _("Ask other departments"), "", "message", speaks_for_a_department, 30)
)
