"""Issued papers, the templates they were made with, and evidence files."""

import re
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.foundation.workflow import Flow, State, Step
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, VersionedModel, manager_of
from shoumi.kernel.documents import forms
from shoumi.kernel.documents.incoming import SUFFIXES
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage.models import SealedObject

PAPER_FLOW = Flow(
    kind="issued_document",
    start="issued",
    states=(
        State("issued", _("In force")),
        State("superseded", _("Replaced"), final=True),
        State("void", _("Void"), final=True),
    ),
    steps=(
        Step("supersede", ("issued",), "superseded", "issuer", _("Replace")),
        Step("void", ("issued",), "void", "issuer", _("Declare void")),
    ),
)


class DocumentTemplate(LoggedModel):
    """A Word template by which an office replaced the built-in one; each edition stays. One without
    content, and so without a hash, went back to the built-in one."""

    code = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    edition = models.PositiveIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    replaced_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("code", "language", "edition", "content", "sha256", "recorded_at", "replaced_by")
    }

    class Meta:
        ordering = ["code", "language", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "language", "edition"], name="documents_one_template_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.language} {self.edition}"

    @property
    def is_built_in(self) -> bool:
        return not self.sha256


class IssuedDocumentQuerySet(LoggedQuerySet["IssuedDocument"]):
    def in_force(self) -> Self:
        return self.filter(state="issued")


class IssuedDocument(VersionedModel):
    """A numbered paper as it was issued; what it says is only in the sealed files.

    `values_sha256` is the hash of its content that stands in its footer, `sha256` that of the PDF.
    """

    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="papers", db_index=False
    )
    entity = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    mark = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, default="issued")
    dated = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    template = models.ForeignKey(
        DocumentTemplate, on_delete=models.PROTECT, null=True, related_name="papers"
    )
    values_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    pdf = models.ForeignKey(SealedObject, on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey(SealedObject, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    free_text = ("void_reason",)
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record",
            "entity",
            "form",
            "number",
            "language",
            "mark",
            "state",
            "dated",
            "issued_at",
            "issued_by",
            "supersedes",
            "template",
            "values_sha256",
            "sha256",
            "docx_sha256",
            "pdf",
            "docx",
            "voided_at",
            "void_reason",
            "version",
        )  # fmt: skip
    }
    objects: ClassVar[IssuedDocumentQuerySet] = manager_of(IssuedDocumentQuerySet)

    class Meta:
        ordering = ["-issued_at", "-id"]
        indexes = [
            models.Index(fields=["record", "-issued_at"], name="documents_record_issued"),
            models.Index(
                fields=["form", "record", "dated", "issued_at", "voided_at"],
                name="documents_form_of_record",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "form", "number"], name="documents_one_paper_for_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def name(self) -> str:
        """The form's plain name: the papers of all secrets are called alike."""
        return str(forms.find(self.form).label)

    def file_name(self, suffix: str) -> str:
        """What a download is called: mark and number, as a mark belongs in a file's name too."""
        return portable_name(self.mark, self.number, suffix=suffix)

    @property
    def state_label(self) -> str:
        return str(PAPER_FLOW.state(self.state).label)


class Source(models.TextChoices):
    """How an evidence file came in."""

    SCAN = "scan", _("Scan of a signed paper")
    UPLOAD = "upload", _("File uploaded")
    SYSTEM = "system", _("Made by the system")


class Evidence(LoggedModel):
    """A file that proves something about a record; among others the paper signed instead.

    `signed_on` is the true date on it, `recorded_at` when it was entered: both are shown. The
    file's own name is not kept, since people write titles into file names.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="evidence")
    file = models.OneToOneField(SealedObject, on_delete=models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    description = models.CharField(max_length=200)
    source = models.CharField(max_length=10, choices=Source)
    signed_on = models.DateField()
    recorded_at = models.DateTimeField()
    collected_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    free_text = ("description",)
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record",
            "file",
            "media_type",
            "size",
            "sha256",
            "description",
            "source",
            "signed_on",
            "recorded_at",
            "collected_by",
        )  # fmt: skip
    }

    class Meta:
        ordering = ["signed_on", "id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.signed_on}"

    @property
    def file_name(self) -> str:
        """What a download is called: the record's number, and which of its files this is."""
        return portable_name(self.record.reference, str(self.pk), suffix=SUFFIXES[self.media_type])


def portable_name(*parts: str, suffix: str) -> str:
    """A file name that every system takes; longer ones are cut."""
    words = " ".join(part for part in parts if part)
    name = re.sub(r"[^\w〔〕（）.-]+", " ", words).replace("..", " ").strip(" .")
    return f"{name[:120]}.{suffix}"
