"""What a person holds that opens content to him: an agreement signed, a course passed."""

from typing import ClassVar

from django.db import models

from shoumi.domains.people.rules import Kind, Term
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel


class Qualification(LoggedModel):
    """One thing held: from its first day to its last (null: open), unless it ended before.

    Written by the domain that knows: agreements when one is signed, training when an exam is
    passed. `basis` names that record by its number.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="qualifications")
    kind = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Kind])
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    basis = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("person", "kind", "from_on", "until_on", "ended_on", "basis", "recorded_at")
    }

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "kind", "from_on", "until_on"], name="people_qualified_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"

    @property
    def term(self) -> Term:
        return Term(self.from_on, self.until_on, self.ended_on)
