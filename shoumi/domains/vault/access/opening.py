"""Who opens what a carrier holds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shoumi.domains.vault.facts import facts_of
from shoumi.domains.vault.rules.deciding import COUNTED, against
from shoumi.domains.vault.rules.granting import ACTIONS
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive


def _opened_by(action: str) -> None:
    """Declare the rule of one use: everything that `rules.deciding` has against it."""

    @rule(f"vault.{action}")
    def decided(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
        yield from inactive(actor, at)
        yield from against(facts_of(actor, record, at), action)


for _action in ACTIONS:
    _opened_by(_action)


def _going_on(name: str, action: str) -> None:
    """Declare the rule of what goes on after a use was entered: as the use itself, but for what
    it has counted already; whose it is and whether it is over, the action asks."""

    @rule(name)
    def decided(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
        yield from inactive(actor, at)
        reasons = against(facts_of(actor, record, at), action)
        yield from (one for one in reasons if one not in COUNTED)


_going_on("vault.show_page", "view")
_going_on("vault.give_sheet", "print_out")
