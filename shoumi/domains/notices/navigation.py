"""The places of the notices in the sidebar."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.navigation import takes_part
from shoumi.kernel.ui.navigation import Entry, Section, declare, everyone

declare(
    Entry("notices.circulars", _("Circulars"), "news", Section.DEPARTMENTS, 60, everyone),
    Entry("notices.reports", _("Departments' reports"), "report", Section.DEPARTMENTS, 61,
          takes_part),
    Entry("notices.sharing", _("Shared figures"), "trending-up", Section.DEPARTMENTS, 62,
          takes_part),
    Entry("notices.requests", _("Requests between departments"), "message", Section.DEPARTMENTS, 63,
          takes_part),
)  # fmt: skip
