"""How carriers and grants show themselves on the house's one record page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.body import grades_of
from shoumi.domains.vault.body import carrier_body, grant_body
from shoumi.domains.vault.models import Carrier, Grant
from shoumi.domains.vault.rules.flows import CARRIER, GRANT
from shoumi.kernel.records import kinds


def mark(record: Any) -> kinds.GradeMark | None:
    """The grade of the secret that it belongs to, as it is now."""
    grade = grades_of(record.secret).get(record.secret.grade)
    return kinds.GradeMark(str(grade), grade.rank) if grade else None


CARRIERS = kinds.register(
    kinds.Kind(
        name="carrier",
        label=_("Carrier"),
        plural=_("Carriers"),
        model=Carrier,
        flow=CARRIER,
        url="vault.carrier",
        body="vault/_carrier_body.html",
        context=carrier_body,
        actions=(
            "vault.add_version",
            "vault.add_viewing_copy",
            "vault.lend",
            "vault.give_back",
            "vault.back_from_repair",
            "vault.copy_carrier",
            "vault.hand_over",
            "vault.send_to_repair",
            "vault.void_carrier",
        ),
        icon="archive",
        mark=mark,
    )
)
GRANTS = kinds.register(
    kinds.Kind(
        name="grant",
        label=_("Grant"),
        plural=_("Grants"),
        model=Grant,
        flow=GRANT,
        url="vault.grant",
        body="vault/_grant_body.html",
        context=grant_body,
        actions=(
            "vault.decide_grant",
            "vault.recertify_grant",
            "vault.revoke_grant",
            "vault.withdraw_grant",
        ),
        icon="key",
        mark=mark,
    )
)
