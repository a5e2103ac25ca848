"""The queue of what leaves the house: written with the sending, taken by the worker."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.delivery.models.dispatches import Dispatch


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def due(self, at: datetime) -> Self:
        """What may be taken now: its pause is over, and nobody holds it."""
        free = Q(held_until__isnull=True) | Q(held_until__lte=at)
        return self.filter(free, state=Outgoing.State.WAITING, next_at__lte=at)

    def failed(self) -> Self:
        return self.filter(state=Outgoing.State.FAILED, seen_to_at__isnull=True)


class Outgoing(models.Model):
    """One message to one person by one channel. No part of the log: what was sent to whom stands in
    the dispatch and its receipts; this only says how far the message got.

    `body` is kept for what can't be composed when it is sent: a digest's counts. `begun` counts the
    attempts that began and of which nobody knows how they ended.
    """

    class Purpose(models.TextChoices):
        NOTICE = "notice", _("Notice")
        REMINDER = "reminder", _("Reminder")
        DIGEST = "digest", _("Daily digest")
        TRIAL = "trial", _("Test message")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not delivered")
        DROPPED = "dropped", _("Not needed any more")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=10, choices=Purpose)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="outgoing")
    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, null=True, related_name="outgoing"
    )
    day = models.DateField(null=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    begun = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)
    seen_to_at = models.DateTimeField(null=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["state", "next_at"], name="delivery_outgoing_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"],
                condition=Q(purpose="digest"),
                name="delivery_one_digest_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.purpose} {self.state}"
