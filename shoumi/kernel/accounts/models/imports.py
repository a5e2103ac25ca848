"""A table that somebody brought: what the dry run found, and whether it was applied."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models.persons import Person
from shoumi.kernel.activity.logged import VersionedModel


class ImportRun(VersionedModel):
    """One dry run, bound to the file's SHA-256 and to which column holds what, so that exactly
    this can be applied later. The file itself is not kept; problems, and warnings of rows that
    come in all the same, quote none of its cells."""

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked, not applied")
        APPLIED = "applied", _("Applied")

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKED)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField()
    warnings = models.JSONField(default=list)
    warning_count = models.PositiveIntegerField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "kind", "state", "sha256", "mapping", "rows", "new", "changed", "unchanged",
            "problems", "problem_count", "warnings", "warning_count", "checked_by", "checked_at",
            "applied_at", "version",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["-checked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.rows}"

    @property
    def can_be_applied(self) -> bool:
        return self.state == self.State.CHECKED and not self.problem_count
