"""By which channels one wants to be told, a message to try them, and what the office sees to."""

import re
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.reach import persons_within_reach
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.delivery.models import Outgoing, Reach
from shoumi.kernel.delivery.outbox.addresses import channels_set_up, reached_by
from shoumi.kernel.delivery.outbox.queue import put

WECOM_NAME = re.compile(r"[A-Za-z0-9_.@-]{0,64}")
NOT_REACHED = Reason(
    "not_reached",
    _("No channel beside the inbox reaches you: none is set up, or you have no address there."),
)
ON_ITS_WAY = Reason("on_its_way", _("A test message is on its way already. Wait for it."))


@action("delivery.choose_channels", label=_("Choose how I am told"), clauses=("3.2",), quiet=True)
def choose_channels(*, email: bool, digest: bool, wecom: str, by: Actor, at: datetime) -> Reach:
    """One's own choice. What waits is in the inbox all the same. Raises Invalid."""
    wecom = wecom.strip()
    if not WECOM_NAME.fullmatch(wecom):
        raise Invalid("wecom", _("A WeCom name has letters, digits and . _ @ - only."))
    assert isinstance(by, Person)  # noqa: S101 - the rule lets nobody else through
    reach = Reach.objects.filter(person=by).first() or Reach(person=by)
    reach.email, reach.digest, reach.wecom = email, digest, wecom
    reach.save()
    return reach


@action("delivery.try_channels", label=_("Send me a test message"), clauses=("3.2",), quiet=True)
def try_channels(*, by: Actor, at: datetime) -> list[str]:
    """Put a test message to oneself into each channel that reaches one; their names. Raises
    Refused."""
    assert isinstance(by, Person)  # noqa: S101 - the rule lets nobody else through
    waiting = Outgoing.objects.filter(
        person=by, purpose=Outgoing.Purpose.TRIAL, state=Outgoing.State.WAITING
    )
    if waiting.exists():
        raise Refused(ON_ITS_WAY)
    names = [name for name in channels_set_up() if list(reached_by(name, [by.pk]))]
    if not names:
        raise Refused(NOT_REACHED)
    for name in names:
        put(name, Outgoing.Purpose.TRIAL, [by.pk], at=at)
    return names


@action("delivery.see_to_undelivered", label=_("See to what could not be delivered"),
        clauses=("3.2",), quiet=True)  # fmt: skip
def see_to_undelivered(*, keys: list[int], again: bool, by: Actor, at: datetime) -> int:
    """Try these messages again, or note that the persons were told otherwise; how many. Raises
    Invalid."""
    assert isinstance(by, Person)  # noqa: S101 - the rule lets nobody else through
    within = persons_within_reach(by, at).values("pk")
    rows = list(Outgoing.objects.failed().filter(pk__in=keys, person__in=within))
    if not rows:
        raise Invalid("", _("Pick at least one message that could not be delivered."))
    for row in rows:
        if again:
            row.state, row.next_at, row.tries, row.ended_at = (
                Outgoing.State.WAITING, at, 0, None,
            )  # fmt: skip
        else:
            row.seen_to_at = at
        row.save()
    return len(rows)
