"""Keys with which a program asks in a person's name."""

from django.db import models

from shoumi.kernel.accounts.models.persons import Person


class AccessKey(models.Model):
    """A key of one person's; `digest` is the SHA-256, in hex, of what the program sends.

    `secret` is there only for whoever has just made the key: it is shown once and kept nowhere.
    """

    secret: str = ""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="access_keys")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"access key {self.pk}"
