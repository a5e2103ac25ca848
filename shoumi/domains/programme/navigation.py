"""The plans' places in the sidebar."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.navigation import takes_part
from shoumi.kernel.ui.navigation import Entry, Section, declare

declare(
    Entry("programme.plans", _("Plans"), "list-details", Section.COMMITTEE, 35, takes_part),
)
