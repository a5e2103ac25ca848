"""A person's calendar feed: opened, given another address, closed. It tells dates and numbers."""

import secrets
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.keys import digest_of
from shoumi.kernel.accounts.models import CalendarFeed, Person
from shoumi.kernel.actions import action


@action("accounts.open_feed", label=_("Open the calendar feed"), clauses=("5.1",))
def open_feed(person: Person, *, by: Actor, at: datetime) -> CalendarFeed:
    """The feed with its `secret`; an address that was given before leads nowhere from now on."""
    CalendarFeed.objects.filter(person=person).delete()
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed(person=person, digest=digest_of(secret), opened_at=at)
    feed.save()
    feed.secret = secret
    return feed


@action("accounts.close_feed", label=_("Close the calendar feed"), clauses=("5.1",))
def close_feed(person: Person, *, by: Actor, at: datetime) -> Person:
    """Its address leads nowhere from now on."""
    CalendarFeed.objects.filter(person=person).delete()
    return person
