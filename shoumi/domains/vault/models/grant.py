"""What somebody may do with a secret's carriers, what for, and until when (4.2, 6.2)."""

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.models.carrier import Carrier
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import manager_of
from shoumi.kernel.controls.days import begins, ends
from shoumi.kernel.records.models import Record, RecordQuerySet


class GrantQuerySet(RecordQuerySet):
    def in_force(self, at: datetime) -> Self:
        """Given, not revoked, and within their window at that instant. The list's twin of the
        decision: seals and stricter grades are asked when something is opened."""
        return self.filter(state="active", starts_at__lte=at, ends_at__gt=at)

    def ran_on(self, day: date) -> Self:
        """Given by the end of that day, and in force at some time of it."""
        start, end = begins(day), ends(day)
        return self.filter(
            models.Q(revoked_at__isnull=True) | models.Q(revoked_at__gt=start),
            starts_at__lt=end, ends_at__gt=start,
            history__step="grant_given", history__recorded_at__lt=end,
        )  # fmt: skip

    def for_carrier(self, carrier: Carrier) -> Self:
        """Those that reach this carrier: given for it, or for all of its secret's carriers."""
        own = models.Q(only_carrier=carrier) | models.Q(only_carrier__isnull=True)
        return self.filter(own, secret_id=carrier.secret_id)


class Grant(Record):
    """A person's leave to use what a secret's carriers hold.

    `actions` lists what it allows; `uses` bounds how often it may be used, null being any number.
    Without `only_carrier` it reaches every carrier of the secret. `way` says how it came about,
    `project` what it was given for besides its purpose, `grade` is the secret's at the giving.
    `seal` is over the meaning of a grant that is given, so that a forged one opens nothing.
    """

    class Action(models.TextChoices):
        VIEW = "view", _("View on the screen")
        PRINT_OUT = "print_out", _("Print on paper")
        DOWNLOAD = "download", _("Download")
        COPY_OUT = "copy_out", _("Copy passages out")

    class Way(models.TextChoices):
        ASKED = "asked", _("Asked for by the person")
        TEAM = "team", _("Asked for a team")
        EMERGENCY = "emergency", _("Emergency access")

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="grants")
    only_carrier = models.ForeignKey(
        Carrier, on_delete=models.PROTECT, null=True, related_name="grants"
    )
    grantee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    purpose = models.CharField(max_length=300)
    project = models.CharField(max_length=120, blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.ASKED)
    team = models.ForeignKey(
        "vault.TeamRequest", on_delete=models.PROTECT, null=True, related_name="grants"
    )
    actions = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    uses = models.PositiveIntegerField(null=True)
    given_on = models.DateField(null=True)
    recertified_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    seal = models.CharField(max_length=64, blank=True)

    free_text = ("purpose", "project")
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "secret", "only_carrier", "grantee", "purpose", "project", "way", "team",
            "actions", "starts_at", "ends_at", "uses", "given_on", "recertified_on", "revoked_at",
            "seal",
        )
    }  # fmt: skip
    objects: ClassVar[GrantQuerySet] = manager_of(GrantQuerySet)

    class Meta:
        indexes = [
            models.Index(
                fields=["grantee", "secret", "starts_at", "ends_at"], name="vault_grant_of_person"
            )
        ]
