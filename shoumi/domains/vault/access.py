"""Who keeps carriers, who asks for and gives grants, and who may open what a carrier holds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import NOT_OFFICE, apart, of_department
from shoumi.domains.vault.facts import facts_of
from shoumi.domains.vault.rules.deciding import COUNTED, against
from shoumi.domains.vault.rules.granting import ACTIONS
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.approvals.asking import objections
from shoumi.kernel.documents.access import permits
from shoumi.kernel.records.models import Record

NOT_KEEPER = Reason(
    "not_keeper",
    _("The owner of the secret, the department's confidentiality administrator or its head does "
      "this. Ask them."),
)  # fmt: skip
NOT_GRANTEE = Reason("not_grantee", _("Only whoever asked for the grant does this."))
NOT_SEEN = Reason("not_seen", _("This is not open to you."))
OWNS_IT = Reason("owns_it", _("You own this secret and need no grant."))
BY_ITSELF = Reason("by_itself", _("Shoumi does this by itself."))
NOT_HOUSE = Reason("not_house", _("The calendar does this by itself."))


def _keeps(actor: Actor, secret: Any, at: datetime) -> bool:
    """The owner, and the department's confidentiality administrator and head."""
    return bool(secret.owner_id == actor.pk) or of_department(standing(actor, at), secret)


def _keeps_or_over(actor: Actor, secret: Any, at: datetime, *roles: str) -> bool:
    """Keeps it, or holds one of the roles in its unit or above."""
    return _keeps(actor, secret, at) or standing(actor, at).has_over(secret.org_unit, *roles)


@rule(
    "vault.register_carrier",
    "vault.copy_carrier",
    "vault.add_version",
    "vault.add_viewing_copy",
    "vault.lend",
    "vault.give_back",
    "vault.send_to_repair",
    "vault.back_from_repair",
    "vault.hand_over",
)
def the_keepers(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """On a secret, for a new carrier of it, or on one of its carriers."""
    yield from apart(actor, at)
    if record is None or not _keeps(actor, getattr(record, "secret", record), at):
        yield NOT_KEEPER


@rule("vault.void_carrier")
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE


def _opened_by(action: str) -> None:
    """Declare the rule of one use: everything that `rules.deciding` has against it."""

    @rule(f"vault.{action}")
    def decided(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
        yield from inactive(actor, at)
        yield from against(facts_of(actor, record, at), action)


for _action in ACTIONS:
    _opened_by(_action)


@rule("vault.show_page")
def whoever_looks(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """As looking itself, but for what a look that was begun has counted already; whose look it is
    and whether it is over, the action asks."""
    yield from inactive(actor, at)
    reasons = against(facts_of(actor, record, at), "view")
    yield from (one for one in reasons if one not in COUNTED)


@rule("vault.request_grant")
def whoever_knows_of_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Anybody who sees the secret's entry asks; need-to-know is asked when it is decided."""
    yield from apart(actor, at)
    if record is None or not Record.objects.visible_to(actor, at).filter(pk=record.pk).exists():
        yield NOT_SEEN
    elif record.owner_id == actor.pk:
        yield OWNS_IT


@rule("vault.decide_grant")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    yield from objections(record, actor, local_day(at))


@rule("vault.withdraw_grant")
def the_grantee(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.grantee_id != actor.pk:
        yield NOT_GRANTEE


@rule("vault.revoke_grant", "vault.recertify_grant")
def the_keepers_or_the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not _keeps_or_over(actor, record.secret, at, *OFFICE):
        yield NOT_KEEPER


@rule("vault.end_grant")
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_HOUSE


@rule("vault.keep_viewing_copy", "vault.break_off")
def only_the_house(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield BY_ITSELF


@permits("carrier")
@permits("grant")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees the entry reads its papers; the keepers and the office keep them."""
    yield from apart(actor, at)
    if act != "documents.read" and not _keeps_or_over(actor, record.parent, at, *OFFICE):
        yield NOT_KEEPER


@rule("vault.read_exposure", "vault.export_exposure")
def whoever_answers_for_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Who knew what when: the owner, the department's keepers, the office and counsel."""
    yield from apart(actor, at)
    if not _keeps_or_over(actor, record, at, *OFFICE, Role.COUNSEL):
        yield NOT_KEEPER
