"""The regime's places in the sidebar."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.ui.navigation import Entry, Section, declare, everyone


def keeps_editions(person: Any, at: datetime) -> bool:
    """Whether drafts are this person's business; others read what is in force."""
    return standing(person, at).has(*OFFICE, Role.CHAIR, Role.COUNSEL)


declare(
    Entry("regime.home", _("Clause by clause"), "book", Section.REGIME, 1, everyone),
    Entry("regime.editions", _("Editions of the regime"), "versions", Section.REGIME, 9,
          keeps_editions),
)  # fmt: skip
