"""Who asks for a grant, and who reviews, withdraws and limits grants."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import NOT_OFFICE, apart
from shoumi.domains.vault.access.keeping import OWNS_IT
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.standing import OFFICE, standing

NOT_GRANTEE = Reason("not_grantee", _("Only whoever asked for the grant does this."))
NOT_SEEN = Reason("not_seen", _("This is not open to you."))


@rule("vault.request_team_grant")
def whoever_sees_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Its owner as well, for those who work with him."""
    yield from apart(actor, at)
    if record is None or not record.is_visible_to(actor, at):
        yield NOT_SEEN


@rule("vault.request_grant")
def whoever_knows_of_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Anybody who sees the secret's entry asks; need-to-know is asked when it is decided."""
    yield from whoever_sees_it(actor, record, at)
    if record is not None and record.owner_id == actor.pk:
        yield OWNS_IT


@rule("vault.withdraw_team_grant")
def the_asker(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.created_by_id != actor.pk:
        yield NOT_GRANTEE


@rule("vault.withdraw_grant")
def the_grantee(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.grantee_id != actor.pk:
        yield NOT_GRANTEE


@rule("vault.set_daily_budget")
def the_office_of_the_company(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE
