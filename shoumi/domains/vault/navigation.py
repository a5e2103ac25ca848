"""The vault's places in the sidebar."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.navigation import takes_part
from shoumi.kernel.ui.navigation import Entry, Section, declare

declare(
    Entry("vault.carriers", _("Carriers"), "archive", Section.REGISTERS, 20, takes_part),
    Entry("vault.stocktakings", _("Stocktakings"), "clipboard-check", Section.REGISTERS, 22,
          takes_part),
    Entry("vault.destructions", _("Destructions"), "trash", Section.REGISTERS, 23, takes_part),
    Entry("vault.grants", _("Grants"), "key", Section.REGISTERS, 21, takes_part),
)  # fmt: skip
