"""Who may pass a seat on or ask a further signer."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.asking import NOT_ASKED, objections


@rule("approvals.transfer", "approvals.add_signer")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if record is None:
        yield NOT_ASKED
        return
    yield from objections(record.record, actor, local_day(at))
