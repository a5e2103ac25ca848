"""A department's report of one month 信息报送, its figures, and the bulletin 信息简报 of all."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class Bulletin(Record):
    """What the departments reported of a month, shared with all of them: facts and numbers, never
    what a secret holds or is called (5.2). `month` is its first day."""

    # Without a name of its own on the way back, which a field of its children would clash with.
    record_ptr = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    month = models.DateField()
    text = models.TextField()
    issued_on = models.DateField(null=True)
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text = ("text",)
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "month", "text", "issued_on", "paper")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month"], name="notices_one_bulletin_a_month")
        ]


class DepartmentReport(Record):
    """What a department reports of a month, or that there is nothing to report 零报告 (5.2).

    `month` is its first day. `submitted_on` is when it came in from the department, confirmed by
    its head.
    """

    month = models.DateField(db_index=True)
    is_nil = models.BooleanField(default=False)
    had_incidents = models.BooleanField(default=False)
    suggestions = models.CharField(max_length=2000, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField(null=True)
    taken_up_on = models.DateField(null=True)
    bulletin = models.ForeignKey(
        Bulletin, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text = ("suggestions",)
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "month", "is_nil", "had_incidents", "suggestions", "written_by",
            "submitted_on", "taken_up_on", "bulletin", "paper",
        )
    }  # fmt: skip


class ReportFigure(LoggedModel):
    """One number of a report: `said` by the department; `counted` is what the records showed to
    whoever wrote it, None where nothing counts it."""

    report = models.ForeignKey(DepartmentReport, on_delete=models.PROTECT, related_name="figures")
    name = models.CharField(max_length=40)
    said = models.PositiveIntegerField()
    counted = models.PositiveIntegerField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("report", "name", "said", "counted")
    }

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "name"], name="notices_a_figure_stands_once"),
            models.CheckConstraint(name="notices_a_figure_is_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.said}"
