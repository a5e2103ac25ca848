"""A trade secret from its nomination to its declassification."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.foundation.periods import Term
from shoumi.kernel.activity.logged import manager_of
from shoumi.kernel.records.models import Record, RecordQuerySet

LIVE = ("active", "changing")


class SecretQuerySet(RecordQuerySet):
    stands_alone: ClassVar[bool] = True

    def live(self) -> Self:
        """Graded and in force."""
        return self.filter(state__in=LIVE)

    def live_on(self, day: date) -> Self:
        """In force on that day, whatever became of it since."""
        began = Q(effective_on__lte=day)
        return self.filter(began & (Q(ended_on__isnull=True) | Q(ended_on__gt=day)))

    def undecided_on(self, day: date) -> Self:
        """Nominated by that day and not yet graded, declined or removed then."""
        open_then = Q(decided_on__isnull=True) | Q(decided_on__gt=day)
        still_there = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return self.filter(open_then & still_there, nominated_on__lte=day)


class TradeSecret(Record):
    """What the regime protects (2.1, 2.2, 4.2). `grade` and the rest of the head stand in Record;
    `term` is a stored `periods.Term`; `scope_entry` is that of the scope catalogue under which it
    was put. What the secret *is* stands sealed in points and grounds.
    """

    class Origin(models.TextChoices):
        OWN = "own", _("Developed here")
        JOINT = "joint", _("Developed with a partner")
        COMMISSIONED = "commissioned", _("Commissioned from others")
        ACQUIRED = "acquired", _("Bought or licensed")
        RECEIVED = "received", _("Entrusted to us by others")

    category = models.CharField(max_length=40)
    scope_entry = models.ForeignKey(
        "register.ScopeEntry", on_delete=models.PROTECT, null=True, related_name="+"
    )
    brief = models.BinaryField()
    origin = models.CharField(max_length=20, choices=Origin, blank=True)
    origin_note = models.CharField(max_length=300, blank=True)
    proposed_grade = models.CharField(max_length=20, blank=True)
    proposed_term = models.CharField(max_length=20, blank=True)
    factors = models.JSONField(default=dict)
    assistant = models.JSONField(default=dict)
    term = models.CharField(max_length=20, blank=True)
    term_ends_on = models.DateField(null=True)
    nominated_on = models.DateField()
    decided_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    legacy_mark = models.CharField(max_length=60, blank=True)
    previous_number = models.CharField(max_length=60, blank=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "category", "scope_entry", "brief", "origin", "origin_note",
            "proposed_grade", "proposed_term", "factors", "assistant", "term", "term_ends_on",
            "nominated_on", "decided_on", "effective_on", "ended_on", "reviewed_on", "legacy_mark",
            "previous_number",
        )
    }  # fmt: skip
    objects: ClassVar[SecretQuerySet] = manager_of(SecretQuerySet)

    class Meta:
        indexes = [
            # With the key, which on SQLite isn't the row's own number, so that no row is fetched
            # only to be counted.
            models.Index(
                fields=["effective_on", "ended_on", "term_ends_on", "record_ptr"],
                name="register_secret_in_force",
            ),
            models.Index(
                fields=["category", "effective_on", "ended_on"], name="register_secret_category"
            ),
            models.Index(fields=["nominated_on", "decided_on"], name="register_secret_undecided"),
            models.Index(
                fields=["record_ptr", "effective_on", "ended_on"], name="register_secret_stands"
            ),
        ]

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def term_value(self) -> Term | None:
        return Term.parse(self.term) if self.term else None
