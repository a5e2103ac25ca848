"""Whose access key a program shows, and which keys of a person open something now."""

from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from shoumi.kernel.accounts.models import AccessKey, CalendarFeed, Person
from shoumi.kernel.accounts.standing import local_day


def keys_of(person: Person, at: datetime) -> QuerySet[AccessKey]:
    """The keys of a person that open something now."""
    return AccessKey.objects.filter(person=person, revoked_at=None, ends_at__gt=at)


def whose(secret: str, at: datetime) -> Person | None:
    """The person in whose name this key asks; None for one that is unknown, over, revoked, or whose
    owner has left, has no open account or must choose a password first."""
    key = (
        AccessKey.objects.select_related("person__account", "person__org_unit")
        .filter(digest=digest_of(secret), revoked_at=None, ends_at__gt=at)
        .first()
    )
    if key is None or not _may_enter(key.person, at):
        return None
    if key.used_on != local_day(at):
        AccessKey.objects.filter(pk=key.pk).update(used_on=local_day(at))
    return key.person


def whose_feed(secret: str, at: datetime) -> Person | None:
    """The person whose dates a calendar program asks for by this address; None as for `whose`."""
    feed = (
        CalendarFeed.objects.select_related("person__account", "person__org_unit")
        .filter(digest=digest_of(secret))
        .first()
    )
    if feed is None or not _may_enter(feed.person, at):
        return None
    if feed.fetched_on != local_day(at):
        CalendarFeed.objects.filter(pk=feed.pk).update(fetched_on=local_day(at))
    return feed.person


def _may_enter(person: Person, at: datetime) -> bool:
    """Whether a person is still here and could sign in with the own password."""
    account = getattr(person, "account", None)
    if account is None or not person.is_active(local_day(at)):
        return False
    return bool(account.is_active and not account.must_change_password)


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
