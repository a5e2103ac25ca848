"""What is found in a version, and what the office does about one in quarantine (1, 4.8)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier, CarrierVersion, Screening
from shoumi.domains.vault.rules.flows import CARRIER
from shoumi.domains.vault.rules.screening import Cause, causes
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.activity import ledger
from shoumi.kernel.records.moves import move
from shoumi.kernel.screening import Findings, Marks, is_disguised
from shoumi.kernel.storage.keys.shredding import shred

TOMBSTONE = "—"
Standing = CarrierVersion.Standing
DECIDED = Reason("decided", _("The office has decided about this version already."))
NOT_QUARANTINED = Reason("not_quarantined", _("This version is not in quarantine."))
OWN_FILE = Reason(
    "own_file", _("You put this file in yourself. Somebody else of the office releases it.")
)
ON_HOLD = Reason(
    "on_hold",
    _("The secret belongs to a matter under legal hold. Nothing of it is destroyed until that "
      "ends; the version stays in quarantine."),
)  # fmt: skip


@action(
    "vault.screen_version", label=_("Look through it"), clauses=("1", "4.8"), quiet=True, reads=True
)
def screen_version(
    carrier: Carrier, *, version: CarrierVersion, findings: Findings, by: Actor, at: datetime
) -> CarrierVersion:
    """Enter what was found; the version is clear from now on, or in quarantine. Raises Refused
    where the office has decided about it."""
    row = _locked(carrier, version)
    if row.standing in {Standing.RELEASED, Standing.REJECTED}:
        raise Refused(DECIDED)
    Screening(
        version=row, outcome=findings.scanned.outcome, threat=findings.scanned.threat,
        scanner=findings.scanned.scanner, marks=findings.marks, at=at,
    ).save()  # fmt: skip
    row.sniffed, row.outcome = findings.kind, findings.scanned.outcome
    against = causes(
        findings.scanned.outcome, findings.marks, disguised=is_disguised(findings.kind, row.name)
    )
    _let(row, Standing.QUARANTINED if any(against) else Standing.CLEAR)
    return row


@action(
    "vault.release_version", label=_("Release from quarantine"), clauses=("1", "4.8"),
    step="vault.release_version",
)  # fmt: skip
def release_version(
    carrier: Carrier, *, version: CarrierVersion, note: str, by: Actor, at: datetime
) -> Carrier:
    """The office has made sure that the file may be opened; its reason stays in the record's
    history. Nobody releases what he put in himself. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say how you made sure that it may be opened."))
    row = _quarantined(carrier, version)
    if row.added_by_id is not None and row.added_by_id == by.pk:
        raise Refused(OWN_FILE)
    _let(row, Standing.RELEASED)
    ledger.remark(version=str(row.number))
    move(carrier, CARRIER, "vault.release_version", by=by, at=at, note=note)
    return carrier


@action(
    "vault.reject_version", label=_("Reject and destroy it"), clauses=("1", "4.8"),
    step="vault.reject_version",
)  # fmt: skip
def reject_version(
    carrier: Carrier, *, version: CarrierVersion, note: str, by: Actor, at: datetime
) -> Carrier:
    """Its key is destroyed, and nobody opens it again. Of what may be a state secret the name and
    the hash go as well. Raises Refused, also under legal hold; Invalid."""
    note = require_said("note", note, NOTE, _("Say why, or to whom it was handed over."))
    row = _quarantined(carrier, version)
    if carrier.secret.legal_hold:
        raise Refused(ON_HOLD)
    shred([row.file], at=at)
    if Cause.STATE_SECRET in causes_of(row):
        row.name, row.note, row.sha256 = TOMBSTONE, "", ""
    _let(row, Standing.REJECTED)
    ledger.remark(version=str(row.number))
    move(carrier, CARRIER, "vault.reject_version", by=by, at=at, note=note)
    return carrier


def causes_of(version: CarrierVersion) -> list[Cause]:
    """What sent it into quarantine when it was last looked through. One query."""
    last = version.screenings.first()
    if last is None:
        return []
    disguised = is_disguised(version.sniffed, version.name)
    return list(causes(last.outcome, Marks(last.marks), disguised=disguised))


def _let(row: CarrierVersion, standing: str) -> None:
    """Its standing, and with it whether the store opens it at all."""
    row.standing = standing
    held = standing not in {Standing.CLEAR, Standing.RELEASED}
    if row.file.held != held:
        row.file.held = held
        row.file.save()
    row.save()


def _quarantined(carrier: Carrier, version: CarrierVersion) -> CarrierVersion:
    row = _locked(carrier, version)
    if row.standing != Standing.QUARANTINED:
        raise Refused(NOT_QUARANTINED)
    return row


def _locked(carrier: Carrier, version: CarrierVersion) -> CarrierVersion:
    if version.carrier_id != carrier.pk:
        raise Invalid("version", _("This is no version of this carrier."))
    rows = CarrierVersion.objects.select_for_update(of=("self",)).select_related("file__record")
    row: CarrierVersion = rows.get(pk=version.pk)
    return row
