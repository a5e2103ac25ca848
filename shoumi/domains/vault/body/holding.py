"""What the pages of carriers, grants and disclosures show to one reader."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.actions import takes_files
from shoumi.domains.vault.duties.granting import needs_it
from shoumi.domains.vault.facts import limits_of
from shoumi.domains.vault.models import (
    Carrier,
    Disclosure,
    Emergency,
    Grant,
    TakenCopy,
    TeamRequest,
    Use,
)
from shoumi.domains.vault.nextsteps import next_step
from shoumi.domains.vault.rules.disclosing import WRONG_CODES
from shoumi.domains.vault.rules.granting import recertify_by
from shoumi.domains.vault.screened import screened
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls.days import until

SHOWN = 20
EVER = 60


def carrier_body(carrier: Carrier, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `vault/_carrier_body.html` needs."""
    against = decide(person, "vault.view", carrier, at).because
    return {
        "facts": list(_carrier_facts(carrier)),
        "versions": screened(carrier, SHOWN),
        "handovers": list(carrier.handovers.select_related("from_person", "to_person")[:SHOWN]),
        "may_view": not against,
        "why_not": _why_not(carrier, against),
        "next": next_step(against[0], carrier, person, at) if against else None,
        "may_download": may(person, "vault.download", carrier, at),
        "may_print": may(person, "vault.print_out", carrier, at),
        "may_copy": may(person, "vault.copy_out", carrier, at),
        "drop": drop_area(carrier, person, at),
        "uses": _uses(carrier, person),
        "may_slip": may(person, "vault.issue_slip", carrier, at),
        "mine": person.pk,
        "secret": carrier.secret,
    }


def _why_not(carrier: Carrier, against: Any) -> str:
    if carrier.state == "destroyed":
        return str(_("It was destroyed; nobody opens what it held any more."))
    return str(against[0]) if against else ""


def drop_area(record: Carrier | TradeSecret, person: Any, at: datetime) -> dict[str, Any] | None:
    """Where files are dropped for a carrier or a secret; None where this person puts nothing in."""
    kind = "carrier" if isinstance(record, Carrier) else "secret"
    if not may(person, "vault.begin_upload", record, at) or not takes_files(record):
        return None
    url = reverse("api:uploads")
    return {"url": url, "kind": kind, "pk": record.pk, "many": kind == "secret"}


def _carrier_facts(carrier: Carrier) -> Any:
    yield _("Kind"), f"{carrier.get_medium_display()} · {carrier.get_form_display()}"
    source = carrier.get_source_display()
    yield (
        _("How it came here"),
        f"{source} · {carrier.received_from}" if carrier.received_from else source,
    )
    yield _("Where it is"), carrier.whereabouts
    yield _("Holder"), carrier.holder
    if carrier.copy_of_id:
        yield _("Copy"), _("No. %(number)s of %(original)s") % {
            "number": carrier.copy_number, "original": carrier.copy_of,
        }  # fmt: skip
    taken = TakenCopy.objects.filter(carrier=carrier).select_related("use__person").first()
    if taken is not None:
        parts = [taken.use.get_action_display(), taken.use.number, taken.part, taken.use.person]
        yield _("It came of"), " · ".join(str(one) for one in parts if one)
    if carrier.received_under:
        yield _("Under which paper"), carrier.received_under
    if carrier.pieces > 1:
        yield _("How many pieces"), carrier.pieces
    if carrier.checked_out_by is not None:
        told = {"who": carrier.checked_out_by, "day": carrier.checked_out_until}
        yield _("Checked out"), _("by %(who)s until %(day)s") % told
    if carrier.released_on is not None:
        yield _("Released on"), carrier.released_on.isoformat()
    if carrier.state == "destroyed" and carrier.ended_on is not None:
        yield _("Destroyed on"), carrier.ended_on.isoformat()
    if carrier.due_on:
        yield _("Back by"), carrier.due_on.isoformat()
    if carrier.sha256:
        yield "SHA-256", carrier.sha256
    yield _("In the ledger since"), carrier.from_on.isoformat()


