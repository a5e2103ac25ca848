"""Who keeps a secret and its carriers, what the house alone does: what other rules ask as well."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import apart, of_department
from shoumi.domains.vault.models import TeamRequest
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.approvals.access import by_resolution_only
from shoumi.kernel.approvals.asking import objections
from shoumi.kernel.approvals.models import Approval, Decision
from shoumi.kernel.documents.access import permits

OWN_GRANT = Reason(
    "own_grant", _("Nobody confirms a grant of his own. Another who keeps the secret does.")
)
NOT_KEEPER = Reason(
    "not_keeper",
    _("The owner of the secret, the department's confidentiality administrator or its head does "
      "this. Ask them."),
)  # fmt: skip
DECIDED = Reason(
    "decided_already", _("You have decided in this matter already; another must decide this step.")
)
GETS_IT = Reason("gets_it", _("Nobody decides on a grant that he gets himself."))
OWNS_IT = Reason("owns_it", _("You own this secret and need no grant."))
NOT_HOUSE = Reason("not_house", _("The house does this by itself."))


def keeps(actor: Actor, secret: Any, at: datetime) -> bool:
    """The owner, and the department's confidentiality administrator and head."""
    return bool(secret.owner_id == actor.pk) or of_department(standing(actor, at), secret)


def keeps_or_over(actor: Actor, secret: Any, at: datetime, *roles: str) -> bool:
    """Keeps it, or holds one of the roles in its unit or above."""
    return keeps(actor, secret, at) or standing(actor, at).has_over(secret.org_unit, *roles)


@rule(
    "vault.decide_grant",
    "vault.decide_disclosure",
    "vault.decide_team_grant",
    "vault.decide_destruction",
)
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Two steps are two persons, whomever they stand in for; nobody decides on what he gets."""
    yield from apart(actor, at)
    yield from objections(record, actor, local_day(at))
    decided = Decision.objects.filter(step__approval__record_id=record.pk, person_id=actor.pk)
    if decided.filter(step__approval__state=Approval.State.PENDING).exists():
        yield DECIDED
    if _gets_it(actor, record):
        yield GETS_IT


def _gets_it(actor: Actor, record: Any) -> bool:
    if isinstance(record, TeamRequest):
        return record.members.filter(person_id=actor.pk).exists()
    return bool(getattr(record, "grantee_id", None) == actor.pk)


rule("vault.follow_resolution")(by_resolution_only)


@rule(
    "vault.end_grant",
    "vault.end_disclosure",
    "vault.screen_version",
    "vault.flag_grant",
    "vault.keep_viewing_copy",
    "vault.break_off",
    "vault.certify_destruction",
    "vault.finish_destruction",
)
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_HOUSE


@rule(
    "vault.request_destruction",
    "vault.withdraw_destruction",
    "vault.destroy",
    "vault.revoke_grant",
)
def the_keepers_or_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """On a secret, or on what belongs to one: a carrier, a grant, a destruction."""
    yield from apart(actor, at)
    if not keeps_or_over(actor, getattr(record, "secret", record), at, *OFFICE):
        yield NOT_KEEPER


@rule("vault.recertify_grant")
def the_keepers_of_another_s(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """On a grant: a keeper to whom something was granted does not confirm it himself."""
    yield from the_keepers_or_office(actor, record, at)
    if record.grantee_id == actor.pk:
        yield OWN_GRANT


@permits("disclosure")
@permits("carrier")
@permits("grant")
@permits("team_request")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees the entry reads its papers; the keepers and the office keep them; the house
    gives word of what can't wait."""
    if is_house(actor) and act == "delivery.send":
        return
    yield from apart(actor, at)
    if act != "documents.read" and not keeps_or_over(actor, record.parent, at, *OFFICE):
        yield NOT_KEEPER
