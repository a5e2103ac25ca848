"""Fills a demo company's vault with something large, and takes the right to it away again.

Run in the company's own surroundings: `python -m tests.config.streaming fill MIB`, `… revoke`.
"""

import io
import json
import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402, needs the settings

from shoumi.domains.register.models import TradeSecret  # noqa: E402
from shoumi.domains.vault import actions  # noqa: E402
from shoumi.domains.vault.models import Grant  # noqa: E402
from shoumi.domains.vault.screening import look_through  # noqa: E402
from shoumi.kernel.accounts.models import Account, Person  # noqa: E402
from shoumi.kernel.approvals.models import Seat  # noqa: E402

PURPOSE = "整批下载"


class Noise(io.RawIOBase):
    """So many bytes that are no kind of file."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1, /) -> bytes:
        piece = b"\x01" * min(size, self._left)
        self._left -= len(piece)
        return piece


def fill(mib: int) -> None:
    """A small and a large version, and a grant to take them out; prints their keys and the name
    that the reader signs in with."""
    reader = Account.objects.get(username="engineer").person
    secret = (
        TradeSecret.objects.exclude(grade="core")
        .exclude(owner=reader)
        .get(effective_on__isnull=False, ended_on=None, audience__person=reader)
    )
    carrier = actions.register_carrier(
        secret, described=actions.Described("备份", "electronic", "file", "保管库"),
        by=_owner(secret), at=timezone.now(),
    )  # fmt: skip
    keys = []
    for size in (1, mib):
        version = actions.add_version(
            carrier, file=Noise(size * 1024 * 1024), name="a.bin", by=_owner(secret),
            at=timezone.now(),
        )  # fmt: skip
        look_through(version, at=timezone.now())
        keys.append(version.pk)
    now = timezone.now()
    grant = actions.request_grant(
        secret, purpose=PURPOSE, actions=["view", "download"], starts_at=now,
        ends_at=now + timedelta(days=1), by=reader, at=now,
    )  # fmt: skip
    while seat := _next(grant):
        fresh = Grant.objects.get(pk=grant.pk)
        actions.decide_grant(fresh, verdict="agree", by=seat.person, at=timezone.now())
    print(json.dumps({"small": keys[0], "large": keys[1], "reader": "engineer"}))


def _next(grant: Grant) -> Seat | None:
    waiting = Seat.objects.filter(
        step__approval__record_id=grant.pk, step__approval__state="pending", decisions__isnull=True
    )
    return waiting.order_by("step__order", "pk").first()


def revoke() -> None:
    grant = Grant.objects.get(purpose=PURPOSE)
    actions.revoke_grant(grant, note="够了", by=_owner(grant.secret), at=timezone.now())


def _owner(secret: TradeSecret) -> Person:
    assert secret.owner is not None
    return secret.owner


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        revoke()
