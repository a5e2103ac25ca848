"""What of the vault waits in an inbox: files in quarantine, grants changed, carriers received,
and what was answered to whoever asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import (
    Carrier,
    CarrierVersion,
    Disclosure,
    Emergency,
    Grant,
    Handover,
    Stocktaking,
)
from shoumi.domains.vault.rules.flows import GRANT
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.controls.days import until
from shoumi.kernel.ui.work import piles

AT_MOST = 50
NEWS_LASTS = timedelta(days=14)


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
    """Grants that somebody changed past the house. One query, none for others."""
    if not is_office(person, at):
        return []
    rows = Grant.objects.visible_to(person, at).filter(state="suspect")
    return [
        piles.Item(
            str(grant),
            reverse("vault.grant", args=[grant.pk]),
            _("It is not as it was given. Have the log verified, then revoke it."),
            icon="alert-triangle",
            colour="bad",
        )
        for grant in rows.order_by("pk")[:AT_MOST]
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
    """What others opened in an emergency, told to whoever sees the grant, until it is reviewed.
    One query."""
    seen = Grant.objects.visible_to(person, at).exclude(grantee=person).values("pk")
    rows = Emergency.objects.filter(grant_id__in=seen, reviewed_at=None)
    return [
        piles.Item(
            one.grant.title,
            reverse("vault.grant", args=[one.grant_id]),
            " · ".join([str(one.grant.grantee), _when(one.opened_at), one.reason]),
            one.review_by,
            icon="alarm",
        )
        for one in rows.select_related("grant__grantee").order_by("pk")[:AT_MOST]
    ]


def _when(instant: datetime) -> str:
    return f"{timezone.localtime(instant):%Y-%m-%d %H:%M}"


def cleared(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What this person asked to give to a partner, reviewed and not handed out yet. One query."""
    rows = Disclosure.objects.filter(state="cleared", owner=person, ends_at__gt=at)
    return [
        piles.Item(
            one.title,
            reverse("vault.disclosure", args=[one.pk]),
            f"{one.number} · {one.partner}",
            one.due_on,
            icon="external-link",
            button=_("Hand it out"),
        )
        for one in rows.order_by("pk")[:AT_MOST]
    ]


def to_sign_off(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Stocktakings that another closed and this person may sign off. One query, and the rule's."""
    rows = Stocktaking.objects.visible_to(person, at).filter(state="closed")
    return [
        piles.Item(
            one.title,
            reverse("vault.stocktaking", args=[one.pk]),
            str(one.number),
            icon="clipboard-check",
            button=_("Sign it off"),
        )
        for one in rows.select_related("org_unit").order_by("pk")[:AT_MOST]
        if may(person, "vault.sign_off_stocktaking", one, at)
    ]


def answered(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What was said lately to this person's requests for access, until it is used. One query."""
    lately = {
        "history__step__in": ["grant_given", "grant_refused"],
        "history__recorded_at__gt": at - NEWS_LASTS,
    }
    rows = Grant.objects.filter(
        grantee=person, state__in=["active", "refused"], used=None, **lately
    )
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
        for one in rows.order_by("-pk")[:AT_MOST]
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
