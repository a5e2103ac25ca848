"""Destroying carriers: asked for, approved by two others, carried out, certified (4.8).

Carrying out and certifying are two acts: keys go only when the first has committed, and what says
that they are gone is written only when they are. Killed in between, the calendar goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.destruction_facts import (
    asks,
    content,
    held_by_law,
    is_final,
    keys_of,
    objects_of,
    thing,
    unchanged,
)
from shoumi.domains.vault.documents.certificate import certificate
from shoumi.domains.vault.documents.declared import CERTIFICATE
from shoumi.domains.vault.models import Carrier, Destroyed, Destruction
from shoumi.domains.vault.rules.destroying import DESTRUCTION, objection, spot_objection
from shoumi.domains.vault.rules.flows import CARRIER
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said, require_text
from shoumi.kernel.approvals import asking, bodies
from shoumi.kernel.approvals.asking import CHANGED
from shoumi.kernel.approvals.models import Verdict
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.actions import keep_scan
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import begin, move
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.storage.keys.shredding import shred
from shoumi.kernel.storage.keys.standing import root_in_use

DECIDE = "vault.decide_destruction"
HELD = Reason(
    "legal_hold",
    _("It is held for a legal case: nothing of it may be destroyed until that ends."),
)
UNDER_WAY = Reason(
    "under_way", _("The destruction of one of these carriers was asked for already.")
)
KEYS_THERE = Reason("keys_there", _("Some of its keys are still there; it can't be certified."))
NOT_FINAL = Reason("not_final", _("It is final only when the epoch of the keys has closed."))


@dataclass(frozen=True)
class OnTheSpot:
    """How a destruction was carried out: when, where, by whom, who saw it, and a photograph."""

    done_on: date
    place: str = ""
    executor: Person | None = None
    witness: Person | None = None
    scan: Scan | None = None


@action("vault.request_destruction", label=_("Ask to destroy"), clauses=("4.8",), reads=True)
def request_destruction(
    secret: TradeSecret,
    *,
    carriers: Sequence[Carrier],
    method: str,
    reason: str,
    staying: str = "",
    by: Actor,
    at: datetime,
) -> Destruction:
    """Ask that carriers of a secret be destroyed; two others decide. Raises Refused, Invalid."""
    if method not in Destruction.Method.values:
        raise Invalid("method", _("Choose one of the ways offered."))
    reason = require_said("reason", reason, 300, _("Say why they are to be destroyed."))
    require_text("staying", staying, 300)
    # Read anew and held, so that nobody asks for the same carrier meanwhile.
    wanted = {one.pk for one in carriers}
    carriers = list(Carrier.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if any(one.secret_id != secret.pk for one in carriers):
        raise Invalid("carriers", _("This is no carrier of this secret."))
    if held_by_law(secret, carriers):
        raise Refused(HELD)
    if Destroyed.objects.under_way().filter(carrier__in=carriers).exists():
        raise Refused(UNDER_WAY)
    against = objection(method, [thing(one, carriers) for one in carriers], staying)
    if against is not None:
        raise Invalid(*against)
    destruction = _destruction(secret, method, reason, staying, by, at)
    begin(destruction, DESTRUCTION, step="vault.request_destruction", by=by, at=at)
    for carrier in carriers:
        Destroyed(destruction=destruction, carrier=carrier).save()
    asking.ask(
        destruction, DECIDE, content(destruction), asks(secret, carriers, by, at),
        by=by, at=at,
    )  # fmt: skip
    return destruction


def _destruction(
    secret: TradeSecret, method: str, reason: str, staying: str, by: Actor, at: datetime
) -> Destruction:
    return Destruction(
        kind="destruction",
        number=next_number(secret.entity, "destruction", "密销", local_day(at).year),
        title=secret.title,
        grade=secret.grade or secret.proposed_grade,
        entity=secret.entity,
        org_unit=secret.org_unit,
        owner=by if isinstance(by, Person) else None,
        parent_id=secret.pk,
        seen_with_parent=True,
        clause="4.8",
        secret=secret,
        method=method,
        reason=reason,
        staying=staying.strip(),
    )


@action(DECIDE, label=_("Decide on the destruction"), clauses=("4.8",), step=DECIDE)
def decide_destruction(
    destruction: Destruction, *, verdict: str, note: str = "", by: Actor, at: datetime
) -> Destruction:
    """Take the decision of whoever is asked; nobody agrees while a legal case holds it. Raises
    Refused, Invalid."""
    if verdict == Verdict.AGREE:
        _require_free(destruction)
    outcome = asking.decide(destruction, content(destruction), verdict, note=note, by=by, at=at)
    _follow(destruction, outcome, on=local_day(at), note=note, by=by, at=at)
    return destruction


@action(
    "vault.follow_resolution", label=_("Carry out the committee's resolution"),
    clauses=("3.2", "4.8"), quiet=True,
)  # fmt: skip
def follow_resolution(
    destruction: Destruction,
    *,
    resolution: Record,
    verdict: str,
    on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Destruction:
    """Take the committee's decision on a destruction: once, only on what lay before it, and never
    in favour while a legal case holds it. Raises Refused."""
    if verdict == Verdict.AGREE:
        _require_free(destruction)
    asked = content(destruction)
    outcome = bodies.decide(destruction, asked, verdict, basis=resolution, on=on, at=at)
    _follow(destruction, outcome, on=on, note=note, by=by, at=at)
    return destruction


def _follow(
    destruction: Destruction, outcome: Outcome, *, on: date, note: str, by: Actor, at: datetime
) -> None:
    if outcome is Outcome.PASSED:
        move(destruction, DESTRUCTION, "destruction_approved", by=by, at=at, on=on, note=note)
    elif outcome in {Outcome.REJECTED, Outcome.RETURNED}:
        move(destruction, DESTRUCTION, "destruction_refused", by=by, at=at, on=on, note=note)


@action(
    "vault.withdraw_destruction", label=_("Withdraw it"), clauses=("4.8",),
    step="vault.withdraw_destruction",
)  # fmt: skip
def withdraw_destruction(
    destruction: Destruction, *, note: str, by: Actor, at: datetime
) -> Destruction:
    """Nothing is destroyed. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    asking.void(destruction, because="withdrawn", at=at)
    move(destruction, DESTRUCTION, "vault.withdraw_destruction", by=by, at=at, note=note)
    return destruction


