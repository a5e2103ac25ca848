"""What the worker does over and over, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from shoumi.domains.committee.daily import go_on as keep_seats
from shoumi.domains.committee.members_daily import go_on as ask_members
from shoumi.domains.notices.daily import go_on as ask_for_reports
from shoumi.domains.policies.daily import go_on as uphold_rules
from shoumi.domains.vault.destroying import go_on
from shoumi.domains.vault.ending import end_over, flag_forged
from shoumi.domains.vault.screening import attend
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.activity.sequencing import sequence
from shoumi.kernel.delivery.outbox.going_out import go_out
from shoumi.kernel.storage.keys.falling_due import end_epoch_when_due
from shoumi.kernel.storage.orphans import sweep_orphans
from shoumi.kernel.tasks.ticking import turn
from shoumi.kernel.ui.work.morning import put_digests


@dataclass(frozen=True)
class Round:
    """A duty of the worker; `every` is in seconds. One that may take long is done `apart`, so that
    no other waits for it."""

    name: str
    every: float
    attend: Callable[[datetime], object]
    apart: bool = False


ROUNDS = (
    Round("sequencer", 0.5, sequence),
    Round("calendar", 60, lambda at: turn(by=HOUSE, at=at)),
    Round("grants", 60, lambda at: end_over(by=HOUSE, at=at)),
    Round("screening", 3, lambda at: attend(at=at), apart=True),
    Round("grant seals", 3600, lambda at: flag_forged(by=HOUSE, at=at)),
    Round("destructions", 60, lambda at: go_on(by=HOUSE, at=at)),
    Round("seats", 600, lambda at: keep_seats(by=HOUSE, at=at)),
    Round("rules", 600, lambda at: uphold_rules(by=HOUSE, at=at)),
    Round("reports", 600, lambda at: ask_for_reports(by=HOUSE, at=at)),
    Round("members' checks", 600, lambda at: ask_members(by=HOUSE, at=at)),
    Round("epochs", 3600, lambda at: end_epoch_when_due(by=HOUSE, now=timezone.now)),
    Round("digests", 60, lambda at: put_digests(at=at), apart=True),
    Round("messages", 5, lambda at: go_out(now=timezone.now), apart=True),
    Round("orphans", 3600, lambda at: sweep_orphans(at=at)),
)
