"""Who keeps carriers, has them out, receives them, and takes the ledger out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import NOT_OFFICE, apart
from shoumi.domains.vault.access.keeping import NOT_KEEPER, keeps
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing

NOT_OUT = Reason("not_out", _("You have not checked it out."))
NOT_RECEIVER = Reason("not_receiver", _("Only whoever received it confirms that."))
NOT_LISTER = Reason(
    "not_lister",
    _("Whoever keeps the ledger takes it out: administrators of departments, heads, the office."),
)


@rule(
    "vault.register_carrier",
    "vault.copy_carrier",
    "vault.add_version",
    "vault.begin_upload",
    "vault.bring_in",
    "vault.add_viewing_copy",
    "vault.lend",
    "vault.give_back",
    "vault.send_to_repair",
    "vault.back_from_repair",
    "vault.hand_over",
    "vault.check_out",
    "vault.issue_carrier_label",
    "vault.issue_slip",
)
def the_keepers(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """On a secret, for a new carrier of it, or on one of its carriers."""
    yield from apart(actor, at)
    if record is None or not keeps(actor, getattr(record, "secret", record), at):
        yield NOT_KEEPER


@rule(
    "vault.void_carrier",
    "vault.release_version",
    "vault.reject_version",
    "vault.take_over",
    "vault.release",
)
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE


@rule("vault.check_in")
def whoever_has_it_out(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.checked_out_by_id != actor.pk:
        yield NOT_OUT


@rule("vault.confirm_receipt")
def whoever_received_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not record.handovers.filter(to_person_id=actor.pk, confirmed_at=None).exists():
        yield NOT_RECEIVER


@rule("vault.print_ledger")
def whoever_keeps_the_ledger(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has(Role.CUSTODIAN, Role.HEAD, Role.COUNSEL, *OFFICE):
        yield NOT_LISTER
