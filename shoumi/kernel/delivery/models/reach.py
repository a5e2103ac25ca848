"""By which ways beside the inbox a person wants to be told."""

from typing import ClassVar

from django.db import models

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel


class Reach(LoggedModel):
    """A person's own choice. Without one: by e-mail, and with the daily digest.

    The inbox in the application is no choice: what was sent is always in it. `wecom` is the name
    that the person's WeCom account has in the company, empty for none.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="reach")
    email = models.BooleanField(default=True)
    digest = models.BooleanField(default=True)
    wecom = models.CharField(max_length=64, blank=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("person", "email", "digest", "wecom")
    }

    def __str__(self) -> str:
        return f"{self.person_id}"
