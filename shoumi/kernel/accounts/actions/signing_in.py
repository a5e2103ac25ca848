"""Accounts: opened, closed, signed in to. Passwords are hashed with argon2 and never logged."""

from datetime import datetime

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Account, Person, SignInSession
from shoumi.kernel.actions import Invalid, action
from shoumi.kernel.activity import ledger


@action("accounts.open_account", label=_("Open an account"), clauses=("6.3",))
def open_account(
    person: Person,
    *,
    username: str,
    password: str,
    must_change: bool = True,
    by: Actor,
    at: datetime,
) -> Account:
    """Let a person sign in, with a first password to be changed. Raises Invalid."""
    if Account.objects.filter(username=username).exists():
        raise Invalid("username", _("This sign-in name is taken."))
    if Account.objects.filter(person=person).exists():
        raise Invalid("", _("This person has an account already."))
    account = Account(
        username=username, person=person, opened_at=at, must_change_password=must_change
    )
    account.set_password(password)
    account.save()
    return account


@action("accounts.close_account", label=_("Close the account"), clauses=("6.3",))
def close_account(person: Person, *, by: Actor, at: datetime) -> Account:
    """Nobody can sign in with it from this moment; open sessions end. Raises Invalid."""
    account = _account(person)
    account.is_active = False
    account.closed_at = at
    account.save()
    SignInSession.objects.filter(account=account).delete()
    return account


@action("accounts.reset_password", label=_("Set a new first password"), clauses=("6.3",))
def reset_password(person: Person, *, password: str, by: Actor, at: datetime) -> Account:
    """A first password again, to be changed at the next sign-in; open sessions end."""
    account = _account(person)
    account.set_password(password)
    account.must_change_password = True
    account.save()
    SignInSession.objects.filter(account=account).delete()
    return account


@action("accounts.change_password", label=_("Change your password"), clauses=("6.2",))
def change_password(person: Person, *, old: str, new: str, by: Actor, at: datetime) -> Account:
    """Open sessions end with the old one. Raises Invalid when that is wrong or the new too weak."""
    account = _account(person)
    if not account.check_password(old):
        raise Invalid("old", _("The present password is not right."))
    try:
        password_validation.validate_password(new, account)
    except ValidationError as error:
        raise Invalid("new", " ".join(error.messages)) from None
    account.set_password(new)
    account.must_change_password = False
    account.save()
    SignInSession.objects.filter(account=account).delete()
    return account


@action("accounts.sign_in", label=_("Sign in"), quiet=True)
def sign_in(*, person: Person, by: Actor, at: datetime) -> Person:
    """Log that this person came in; the door itself is `accounts.door`."""
    return person


@action("accounts.sign_out", label=_("Sign out"), quiet=True)
def sign_out(*, person: Person, by: Actor, at: datetime) -> Person:
    return person


@action("accounts.end_session", label=_("End a sign-in"), clauses=("6.2",))
def end_session(person: Person, *, session: SignInSession, by: Actor, at: datetime) -> Person:
    """Whoever sits at that browser must sign in again. Raises Invalid for another's session."""
    if session.account is None or session.account.person_id != person.pk:
        raise Invalid("", _("This is no sign-in of this person."))
    session.delete()
    return person


@action("accounts.shut_door", label=_("Shut the door after wrong passwords"), quiet=True)
def shut_door(*, name_digest: str, by: Actor, at: datetime) -> None:
    """Log that a sign-in name is shut for a while; the name only as a private fact's digest."""
    ledger.remark(name_digest=name_digest)


def _account(person: Person) -> Account:
    account = Account.objects.filter(person=person).first()
    if account is None:
        raise Invalid("", _("This person has no account."))
    return account
