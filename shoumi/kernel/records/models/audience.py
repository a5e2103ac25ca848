"""Who may see a record: the one source of widening. Actions write it, `visible_to` reads it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import OrgUnit, Person, Post
from shoumi.kernel.accounts.standing import Standing
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, manager_of


class Capacity(models.TextChoices):
    """What somebody is to a record. Only `knows` is need-to-know 知悉范围 in the law's sense."""

    KNOWS = "knows", _("Need to know")
    KEEPS = "keeps", _("Keeps the register")
    DECIDES = "decides", _("Decides on it")


class AudienceQuerySet(LoggedQuerySet["Audience"]):
    def at(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)

    def reaching(self, seat: Standing, day: date) -> Self:
        """The rows in force that open their record to somebody of this standing."""
        reached = Q(person_id=seat.person_id) | Q(org_unit_id__in=seat.unit_ids)
        if seat.post_ids:
            reached |= Q(post_id__in=seat.post_ids)
        if seat.stands_in_for:
            reached |= Q(person_id__in=seat.stands_in_for, capacity=Capacity.DECIDES)
        return self.at(day).filter(reached)


class Audience(LoggedModel):
    """A person, the holders of a post, or a unit's people, who may see a record from a day on."""

    record = models.ForeignKey(
        "records.Record", on_delete=models.PROTECT, db_index=False, related_name="audience"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    org_unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    capacity = models.CharField(max_length=10, choices=Capacity)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    because = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record",
            "person",
            "post",
            "org_unit",
            "capacity",
            "from_on",
            "until_on",
            "because",
            "recorded_at",
        )  # fmt: skip
    }
    objects: ClassVar[AudienceQuerySet] = manager_of(AudienceQuerySet)

    class Meta:
        # They begin with a key each and hold all that `reaching` asks, so that none stands beside
        # them for the key alone.
        indexes = [
            models.Index(
                fields=["record", "person", "post", "org_unit", "from_on", "until_on"],
                name="records_audience_record",
            ),
            models.Index(
                fields=["person", "record", "from_on", "until_on"], name="records_audience_person"
            ),
            models.Index(
                fields=["post", "record", "from_on", "until_on"], name="records_audience_post"
            ),
            models.Index(
                fields=["org_unit", "record", "from_on", "until_on"], name="records_audience_unit"
            ),
            models.Index(
                fields=["capacity", "record", "from_on", "until_on"],
                name="records_audience_capacity",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="records_audience_names_exactly_one",
                condition=(
                    Q(person__isnull=False, post__isnull=True, org_unit__isnull=True)
                    | Q(person__isnull=True, post__isnull=False, org_unit__isnull=True)
                    | Q(person__isnull=True, post__isnull=True, org_unit__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.person or self.post or self.org_unit)

    @property
    def whom(self) -> Person | Post | OrgUnit:
        found = self.person or self.post or self.org_unit
        assert found is not None  # noqa: S101 - the check constraint holds it
        return found
