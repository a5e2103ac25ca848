"""What of the vault waits in an inbox: files in quarantine, grants changed, carriers received,
and what was answered to whoever asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import (
    Carrier,
    CarrierVersion,
    Grant,
    Handover,
)
from shoumi.domains.vault.rules.flows import GRANT
from shoumi.domains.vault.waiting import waiting
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.controls.days import until
from shoumi.kernel.ui.work import piles

AT_MOST = 50


def is_office(person: Any, at: datetime) -> bool:
    return standing(person, at).has(*OFFICE)


def in_quarantine(person: Any, at: datetime) -> QuerySet[CarrierVersion]:
    """Versions in quarantine of the carriers that this person sees."""
    seen = Carrier.objects.visible_to(person, at).values("pk")
    rows: QuerySet[CarrierVersion] = CarrierVersion.objects.filter(
        standing="quarantined", carrier__in=seen
    )
    return rows.select_related("carrier__org_unit", "added_by", "file")


def for_the_office(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What waits for the office's word. One query, none for others."""
    if not is_office(person, at):
        return []
    return _items(in_quarantine(person, at), _("Release it, or reject and destroy it."), "bad")


def put_in(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What this person put in, and the office has yet to decide about; the office's own stand with
    all others. One query."""
    if is_office(person, at):
        return []
    rows = in_quarantine(person, at).filter(added_by_id=person.pk)
    return _items(rows, _("You put it in. The office decides; you need do nothing."), "")


def suspect(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Grants that somebody changed past the house."""
    if not is_office(person, at):
        return []
    return [
        piles.Item(
            str(one.grant),
            reverse("vault.grant", args=[one.pk]),
            _("It is not as it was given. Have the log verified, then revoke it."),
            icon="alert-triangle",
            colour="bad",
        )
        for one in waiting(person, at)
        if one.kind == "grant" and one.state == "suspect"
    ]


def received(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Hand-overs to this person that he has not confirmed; one that another followed waits no
    more. One query."""
    later = Handover.objects.filter(carrier=OuterRef("carrier"), pk__gt=OuterRef("pk"))
    rows = (
        Handover.objects.filter(to_person=person, confirmed_at=None)
        .exclude(Exists(later))
        .select_related("carrier", "from_person")
    )
    return [
        piles.Item(
            str(one.carrier),
            reverse("vault.handover", args=[one.pk]),
            _("%(kind)s · from %(who)s on %(day)s")
            % {"kind": one.get_kind_display(), "who": one.from_person or "—", "day": one.on},
            one.back_by,
            icon="archive",
            button=_("I have received it"),
        )
        for one in rows[:AT_MOST]
    ]


def in_emergency(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What others opened in an emergency, told to whoever sees the grant, until it is reviewed."""
    found = [(one.grant, getattr(one.grant, "emergency", None)) for one in _grants(person, at)]
    return [
        piles.Item(
            grant.title,
            reverse("vault.grant", args=[grant.pk]),
            " · ".join([str(grant.grantee), _when(emergency.opened_at), emergency.reason]),
            emergency.review_by,
            icon="alarm",
        )
        for grant, emergency in found
        if emergency and emergency.reviewed_at is None and grant.grantee_id != person.pk
    ]


def _grants(person: Any, at: datetime) -> list[Any]:
    return [one for one in waiting(person, at) if one.kind == "grant"]


def _when(instant: datetime) -> str:
    return f"{timezone.localtime(instant):%Y-%m-%d %H:%M}"


def cleared(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What this person asked to give to a partner, reviewed and not handed out yet."""
    return [
        piles.Item(
            one.title,
            reverse("vault.disclosure", args=[one.pk]),
            f"{one.number} · {one.disclosure.partner}",
            one.due_on,
            icon="external-link",
            button=_("Hand it out"),
        )
        for one in waiting(person, at)
        if one.kind == "disclosure"
    ]


def to_sign_off(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Stocktakings that another closed and this person may sign off."""
    return [
        piles.Item(
            one.title,
            reverse("vault.stocktaking", args=[one.pk]),
            str(one.number),
            icon="clipboard-check",
            button=_("Sign it off"),
        )
        for one in waiting(person, at)
        if one.kind == "stocktaking"
        and may(person, "vault.sign_off_stocktaking", one.stocktaking, at)
    ]


def answered(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What was said lately to this person's requests for access, until it is used."""
    own = [one.grant for one in _grants(person, at) if one.grant.grantee_id == person.pk]
    return [
        piles.Item(
            one.title,
            reverse("vault.grant", args=[one.pk]),
            _("%(number)s · %(state)s · until %(until)s")
            % {
                "number": one.number,
                "state": GRANT.state(one.state).label,
                "until": until(one.ends_at),
            },
            icon="key",
        )
        for one in own
        if one.state != "suspect" and one.way != Grant.Way.EMERGENCY
    ]


def _items(rows: QuerySet[CarrierVersion], note: Any, colour: str) -> Sequence[piles.Item]:
    return [
        piles.Item(
            _("%(carrier)s, version %(number)s")
            % {"carrier": one.carrier.title, "number": one.number},
            reverse("vault.carrier", args=[one.carrier_id]),
            note,
            icon="alert-triangle",
            colour=colour,
        )
        for one in rows.order_by("added_at", "pk")[:AT_MOST]
    ]


piles.declare(
    piles.Pile("files_held", _("Files in quarantine"), for_the_office, 6, "alert-triangle")
)
piles.declare(
    piles.Pile(
        "own_files_held", _("Your files in quarantine"), put_in, 60, "alert-triangle", quiet=True
    )
)
piles.declare(
    piles.Pile("suspect_grants", _("Grants changed by another hand"), suspect, 6, "alert-triangle")
)
piles.declare(piles.Pile("emergencies", _("Opened in an emergency"), in_emergency, 7, "alarm"))
piles.declare(
    piles.Pile("counted", _("Stocktakings to sign off"), to_sign_off, 31, "clipboard-check")
)
piles.declare(piles.Pile("cleared", _("Cleared to leave"), cleared, 46, "external-link"))
piles.declare(
    piles.Pile("answered", _("Your requests for access"), answered, 65, "key", quiet=True)
)
piles.declare(piles.Pile("received", _("Received: please confirm"), received, 45, "archive"))
