"""The label of one carrier: mark, number, and a code that a phone reads at a stocktaking (4.8)."""

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.vault.documents.marks import mark_of_secret
from shoumi.domains.vault.models import Carrier
from shoumi.kernel.documents.labels import Label
from shoumi.kernel.documents.papers import Language


def carrier_label(carrier: Carrier, *, counted_at: str, language: Language) -> Label:
    """`counted_at` is the address to which the carrier's code is added; the code tells nothing."""
    with override(language):
        return Label(
            entity=carrier.entity.display_name,
            mark=mark_of_secret(carrier.secret),
            number=str(carrier),
            facts=(
                (t("Department"), carrier.org_unit.display_name),
                (t("Copy"), t("No. %(number)s") % {"number": carrier.copy_number}),
            ),
            code=f"{counted_at}{carrier.code}",
            language=language,
        )
