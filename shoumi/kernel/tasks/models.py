"""Tasks with exactly one lead, the occurrences of duties that made them, and the calendar."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import Standing
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, VersionedModel, manager_of
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.duties import all_duties


class TaskQuerySet(LoggedQuerySet["Task"]):
    def open(self) -> Self:
        return self.filter(state__in=[Task.State.OPEN, Task.State.REPORTED])

    def led_by(self, person: Any) -> Self:
        return self.filter(lead=person, state=Task.State.OPEN)

    def asked_of(self, person: Any) -> Self:
        """Open tasks to which this person has a part to give still."""
        return self.open().filter(Exists(Party.objects.waiting().of(person, OuterRef("pk"))))

    def to_sign_off(self, seat: Standing) -> Self:
        """Reported tasks that somebody of this standing may sign off: never the doer's own."""
        units = [held.unit_id for held in seat.held if held.role in Task.SIGNERS]
        heads = [held.unit_id for held in seat.held if held.role == Role.HEAD]
        waiting = Q(record__entity_id__in=units) | Q(lead_unit_id__in=heads)
        return self.filter(waiting, state=Task.State.REPORTED).exclude(lead_id=seat.person_id)


class Task(VersionedModel):
    """Something one person must do by a day. The original day stays when more time is given."""

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        REPORTED = "reported", _("Reported done")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    SIGNERS = (Role.OFFICE, Role.OFFICE_HEAD)

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="tasks")
    duty = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120)
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leads")
    lead_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    original_due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    needs_evidence = models.BooleanField(default=False)
    result = models.CharField(max_length=1000, blank=True)
    extension_asked_to = models.DateField(null=True)
    extension_refused = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    free_text = ("title", "result", "extension_refused")
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record", "duty", "title", "lead", "lead_unit", "due_on", "original_due_on", "state",
            "needs_evidence", "result", "extension_asked_to", "extension_refused", "opened_at",
            "reported_at", "closed_on", "closed_by", "version",
        )
    }  # fmt: skip
    objects: ClassVar[TaskQuerySet] = manager_of(TaskQuerySet)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["lead", "state", "due_on"], name="tasks_lead_state_due"),
            models.Index(fields=["state", "due_on"], name="tasks_state_due"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What is to be done, in the reader's language where a duty made the task."""
        duty = all_duties().get(self.duty)
        return str(duty.label) if duty else self.title

    @property
    def closes_by_record(self) -> bool:
        """Whether only its record closes it, and nobody's report."""
        duty = all_duties().get(self.duty)
        return duty is not None and duty.by_record

    @property
    def is_held(self) -> bool:
        """Whether only what made it takes it back, and nobody's hand."""
        duty = all_duties().get(self.duty)
        return duty is not None and duty.held

    @property
    def is_shared(self) -> bool:
        """Whether its record is opened to whoever is called in."""
        duty = all_duties().get(self.duty)
        return duty is not None and duty.shared

    def colour(self, day: date) -> str:
        """The slip's colour (三色督办单): blue near due, yellow due now, red overdue."""
        left = (self.due_on - day).days
        if left < 0:
            return "red"
        return "yellow" if left <= 3 else "blue" if left <= 7 else ""


class PartyQuerySet(LoggedQuerySet["Party"]):
    def standing(self) -> Self:
        """All but those who were let go."""
        return self.filter(released_on__isnull=True)

    def waiting(self) -> Self:
        """Who has not answered yet."""
        return self.standing().filter(answered_at__isnull=True)

    def owed_on(self, day: date) -> Self:
        """Whose answer was awaited at the end of that day."""
        let_go = Q(released_on__isnull=True) | Q(released_on__gt=day)
        silent = Q(answered_at__isnull=True) | Q(answered_at__gte=ends(day))
        return self.filter(let_go & silent, asked_at__lt=ends(day))

    def of(self, person: Any, task: Any) -> Self:
        return self.filter(person=person, task=task)


class Party(VersionedModel):
    """Somebody called in beside the lead 配合: each answers for himself, and the lead for all. Who
    was let go before he answered keeps his line."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    wanted = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    reply = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    released_on = models.DateField(null=True)

    free_text = ("wanted", "reply")
    free_text_about = "task__record"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "task", "person", "wanted", "asked_at", "reply", "answered_at", "released_on",
            "version",
        )
    }  # fmt: skip
    objects: ClassVar[PartyQuerySet] = manager_of(PartyQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "person"],
                condition=Q(released_on__isnull=True),
                name="tasks_one_part_for_a_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Occurrence(LoggedModel):
    """A duty fell due for a subject on a day, once; a second run of the clock finds it here."""

    duty = models.CharField(max_length=60)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="occurrences")
    on = models.DateField()
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="occurrence")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("duty", "record", "on", "task")}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "record", "on"], name="tasks_a_duty_falls_due_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.on}"


class Reminder(LoggedModel):
    """Word given before or after the due day: to the lead, then upwards. One for each stage."""

    class Stage(models.TextChoices):
        WEEK = "week", _("Due within seven days")
        DAYS = "days", _("Due within three days")
        TODAY = "today", _("Due tomorrow or today")
        HEAD = "head", _("Overdue: department head told")
        OFFICE = "office", _("Overdue: office and leader in charge told")
        CHAIR = "chair", _("Overdue: director told")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reminders")
    stage = models.CharField(max_length=10, choices=Stage)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reminders")
    on = models.DateField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("task", "stage", "person", "on")}

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "stage", "person"], name="tasks_one_reminder_for_a_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.on}"


class CalendarDay(LoggedModel):
    """A day that differs from its weekday: a public holiday, or a weekend day that is worked."""

    on = models.DateField(unique=True)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=60, blank=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("on", "is_workday", "name")}

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
