"""What was found in each version, in words for whoever sees the carrier; never what is in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier, CarrierVersion, Screening
from shoumi.domains.vault.rules.screening import Cause, causes, shut, unread
from shoumi.kernel.access import Reason
from shoumi.kernel.screening import (
    Family,
    Marks,
    Outcome,
    is_disguised,
    is_misnamed,
    kind_named,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Standing = CarrierVersion.Standing


@dataclass(frozen=True)
class Screened:
    """One version as it was last looked through; `last` is None before the first time."""

    version: CarrierVersion
    last: Screening | None

    @property
    def is_open(self) -> bool:
        return self.shut is None

    @property
    def shut(self) -> Reason | None:
        return shut(self.version.standing)

    @property
    def is_quarantined(self) -> bool:
        return self.version.standing == Standing.QUARANTINED

    @property
    def kind(self) -> "StrOrPromise":
        """What it is by its content."""
        if self.last is None:
            return ""
        found = kind_named(self.version.sniffed)
        return found.label if found else _("A kind of file that is not known here")

    @property
    def is_program(self) -> bool:
        found = kind_named(self.version.sniffed)
        return found is not None and found.family is Family.PROGRAM

    @property
    def is_misnamed(self) -> bool:
        rejected = self.version.standing == Standing.REJECTED
        known = self.last is not None and not rejected
        return known and is_misnamed(self.version.sniffed, self.version.name)

    @property
    def scan(self) -> "StrOrPromise":
        """What the virus scanner said, when, and by which signatures; or why it said nothing."""
        if self.last is None:
            return ""
        if self.last.outcome == Outcome.OFF:
            return _("Not scanned for viruses: no scanner is set up here.")
        if self.last.outcome == Outcome.CLEAN:
            return _("The virus scanner found nothing.")
        return _("The virus scanner did not pass it.")

    @property
    def scanned_at(self) -> datetime | None:
        return None if self.last is None or self.last.outcome == Outcome.OFF else self.last.at

    @property
    def unread(self) -> "StrOrPromise":
        return unread(self.last.marks) if self.last is not None else ""

    @property
    def causes(self) -> list[Cause]:
        if self.last is None:
            return []
        disguised = is_disguised(self.version.sniffed, self.version.name)
        return list(causes(self.last.outcome, Marks(self.last.marks), disguised=disguised))

    @property
    def threat(self) -> str:
        return self.last.threat if self.last is not None else ""


def screened(carrier: Carrier, at_most: int) -> list[Screened]:
    """A carrier's versions with their viewing copies, the newest first. Three queries."""
    rows = carrier.versions.select_related("file", "added_by")
    return of_versions(rows.prefetch_related("viewing_copies__added_by")[:at_most])


def of_versions(versions: Iterable[CarrierVersion]) -> list[Screened]:
    """These versions with what was found in them last. Two queries."""
    rows = list(versions)
    last: dict[int, Screening] = {}
    for one in Screening.objects.filter(version__in=rows).order_by("at", "id"):
        last[one.version_id] = one
    return [Screened(row, last.get(row.pk)) for row in rows]
