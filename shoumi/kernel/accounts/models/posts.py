"""Posts, and who held them when. A post stays while its holder changes."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models.persons import Person
from shoumi.kernel.accounts.models.units import OrgUnit
from shoumi.kernel.activity.logged import LoggedQuerySet, VersionedModel, manager_of


class Role(models.TextChoices):
    """What a post is for. `job` is any ordinary post of the company."""

    GENERAL_MANAGER = "general_manager", _("General manager")
    CHAIR = "chair", _("Director of the committee")
    DEPUTY = "deputy", _("Deputy director")
    MEMBER = "member", _("Committee member")
    OFFICE_HEAD = "office_head", _("Head of the committee's office")
    OFFICE = "office", _("Committee's office")
    CUSTODIAN = "custodian", _("Confidentiality administrator")
    LEADER = "leader", _("Leader in charge")
    HEAD = "head", _("Head of department")
    COUNSEL = "counsel", _("Legal counsel")
    EXPERT = "expert", _("Technical expert")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECRECY_ADMIN = "secrecy_admin", _("Secrecy administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")
    JOB = "job", _("Post")


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECRECY_ADMIN, Role.AUDIT_ADMIN})


class Post(VersionedModel):
    """A post in a unit: a seat of the committee, a custodian's, or an ordinary job."""

    org_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("org_unit", "role", "title", "ended_on", "version")
    }

    class Meta:
        ordering = ["org_unit__path", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["org_unit", "role"],
                condition=~Q(role=Role.JOB),
                name="accounts_one_post_for_each_role_in_a_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.org_unit} · {self.title or self.get_role_display()}"


class AppointmentQuerySet(LoggedQuerySet["Appointment"]):
    def at(self, day: date) -> Self:
        """In force on that day: from the first day on, up to but without the last."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)

    def within(self, first: date, end: date | None) -> Self:
        """In force on any day from the first on, up to but without the end; None: for ever."""
        lasting = self.filter(Q(until_on__isnull=True) | Q(until_on__gt=first))
        lasting = lasting.exclude(until_on=F("from_on"))
        return lasting if end is None else lasting.filter(from_on__lt=end)


class Appointment(VersionedModel):
    """A person in a post from a day on; ended by a date, never deleted (3.1)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    letter = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("person", "post", "from_on", "until_on", "letter", "recorded_at", "version")
    }
    objects: ClassVar[AppointmentQuerySet] = manager_of(AppointmentQuerySet)

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"
