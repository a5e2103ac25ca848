"""Who says what is required, and who enters what a person holds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.people.duty import lacking
from shoumi.kernel.access import Actor, Reason, gate, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing

NOT_OFFICE = Reason("not_office", _("The committee's office does this. Ask it."))
NOT_KEEPER = Reason(
    "not_keeper",
    _("The person's department (its confidentiality administrator or head) or the committee's "
      "office enters this. Ask them."),
)  # fmt: skip
NOT_FOR_ONESELF = Reason("not_for_oneself", _("Nobody enters this for himself. Ask the office."))


@rule("people.require")
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@rule("people.qualify", "people.end_qualification")
def the_keepers(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    seat = standing(actor, at)
    if not (
        seat.has_at(record.org_unit, Role.CUSTODIAN, Role.HEAD)
        or seat.has_over(record.org_unit, *OFFICE)
    ):
        yield NOT_KEEPER
    if record.pk == actor.pk:
        yield NOT_FOR_ONESELF


@gate("register.read_content")
def whoever_reads_content(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The duty gate before sealed texts; before what carriers hold, the vault's rule asks it."""
    if isinstance(actor, Person):
        yield from lacking(actor.pk, local_day(at))
