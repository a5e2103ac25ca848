"""An approval of one record for one act, in steps, each with the people asked."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Absence, Person, Role
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, VersionedModel, manager_of
from shoumi.kernel.records.models import Record

# What a step's title may name beside a role.
_TITLES = {"owner": _("Owner"), "committee": _("Committee")}


class Approval(VersionedModel):
    """Bound to the hash of what was put before the signers: an edit voids it.

    `action` is the domain's action that takes the decisions (`register.approve_grading`);
    `open_step` is the order of the step whose turn it is.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Under way")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        RETURNED = "returned", _("Returned")
        VOID = "void", _("Void")

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="approvals")
    action = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    open_step = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    void_because = models.CharField(max_length=200, blank=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record", "action", "content_hash", "state", "asked_by", "open_step", "opened_at",
            "closed_at", "void_because", "version",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state="pending"),
                name="approvals_one_pending_for_a_record",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.state}"


class Step(LoggedModel):
    """One step: who must agree. `need` is counted for a quorum; a body's step has no seats: it is
    settled by a resolution only."""

    class Mode(models.TextChoices):
        ANY = "any", _("Any one of them")
        ALL = "all", _("All of them")
        QUORUM = "quorum", _("A number of them")
        BODY = "body", _("By a resolution")

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    mode = models.CharField(max_length=10, choices=Mode)
    need = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("approval", "order", "title", "mode", "need", "due_on")
    }

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "order"], name="approvals_steps_stand_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Who decides here, in the reader's language where `title` names a role, the owner or the
        committee."""
        if self.title in _TITLES:
            return str(_TITLES[self.title])
        return str(Role(self.title).label) if self.title in Role.values else self.title


class SeatQuerySet(LoggedQuerySet["Seat"]):
    def waiting_for(self, person: Person, day: date) -> Self:
        """Seats of pending approvals that this person may decide: his own, or as a deputy.

        Nobody decides twice in one step, not even for somebody else.
        """
        absent = Absence.objects.at(day).filter(deputy=person).values("person")
        return self.filter(
            Q(person=person) | Q(person__in=absent),
            left=False,
            decisions__isnull=True,
            step__approval__state=Approval.State.PENDING,
            step__approval__open_step=models.F("step__order"),
        ).exclude(step__decisions__person=person)


class Seat(LoggedModel):
    """Somebody asked in a step; `left` when it was transferred to another or recused."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    left = models.BooleanField(default=False)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("step", "person", "added_by", "left")
    }
    objects: ClassVar[SeatQuerySet] = manager_of(SeatQuerySet)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.person)
