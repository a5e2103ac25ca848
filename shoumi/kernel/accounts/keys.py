"""Whose access key a program shows, and which keys of a person open something now."""

from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from shoumi.kernel.accounts.models import AccessKey, Person
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
    if key is None or not key.person.is_active(local_day(at)):
        return None
    account = getattr(key.person, "account", None)
    if account is None or not account.is_active or account.must_change_password:
        return None
    if key.used_on != local_day(at):
        AccessKey.objects.filter(pk=key.pk).update(used_on=local_day(at))
    return key.person


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
