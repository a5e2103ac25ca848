"""Accounts, what was tried at the door, and who is signed in where."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from shoumi.kernel.accounts.models.persons import Person


class AccountManager(BaseUserManager["Account"]):
    """Accounts are opened by `accounts.open_account`, never here."""


class Account(AbstractBaseUser):
    """How a person signs in. Names and units stand with the person."""

    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class SignInAttempt(models.Model):
    """A try at the door; name and address only as keyed digests."""

    name_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)
    succeeded = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name_digest", "at"], name="accounts_attempt_name"),
            models.Index(fields=["address_digest", "at"], name="accounts_attempt_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {'in' if self.succeeded else 'refused'}"


class SignInSession(AbstractBaseSession):
    """A session that its owner, and the system administrator, can see and end."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    started_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "accounts_session"

    def __str__(self) -> str:
        return f"session of {self.account_id}"
