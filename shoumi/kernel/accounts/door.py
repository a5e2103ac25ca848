"""The door: names and passwords, and how long it stays shut after wrong ones.

Name and address are kept as keyed digests only. Whether a name exists shows neither in words nor
in time: an unknown name costs one hashing as well.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from shoumi.kernel.accounts.actions import shut_door
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Account, SignInAttempt
from shoumi.kernel.accounts.rules import locked_until
from shoumi.kernel.accounts.standing import local_day

# Many people come from one address; it is shut after this many times a name's tries.
TRIES_OF_AN_ADDRESS = 5
KEPT = timedelta(days=7)


class Wrong(Exception):
    """Name or password is not right, or the account is closed; which of them is not told."""


class Shut(Exception):
    """Too many wrong tries under this name or from this address."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class PersonBackend(BaseBackend):
    """Django's authentication: an open account of a person who is here on the day of `at`."""

    # Django calls a backend only with the names that it takes, so each asks for what it needs.
    def authenticate(  # type: ignore[override]
        self,
        request: HttpRequest | None,
        *,
        username: str,
        password: str,
        at: datetime,
    ) -> Account | None:
        account = _accounts().filter(username=username).first()
        if account is None:
            make_password(password)
            return None
        right = account.check_password(password)
        here = account.is_active and account.person.is_active(local_day(at))
        return account if right and here else None

    def get_user(self, user_id: Any) -> Account | None:
        # Asked with every request, hence without an order that one row has no need of.
        return next(iter(_accounts().filter(pk=user_id, is_active=True)), None)


def enter(name: str, password: str, address: str, *, at: datetime) -> Account:
    """The account that name and password open.

    The try is written down before the password is looked at, so that tries made at the same
    moment count as well. Raises Wrong, Shut.
    """
    attempt = SignInAttempt.objects.create(
        name_digest=_digest(name), address_digest=_digest(address), succeeded=False, at=at
    )
    until = _shut_until(attempt)
    if until is not None:
        attempt.delete()
        raise Shut(until)
    account = PersonBackend().authenticate(None, username=name, password=password, at=at)
    if account is None:
        if _failures(attempt, "name_digest").count() == settings.SIGN_IN_TRIES:
            shut_door(name_digest=attempt.name_digest, by=HOUSE, at=at)
        raise Wrong
    attempt.succeeded = True
    attempt.save()
    SignInAttempt.objects.filter(at__lt=at - KEPT).delete()
    return account


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as our own proxies tell it where there are any."""
    hops = settings.PROXY_HOPS
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if hops and len(passed) >= hops:
        return passed[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))


def keep_language(account: Account, language: str) -> None:
    """Keep the language with the account, for the next browser it signs in from."""
    if account.language != language:
        account.language = language
        account.save(update_fields=["language"])


def _shut_until(attempt: SignInAttempt) -> datetime | None:
    window = timedelta(minutes=settings.SIGN_IN_WINDOW_MINUTES)
    found = []
    for field, tries in (
        ("name_digest", settings.SIGN_IN_TRIES),
        ("address_digest", settings.SIGN_IN_TRIES * TRIES_OF_AN_ADDRESS),
    ):
        since = attempt.at - 2 * window
        earlier = _failures(attempt, field).filter(pk__lt=attempt.pk, at__gt=since)
        times = list(earlier.order_by("-at").values_list("at", flat=True)[:tries])
        until = locked_until(times, tries=tries, window=window)
        if until is not None and until > attempt.at:
            found.append(until)
    return max(found, default=None)


def _failures(attempt: SignInAttempt, field: str) -> QuerySet[SignInAttempt]:
    """The wrong tries under this name (or from this address) since the last right one."""
    same = SignInAttempt.objects.filter(**{field: getattr(attempt, field)})
    right = same.filter(succeeded=True).order_by("-pk").values_list("pk", flat=True).first()
    wrong = same.filter(succeeded=False)
    # A right password from a busy address says nothing of the others who try from there.
    return wrong.filter(pk__gt=right) if right and field == "name_digest" else wrong


def _digest(text: str) -> str:
    return salted_hmac("shoumi.accounts.door", text.casefold(), algorithm="sha256").hexdigest()


def _accounts() -> QuerySet[Account]:
    return Account.objects.select_related("person__org_unit")
