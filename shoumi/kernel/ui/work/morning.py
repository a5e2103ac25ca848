"""The daily digest: one message a person on a working morning, with counts and links and no more.

Due from 08:30 where the company is until the evening: a worker that was down in the morning makes
up for it. Whom nothing awaits gets none.
"""

from datetime import datetime, time

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from shoumi.kernel.accounts.models import Account, Person
from shoumi.kernel.accounts.models.persons import PersonQuerySet
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Outgoing
from shoumi.kernel.delivery.outbox.addresses import channels_set_up, reachable
from shoumi.kernel.delivery.outbox.queue import put_digest
from shoumi.kernel.delivery.outbox.words import house_link, language_of
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.ui.work import piles

FIRST, LAST = time(8, 30), time(18)
AT_MOST = 500
"""Persons in one turn of the worker, so that a stop does not wait long."""


def put_digests(*, at: datetime) -> int:
    """Put today's digests that are still missing into the queue; answers how many say something."""
    day, channels = local_day(at), channels_set_up()
    if not channels or not FIRST <= timezone.localtime(at).time() < LAST:
        return 0
    if not work_calendar().is_workday(day):
        return 0
    put, left = 0, AT_MOST
    for channel in channels:
        for person in _without_one(channel, at)[:left]:
            body = composed(person, at)
            put_digest(channel, person.pk, body, day=day, at=at, waits=bool(body))
            put, left = put + bool(body), left - 1
    return put


def _without_one(channel: str, at: datetime) -> PersonQuerySet:
    """Who can sign in, is reached by the channel, wants digests, and had none looked at today."""
    day = local_day(at)
    had = Outgoing.objects.filter(person=OuterRef("pk"), purpose=Outgoing.Purpose.DIGEST, day=day)
    unwilling = Q(reach__isnull=False, reach__digest=False)
    account = Account.objects.filter(person=OuterRef("pk"), is_active=True)
    return (
        reachable(channel)
        .active(day)
        .filter(Exists(account), ~Exists(had))
        .exclude(unwilling)
        .select_related("org_unit")
    )


def composed(person: Person, at: datetime) -> str:
    """A line for each pile that holds something: its name, how many, and where they are."""
    with translation.override(language_of(person)):
        return "\n".join(
            _("%(pile)s: %(count)d – %(link)s")
            % {
                "pile": drawn.pile.label,
                "count": len(drawn.items),
                "link": house_link(f"{reverse('work.home')}#{drawn.pile.name}"),
            }
            for drawn in piles.drawn(person, at)
            if not drawn.pile.quiet or drawn.pile.name == "delays"
        )
