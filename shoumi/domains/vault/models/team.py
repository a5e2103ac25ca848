"""One request for many persons: a project's team asks once, and is decided about once (6.2)."""

from typing import ClassVar

from django.db import models

from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel, manager_of
from shoumi.kernel.records.models import Record, RecordQuerySet


class TeamRequest(Record):
    """Asks that several persons get the same leave to one secret, for one project.

    Once it is agreed to, each of them gets a grant of his own.
    """

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="team_requests")
    project = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    actions = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    uses = models.PositiveIntegerField(null=True)

    free_text = ("project", "purpose")
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "secret", "project", "purpose", "actions", "starts_at", "ends_at", "uses",
        )
    }  # fmt: skip
    objects: ClassVar[RecordQuerySet] = manager_of(RecordQuerySet)


class TeamMember(LoggedModel):
    """A person for whom a team's request asks."""

    team = models.ForeignKey(TeamRequest, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("team", "person")}

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="vault_a_member_is_named_once")
        ]

    def __str__(self) -> str:
        return str(self.person)
