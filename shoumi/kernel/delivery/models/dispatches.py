"""What was sent, and one receipt for each person it was sent to."""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.activity.logged import LoggedQuerySet, VersionedModel, manager_of
from shoumi.kernel.delivery.rules import PENDING, RECEIPT_FLOW, subject_line
from shoumi.kernel.documents.models import Evidence, IssuedDocument
from shoumi.kernel.records.models import Record

_ALL_OF_THE_COMPANY = (*OFFICE, Role.CHAIR, Role.COUNSEL)
_OWN_PEOPLE = (Role.HEAD, Role.LEADER, Role.CUSTODIAN)


class Act(models.TextChoices):
    """What the recipient is asked for."""

    KNOW = "know", _("Take note")
    ACKNOWLEDGE = "acknowledge", _("Confirm receipt")
    SIGN = "sign", _("Sign")
    REPLY = "reply", _("Reply")


class Method(models.TextChoices):
    """How somebody answered. Only an outside certificate authority makes a signature “reliable” in
    the sense of 电子签名法 art. 13; none of these claims it."""

    CLICK = "click", _("Confirmed on the screen")
    PASSWORD = "password", _("Confirmed with the password")
    PAPER = "paper", _("Signed on paper")


class DispatchQuerySet(LoggedQuerySet["Dispatch"]):
    def counted(self) -> Self:
        """With the number of receipts: `total`, `pending`, `opened`, `done`, `declined`,
        `expired`, `withdrawn`. `opened` counts everybody who ever opened it."""

        def tally(**what: Any) -> Count:
            return Count("receipts", filter=Q(**{f"receipts__{k}": v for k, v in what.items()}))

        return self.annotate(
            total=Count("receipts"),
            pending=tally(state__in=PENDING),
            opened=tally(opened_at__isnull=False),
            done=tally(state="done"),
            declined=tally(state="declined"),
            expired=tally(state="expired"),
            withdrawn=tally(state="withdrawn"),
        )

    def overdue(self, day: date) -> Self:
        """Those whose last day has passed while somebody has still not answered."""
        return self.filter(deadline__lt=day, receipts__state__in=PENDING).distinct()


class Dispatch(VersionedModel):
    """One sending of a record, or of one of its papers, to one or more persons.

    `sha256` is the paper's, so that what was sent stays known after the paper was replaced.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="dispatches")
    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="dispatches"
    )
    act = models.CharField(max_length=12, choices=Act)
    deadline = models.DateField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    recall_reason = models.CharField(max_length=300, blank=True)

    free_text = ("recall_reason",)
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record",
            "document",
            "act",
            "deadline",
            "sha256",
            "sent_by",
            "sent_at",
            "reminded_at",
            "recalled_at",
            "recall_reason",
            "version",
        )  # fmt: skip
    }
    objects: ClassVar[DispatchQuerySet] = manager_of(DispatchQuerySet)

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["deadline"], name="delivery_dispatch_deadline")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """The notice's only line, in the reader's language."""
        number = self.document.number if self.document else self.record.reference
        return subject_line(self.act, number)


class ReceiptQuerySet(LoggedQuerySet["Receipt"]):
    def pending(self) -> Self:
        return self.filter(state__in=PENDING)

    def told_to(self, person: Any, at: datetime) -> Self:
        """Those of which this person is told, without a say in the record: one's own, what one
        sent, and those of the people whom one answers for as head, leader or administrator; all,
        for the office, the director and counsel of the record's company."""
        seat = standing(person, at)
        if not seat.active:
            return self.none()
        seen = Q(person=seat.person_id) | Q(dispatch__sent_by=seat.person_id)
        for held in seat.held:
            if held.role in _ALL_OF_THE_COMPANY:
                seen |= Q(dispatch__record__org_unit__path__startswith=held.path)
            elif held.role in _OWN_PEOPLE:
                seen |= Q(person__org_unit__path__startswith=held.path)
        return self.filter(seen)


class Receipt(VersionedModel):
    """What one person did with a dispatch.

    `version_sha256` is what was before the person when it was opened last: the paper's SHA-256, or
    that of the record's canonical form. `signed_on` is the true date of an answer on paper.
    """

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="receipts")
    state = models.CharField(max_length=10, default=RECEIPT_FLOW.start)
    version_sha256 = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)
    method = models.CharField(max_length=10, choices=Method, blank=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)

    free_text = ("answer",)
    free_text_about = "dispatch__record"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "dispatch",
            "person",
            "state",
            "version_sha256",
            "opened_at",
            "done_at",
            "signed_on",
            "method",
            "evidence",
            "answer",
            "version",
        )  # fmt: skip
    }
    objects: ClassVar[ReceiptQuerySet] = manager_of(ReceiptQuerySet)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["person", "state"], name="delivery_receipt_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch", "person"], name="delivery_one_receipt_for_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.state}"

    @property
    def record(self) -> Record:
        """The record that access asks about."""
        return self.dispatch.record

    @property
    def state_label(self) -> str:
        return str(RECEIPT_FLOW.state(self.state).label)
