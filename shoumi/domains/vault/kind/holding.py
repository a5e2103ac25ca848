"""How carriers, grants and disclosures show themselves on the house's one record page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.body import grades_of
from shoumi.domains.vault.body.holding import carrier_body, disclosure_body, grant_body, team_body
from shoumi.domains.vault.models import Carrier, Disclosure, Grant, TeamRequest
from shoumi.domains.vault.rules.disclosing import DISCLOSURE
from shoumi.domains.vault.rules.flows import CARRIER, GRANT, TEAM
from shoumi.kernel.records import kinds


def mark(record: Any) -> kinds.GradeMark | None:
    """The grade of the secret that it belongs to, as it is now."""
    grade = grades_of(record.secret).get(record.secret.grade)
    return kinds.GradeMark(str(grade), grade.shade) if grade else None


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
            "vault.release_version",
            "vault.reject_version",
            "vault.add_version",
            "vault.add_viewing_copy",
            "vault.lend",
            "vault.give_back",
            "vault.back_from_repair",
            "vault.copy_carrier",
            "vault.hand_over",
            "vault.send_to_repair",
            "vault.check_out",
            "vault.check_in",
            "vault.take_over",
            "vault.release",
            "vault.request_destruction",
            "vault.void_carrier",
        ),
        icon="archive",
        mark=mark,
        drafted=False,
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
            "vault.review_emergency",
            "vault.recertify_grant",
            "vault.revoke_grant",
            "vault.withdraw_grant",
        ),
        icon="key",
        mark=mark,
    )
)
DISCLOSURES = kinds.register(
    kinds.Kind(
        name="disclosure",
        label=_("Given to a partner"),
        plural=_("Given to partners"),
        model=Disclosure,
        flow=DISCLOSURE,
        url="vault.disclosure",
        body="vault/_disclosure_body.html",
        context=disclosure_body,
        actions=(
            "vault.decide_disclosure",
            "vault.hand_out",
            "vault.revoke_disclosure",
            "vault.withdraw_disclosure",
        ),
        icon="external-link",
        mark=mark,
    )
)
TEAMS = kinds.register(
    kinds.Kind(
        name="team_request",
        label=_("Request for a team"),
        plural=_("Requests for teams"),
        model=TeamRequest,
        flow=TEAM,
        url="vault.team",
        body="vault/_team_body.html",
        context=team_body,
        actions=("vault.decide_team_grant", "vault.withdraw_team_grant"),
        icon="users",
        mark=mark,
    )
)
