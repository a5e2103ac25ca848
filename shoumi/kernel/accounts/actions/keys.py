"""Access keys: made and revoked by the person whose they are. What they open is what the person
opens, and every act done with one is that person's."""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.keys import digest_of, keys_of
from shoumi.kernel.accounts.models import AccessKey, Person
from shoumi.kernel.actions import Invalid, action, require_said

LONGEST_DAYS = 90
AT_MOST = 20
PREFIX = "shoumi_"


@action("accounts.make_key", label=_("Make an access key"), clauses=("6.2",))
def make_key(person: Person, *, name: str, days: int, by: Actor, at: datetime) -> AccessKey:
    """A key for a program, with its `secret`. Raises Invalid."""
    name = require_said("name", name, 80, _("Say which program the key is for."))
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid("days", _("A key lasts from 1 to 90 days."))
    if keys_of(person, at).count() >= AT_MOST:
        raise Invalid("", _("You have very many keys. Revoke one that is not needed any more."))
    secret = PREFIX + secrets.token_urlsafe(32)
    key = AccessKey(
        person=person, name=name, digest=digest_of(secret), made_at=at,
        ends_at=at + timedelta(days=days),
    )  # fmt: skip
    key.save()
    key.secret = secret
    return key


@action("accounts.revoke_key", label=_("Revoke an access key"), clauses=("6.2",))
def revoke_key(person: Person, *, key: AccessKey, by: Actor, at: datetime) -> AccessKey:
    """It opens nothing from this moment on. Raises Invalid for another's key."""
    if key.person_id != person.pk:
        raise Invalid("", _("This is no key of this person."))
    if key.revoked_at is None:
        key.revoked_at = at
        key.save(update_fields=["revoked_at"])
    return key
