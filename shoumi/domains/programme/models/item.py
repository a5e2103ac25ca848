"""An item of a plan as one version of it says it."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.models.plan import Plan
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, manager_of


class ItemQuerySet(LoggedQuerySet["PlanItem"]):
    def standing(self) -> Self:
        """Those that were not struck out, in the order of the plan."""
        return self.filter(struck=False)


class PlanItem(LoggedModel):
    """What is to be done, by whom, by when. `ident` stays the same from version to version.

    `due_on` is the first day on which it is due; one that comes back (`every`) is due again so many
    months later until the plan's last year is over, or on the `days` given one by one. `keeps_day`
    says that a day off is kept and not moved to the next working day. `planned_work` is what is
    carried out of it, from the issue on; `comes_from` the item of an earlier year's plan.
    """

    class Every(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        HALF_YEARLY = "half_yearly", _("Every half-year")
        YEARLY = "yearly", _("Every year")
        DAYS = "days", _("On the days given")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    ident = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    text_en = models.CharField(max_length=800, blank=True)
    clauses = models.JSONField(default=list)
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    lead_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+")
    every = models.CharField(max_length=12, choices=Every, default=Every.ONCE)
    due_on = models.DateField(null=True)
    days = models.JSONField(default=list)
    keeps_day = models.BooleanField(default=False)
    measure = models.CharField(max_length=300, blank=True)
    measure_en = models.CharField(max_length=400, blank=True)
    budget = models.CharField(max_length=200, blank=True)
    struck = models.BooleanField(default=False)
    planned_work = models.ForeignKey(
        "programme.PlannedWork", on_delete=models.PROTECT, null=True, related_name="items"
    )
    comes_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    free_text = ("text", "text_en", "measure", "measure_en", "budget")
    free_text_about = "plan"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "plan", "ident", "text", "text_en", "clauses", "lead", "lead_unit", "every", "due_on",
            "days", "keeps_day", "measure", "measure_en", "budget", "struck", "planned_work",
            "comes_from",
        )
    }  # fmt: skip
    objects: ClassVar[ItemQuerySet] = manager_of(ItemQuerySet)

    class Meta:
        ordering = ["ident", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "ident"], name="programme_an_item_has_its_own_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ident} {self.display_text}"

    @property
    def display_text(self) -> str:
        return self.text_en if self.text_en and get_language() == "en" else self.text

    @property
    def display_measure(self) -> str:
        return self.measure_en if self.measure_en and get_language() == "en" else self.measure
