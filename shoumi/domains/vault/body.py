"""What the pages of a carrier and of a grant show to one reader."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.facts import limits_of
from shoumi.domains.vault.models import Carrier, Grant, Use
from shoumi.domains.vault.rules.granting import recertify_by
from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Transition

SHOWN = 20


def carrier_body(carrier: Carrier, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `vault/_carrier_body.html` needs."""
    against = decide(person, "vault.view", carrier, at).because
    return {
        "facts": list(_carrier_facts(carrier)),
        "versions": _versions(carrier),
        "handovers": list(carrier.handovers.select_related("from_person", "to_person")[:SHOWN]),
        "may_view": not against,
        "why_not": str(against[0]) if against else "",
        "may_download": may(person, "vault.download", carrier, at),
        "may_ask": any(one.code in {"no_grant", "not_this_use", "used_up"} for one in against)
        and may(person, "vault.request_grant", carrier.secret, at),
        "uses": _uses(carrier, person),
        "secret": carrier.secret,
    }


def _versions(carrier: Carrier) -> list[Any]:
    rows = carrier.versions.select_related("file", "added_by")
    return list(rows.prefetch_related("viewing_copies__added_by")[:SHOWN])


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
    given = Transition.objects.filter(record_id=grant.pk, step="grant_given").first()
    by = recertify_by(given.on, grant.recertified_on) if given else None
    used = grant.used.count()
    labels = [str(Grant.Action(one).label) for one in grant.actions]
    window = [
        timezone.localtime(instant).strftime("%Y-%m-%d %H:%M")
        for instant in (grant.starts_at, grant.ends_at)
    ]
    facts = [
        (_("For whom"), grant.grantee),
        (_("What for"), grant.purpose),
        (_("What it allows"), " · ".join(labels)),
        (_("For what"), grant.only_carrier or _("All carriers of the secret")),
        (_("From"), window[0]),
        (_("Until"), window[1]),
        (_("Uses"), f"{used} / {grant.uses}" if grant.uses else used),
    ]
    if by is not None and grant.state == "active":
        facts.append((_("To be confirmed again by"), by.isoformat()))
    return {
        "facts": facts,
        "secret": grant.secret,
        "is_late": bool(by and by < local_day(at) and grant.state == "active"),
        "highest": limits_of(grant.secret).highest,
        "uses": list(grant.used.select_related("version__carrier", "person")[:SHOWN]),
    }
