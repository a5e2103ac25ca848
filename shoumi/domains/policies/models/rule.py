"""A rule 制度 or operating procedure 操作规程; what it says stands in its editions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.records.models import Record


class Rule(Record):
    """What a unit (`org_unit`) answers for and the people of `applies_to` follow (4.1, 6.1).

    The scope catalogue 范围目录 and the grading standard are rules too, adopted in editions, and so
    is the regime itself.
    """

    class Sort(models.TextChoices):
        RULE = "rule", _("Rule")
        PROCEDURE = "procedure", _("Operating procedure")
        SCOPE_CATALOGUE = "scope_catalogue", _("Scope catalogue")
        GRADING_STANDARD = "grading_standard", _("Grading standard")
        REGIME = "regime", _("The regime itself")

    # Without a name of its own on the way back, which an edition's `rule` would clash with.
    record_ptr = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    sort = models.CharField(max_length=20, choices=Sort)
    title_en = models.CharField(max_length=200, blank=True)
    applies_to = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    starter = models.CharField(max_length=40, blank=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "sort", "title_en", "applies_to", "starter")
    }

    @property
    def display_title(self) -> str:
        """In the reader's language, where it has a title in it."""
        return self.title_en if self.title_en and get_language() == "en" else self.title
