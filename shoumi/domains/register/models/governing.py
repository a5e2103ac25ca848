"""What an adopted edition set for the register: the grades, and the scope of what is protected.

`edition` is the record that was adopted; the register knows nothing of it but its number and days.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from shoumi.domains.register.models.content import DatedQuerySet
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.activity.logged import LoggedModel, manager_of
from shoumi.kernel.records.models import Record


class GradingStandard(LoggedModel):
    """The grades came from this edition of the grading standard from `from_on` until the day before
    `until_on`; `scheme` is the table of grades that `catalogue.read_scheme` reads (4.2)."""

    edition = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    scheme = models.JSONField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("edition", "scheme", "from_on", "until_on")
    }
    objects: ClassVar[DatedQuerySet["GradingStandard"]] = manager_of(
        DatedQuerySet["GradingStandard"]
    )

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.from_on}"


class ScopeEntry(LoggedModel):
    """One entry of a company's scope catalogue 范围目录 as an edition in force has it (2.2).

    It covers the information types of `group`; `level` is how grave they usually are. Every edition
    writes its entries anew; `code` says which are the same.
    """

    entity = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    group = models.CharField(max_length=40)
    level = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "entity", "edition", "code", "group", "level", "name", "name_en", "from_on", "until_on",
        )
    }  # fmt: skip
    objects: ClassVar[DatedQuerySet["ScopeEntry"]] = manager_of(DatedQuerySet["ScopeEntry"])

    class Meta:
        ordering = ["code", "from_on", "id"]
        indexes = [
            models.Index(
                fields=["from_on", "until_on", "entity", "group"], name="register_scope_dated"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "code"], condition=Q(until_on__isnull=True),
                name="register_one_scope_entry_of_a_code",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        named = self.name_en if self.name_en and get_language() == "en" else self.name
        return f"{self.code} {named}"
