"""Who may do what with the keys: the house, on its command line, and the system administrator."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import NOT_ADMIN, inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import standing


@rule(
    "storage.rotate_keys",
    "storage.close_epoch",
    "storage.record_drill",
    "storage.make_shares",
    "storage.recover_root",
    "storage.record_copy",
    "storage.retire_copy",
)
def system_administrators(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not is_house(actor) and not standing(actor, at).has(Role.SYSTEM_ADMIN):
        yield NOT_ADMIN
