"""Who takes stock, and who signs it off; who reads papers of destructions."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import NOT_CUSTODIAN, apart, of_department
from shoumi.domains.vault.access.keeping import papers
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import permits

NOT_COUNTER = Reason(
    "not_counter", _("The department's keepers, the office and whoever was named count here.")
)
NOT_SIGNER = Reason("not_signer", _("The department's head or the office signs this off."))
CLOSED_IT = Reason("closed_it", _("Whoever closed it doesn't sign it off; another must."))


@rule("vault.open_stocktaking")
def those_who_count(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """In some department; which one, the action asks."""
    yield from apart(actor, at)
    if not standing(actor, at).has(Role.CUSTODIAN, Role.HEAD, *OFFICE):
        yield NOT_COUNTER


@rule("vault.count", "vault.count_surplus")
def the_counters(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not counts(actor, record, at):
        yield NOT_COUNTER


@rule("vault.close_stocktaking", "vault.clear_missing", "vault.issue_count_sheet")
def the_department_or_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    if not of_department(seat, record) and not seat.has_over(record.org_unit, *OFFICE):
        yield NOT_CUSTODIAN


@rule("vault.sign_off_stocktaking")
def another_than_closed_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    head = seat.has_at(record.org_unit, Role.HEAD)
    if not head and not seat.has_over(record.org_unit, *OFFICE, Role.LEADER):
        yield NOT_SIGNER
    if record.closed_by_id == actor.pk:
        yield CLOSED_IT


def counts(actor: Actor, stocktaking: Any, at: datetime) -> bool:
    """Whether somebody may count: the department, the office, and the counter who was named."""
    seat = standing(actor, at)
    named = stocktaking.counter_id is not None and stocktaking.counter_id == actor.pk
    department = of_department(seat, stocktaking)
    return named or department or seat.has_over(stocktaking.org_unit, *OFFICE)


@permits("stocktaking")
def papers_of_a_stocktaking(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its papers; the department and the office keep them."""
    yield from apart(actor, at)
    seat = standing(actor, at)
    keeps = of_department(seat, record) or seat.has_over(record.org_unit, *OFFICE)
    if act != "documents.read" and not keeps:
        yield NOT_CUSTODIAN


@permits("destruction")
def papers_of_a_destruction(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """The house issues the certificate; whoever sees the entry reads it."""
    if not is_house(actor):
        yield from papers(actor, act, record, at)