def _uses(carrier: Carrier, person: Any) -> list[Any]:
    """One's own looks at this carrier; everybody's stand on the page of who knew what when."""
    rows = Use.objects.filter(version__carrier=carrier, person=person)
    return list(rows.select_related("version")[:SHOWN])


def grant_body(grant: Grant, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `vault/_grant_body.html` needs."""
    by = recertify_by(grant.given_on, grant.recertified_on) if grant.given_on else None
    used = grant.used.count()
    labels = [str(Grant.Action(one).label) for one in grant.actions]
    window = f"{timezone.localtime(grant.starts_at):%Y-%m-%d %H:%M}", until(grant.ends_at)
    facts = [
        (_("For whom"), grant.grantee),
        (_("What for"), grant.purpose),
        (_("What it allows"), " · ".join(labels)),
        *([(_("Project"), grant.project)] if grant.project else []),
        (_("How it came about"), grant.get_way_display()),
        (_("For what"), grant.only_carrier or _("All carriers of the secret")),
        (_("From"), window[0]),
        (_("Until"), window[1]),
        (_("Uses"), f"{used} / {grant.uses}" if grant.uses else used),
    ]
    if by is not None and grant.state == "active" and needs_it(grant):
        facts.append((_("To be confirmed again by"), by.isoformat()))
    return {
        "facts": facts,
        "secret": grant.secret,
        "is_late": bool(by and by < local_day(at) and grant.state == "active"),
        "highest": limits_of(grant.secret).highest,
        "uses": list(grant.used.select_related("version__carrier", "person")[:SHOWN]),
        "emergency": _emergency(grant),
        "is_suspect": grant.state == "suspect",
    }


def _emergency(grant: Grant) -> Emergency | None:
    rows = Emergency.objects.select_related("delegation__named_by", "reviewed_by")
    return rows.filter(grant_id=grant.pk).first()


def team_body(team: TeamRequest, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `vault/_team_body.html` needs."""
    grants = {one.grantee_id: one for one in team.grants.all()}
    window = f"{timezone.localtime(team.starts_at):%Y-%m-%d %H:%M}", until(team.ends_at)
    return {
        "facts": [
            (_("Project"), team.project),
            (_("What for"), team.purpose),
            (
                _("What it allows"),
                " · ".join(str(Grant.Action(one).label) for one in team.actions),
            ),
            (_("From"), window[0]),
            (_("Until"), window[1]),
            (_("Uses"), team.uses or _("any number")),
            (_("Asked for by"), team.created_by),
        ],
        "secret": team.secret,
        "members": [
            (one.person, grants.get(one.person_id))
            for one in team.members.select_related("person__org_unit")
        ],
        "highest": limits_of(team.secret).highest,
    }


def disclosure_body(row: Disclosure, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `vault/_disclosure_body.html` needs."""
    uses = list(row.used.prefetch_related("pages").order_by("-at", "-pk")[:SHOWN])
    looked = sum(one.action == Grant.Action.VIEW for one in uses)
    facts = [
        (_("Partner"), f"{row.partner} · {row.recipient}"),
        (_("Agreement"), f"{row.agreement} · {row.agreement_until.isoformat()}"),
        (_("What for"), row.purpose),
        (_("Which file"), f"{row.shown.carrier.number} · {row.shown.name} ({row.shown.number})"),
        (_("How it is given"), row.get_way_display()),
        (_("Until"), until(row.ends_at)),
        (_("Opened"), f"{looked} / {row.opens}"),
    ]
    return {
        "facts": facts, "secret": row.secret, "uses": uses,
        "is_locked": row.wrong_codes >= WRONG_CODES and row.state == "open",
    }  # fmt: skip


def ever_of(secret: TradeSecret) -> list[Carrier]:
    """Carriers that the secret has, then those that it had. Asked once for a page: two of its
    sections show them."""
    kept: list[Carrier] | None = getattr(secret, "_carriers_ever", None)
    if kept is None:
        rows = Carrier.objects.filter(secret=secret)
        kept = list(rows.order_by(F("ended_on").asc(nulls_first=True), "pk")[:EVER])
        secret._carriers_ever = kept  # type: ignore[attr-defined]
    return kept
