"""The vault's places in the sidebar."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.navigation import takes_part
from shoumi.domains.vault.piles import is_office
from shoumi.kernel.ui.navigation import Entry, Section, declare

declare(
    Entry("vault.carriers", _("Carriers"), "archive", Section.REGISTERS, 20, takes_part),
    Entry("vault.quarantine", _("Quarantine"), "alert-triangle", Section.REGISTERS, 27, is_office),
    Entry("vault.stocktakings", _("Stocktakings"), "clipboard-check", Section.REGISTERS, 25,
          takes_part),
    Entry("vault.destructions", _("Destructions"), "trash", Section.REGISTERS, 26, takes_part),
    Entry("vault.grants", _("Grants"), "key", Section.REGISTERS, 21, takes_part),
    Entry(
        "vault.disclosures", _("Given to partners"), "external-link", Section.REGISTERS, 22,
        takes_part,
    ),
    Entry("vault.emergency", _("Emergency access"), "alarm", Section.REGISTERS, 23, takes_part),
)  # fmt: skip
