"""载体交接单: what passed from whose hand into whose, with lines to sign on (4.8)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.vault.documents.marks import mark_of_secret
from shoumi.domains.vault.models import Carrier, Handover
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Facts, Heading, Language, Note, Paper, Signatures


def slip(handover: Handover, *, at: datetime, language: Language) -> Paper:
    """The slip of one hand-over; until the receiver has confirmed it here, it says so."""
    carrier = handover.carrier
    with override(language):
        return Paper(
            title=t("Hand-over slip for a carrier"),
            organ=carrier.secret.entity.organ_name,
            blocks=(
                Heading(t("1. The carrier")),
                Facts(tuple(about_carrier(carrier)), pairs=2),
                Heading(t("2. The hand-over")),
                Facts(tuple(_how(handover)), pairs=2),
                Note(_confirmed(handover)),
                Signatures((t("Handed over by"), t("Received by"))),
            ),
            dated=local_day(at),
            language=language,
            mark=mark_of_secret(carrier.secret),
        )


def about_carrier(carrier: Carrier) -> Iterator[tuple[str, str]]:
    """Number, kind and hash: enough to tell it, and no title."""
    yield t("Number"), str(carrier)
    yield t("Kind"), f"{carrier.get_medium_display()} · {carrier.get_form_display()}"
    yield t("Copy"), t("No. %(number)s") % {"number": carrier.copy_number}
    yield t("Pieces"), str(carrier.pieces)
    newest = carrier.versions.order_by("-number").first()
    digest = newest.sha256 if newest is not None else carrier.sha256
    if digest:
        yield t("SHA-256 of what it holds"), digest


def _how(handover: Handover) -> Iterator[tuple[str, str]]:
    giver, receiver = handover.from_person, handover.to_person
    yield t("Kind of hand-over"), str(handover.get_kind_display())
    yield t("Day"), handover.on.isoformat()
    yield t("Handed over by"), giver.display_name if giver else ""
    yield t("Received by"), receiver.display_name if receiver else handover.to_outside
    if handover.purpose:
        yield t("What for"), handover.purpose
    if handover.back_by:
        yield t("Back by"), handover.back_by.isoformat()


def _confirmed(handover: Handover) -> str:
    if handover.confirmed_at is not None:
        when = timezone.localtime(handover.confirmed_at).strftime("%Y-%m-%d %H:%M")
        return t("The receiver confirmed it in the system on %(when)s.") % {"when": when}
    if handover.to_person is None:
        return t("The receiver stands outside the system; his signature below confirms it.")
    return t("Not yet confirmed by the receiver in the system.")