@action("vault.destroy", label=_("Carry it out"), clauses=("4.8",), step="vault.destroy")
def destroy(destruction: Destruction, *, spot: OnTheSpot, by: Actor, at: datetime) -> Destruction:
    """Enter that the carriers are destroyed, and destroy the keys of everything kept here.

    Raises Refused (a legal hold, something changed since it was approved, a carrier away),
    Invalid, Sealed, DiskFull.
    """
    # The secret's row is held, so that no legal hold begins meanwhile.
    destruction.secret = TradeSecret.objects.select_for_update().get(pk=destruction.secret_id)
    carriers = _locked_carriers(destruction)
    move(destruction, DESTRUCTION, "vault.destroy", by=by, at=at, on=spot.done_on)
    _require_free(destruction)
    if not unchanged(destruction):
        raise Refused(CHANGED)
    _require_spot(destruction, spot, at)
    for carrier in carriers:
        _end(carrier, spot.done_on, by, at)
    destruction.done_on, destruction.place = spot.done_on, spot.place.strip()
    destruction.executor, destruction.witness = spot.executor, spot.witness
    destruction.carried_out_by = by if isinstance(by, Person) else None
    destruction.root_fingerprint = root_in_use()
    destruction.save()
    if spot.scan is not None:
        named = gettext("Photograph or scan of the destruction")
        keep_scan(destruction, spot.scan, description=named, signed_on=spot.done_on, by=by, at=at)
    shred(objects_of(carriers), at=at)
    return destruction


def _locked_carriers(destruction: Destruction) -> list[Carrier]:
    rows = Carrier.objects.select_for_update().filter(destructions__destruction=destruction)
    return list(rows.order_by("pk"))


def _end(carrier: Carrier, on: date, by: Actor, at: datetime) -> None:
    carrier.version += 1
    carrier.ended_on, carrier.due_on = on, None
    carrier.checked_out_by, carrier.checked_out_until = None, None
    move(carrier, CARRIER, "carrier_destroyed", by=by, at=at, on=on)


def _require_free(destruction: Destruction) -> None:
    carriers = [item.carrier for item in destruction.items.select_related("carrier")]
    if destruction.legal_hold or held_by_law(destruction.secret, carriers):
        raise Refused(HELD)


def _require_spot(destruction: Destruction, spot: OnTheSpot, at: datetime) -> None:
    today = local_day(at)
    approved = destruction.history.get(step="destruction_approved").on
    against = spot_objection(
        destruction.method,
        spot.executor.pk if spot.executor else None,
        spot.witness.pk if spot.witness else None,
        spot.done_on,
        approved,
        today,
    )
    if against is not None:
        raise Invalid(*against)
    require_text("place", spot.place, 200)
    if spot.witness is not None:
        require_said("place", spot.place, 200, _("Say where it was done."))
    for field in ("executor", "witness"):
        person = getattr(spot, field)
        if person is not None and not person.is_active(spot.done_on):
            raise Invalid(field, _("This person was not with the company then."))


@action(
    "vault.certify_destruction", label=_("Certify the destruction"), clauses=("4.8",),
    step="vault.certify_destruction",
)  # fmt: skip
def certify_destruction(destruction: Destruction, *, by: Actor, at: datetime) -> Destruction:
    """Issue the certificate once every key is gone. Raises Refused, Sealed, DiskFull."""
    found = keys_of(destruction)
    if found.there:
        raise Refused(KEYS_THERE)
    step = "keys_destroyed" if found.shredded else "nothing_sealed"
    move(destruction, DESTRUCTION, step, by=by, at=at)
    _issue(destruction, by, at)
    return destruction


@action(
    "vault.finish_destruction", label=_("Complete the certificate"), clauses=("4.8",),
    step="vault.finish_destruction",
)  # fmt: skip
def finish_destruction(destruction: Destruction, *, by: Actor, at: datetime) -> Destruction:
    """The epoch has closed: no copy of anything opens it any more. Raises Refused, Sealed,
    DiskFull."""
    if not is_final(destruction):
        raise Refused(NOT_FINAL)
    move(destruction, DESTRUCTION, "vault.finish_destruction", by=by, at=at)
    _issue(destruction, by, at)
    return destruction


def _issue(destruction: Destruction, by: Any, at: datetime) -> None:
    """The certificate as it stands now; it replaces the one before."""
    paper = certificate(destruction, at=at, language="zh-hans")
    before = destruction.certificate
    destruction.certificate = papers.issue(
        destruction, paper=paper, form=CERTIFICATE.code, supersedes=before, by=by, at=at
    )
    destruction.save()
