"""A member's quarterly check of the own department 部门自查, point by point (4.M3)."""

from typing import ClassVar

from django.db import models

from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.records.models import Record


class DepartmentCheck(Record):
    """What a member (`owner`) confirms of a quarter for his department (`org_unit`); `quarter` is
    its first day."""

    quarter = models.DateField(db_index=True)
    confirmed_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "quarter", "confirmed_on")
    }


class CheckedPoint(LoggedModel):
    """One point of the check: in order, or what is done about it."""

    check_of = models.ForeignKey(DepartmentCheck, on_delete=models.PROTECT, related_name="points")
    name = models.CharField(max_length=20)
    in_order = models.BooleanField()
    doing = models.CharField(max_length=500, blank=True)

    free_text = ("doing",)
    free_text_about = "check_of"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("check_of", "name", "in_order", "doing")
    }

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "name"], name="committee_a_point_is_checked_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
