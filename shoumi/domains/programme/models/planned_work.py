"""What is carried out of a plan's item: its tasks hang here, whatever version holds."""

from typing import ClassVar

from django.db import models

from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.records.models import Record


class PlannedWork(Record):
    """An item from its issue on, through all amended versions of its plan (`parent`): one `lead`,
    one task for each time it is due."""

    record_ptr = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    ident = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lead_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "ident", "lead", "lead_unit", "since")
    }
