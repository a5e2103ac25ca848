"""The address at which a calendar program fetches one person's dates."""

from django.db import models

from shoumi.kernel.accounts.models.persons import Person


class CalendarFeed(models.Model):
    """One person's feed; `digest` is the SHA-256, in hex, of the last part of its address.

    `secret` is there only for whoever has just opened it: it is shown once and kept nowhere.
    """

    secret: str = ""
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    fetched_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
