"""销毁证明: what was destroyed, how, by whom, who saw it, and what makes it final (4.8)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override, pgettext

from shoumi.domains.register.documents.opinions import opinions, rounds
from shoumi.domains.vault.destruction_facts import Keys, keys_of
from shoumi.domains.vault.documents.marks import mark_of_secret
from shoumi.domains.vault.models import Carrier, Destruction
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Note,
    Opinions,
    Paper,
    Paragraph,
    Signatures,
)
from shoumi.kernel.storage.keys.standing import outstanding_copies
from shoumi.kernel.storage.models import Epoch

DECIDE = "vault.decide_destruction"


def certificate(destruction: Destruction, *, at: datetime, language: Language) -> Paper:
    """The certificate as it stands: with the keys destroyed, or final after the epoch."""
    keys = keys_of(destruction)
    with override(language):
        approvals = rounds(destruction, DECIDE)
        return Paper(
            title=t("Certificate of destruction"),
            organ=destruction.secret.entity.organ_name,
            blocks=(
                Paragraph(_opening(destruction, keys)),
                Heading(t("1. What was destroyed")),
                _what(destruction),
                *((Note(t("Copies that stay: %(why)s") % {"why": destruction.staying}),)
                  if destruction.staying else ()),
                Heading(t("2. How it was done")),
                Facts(tuple(_how(destruction))),
                Heading(t("3. Keys")),
                Facts(tuple(_keys(destruction, keys))),
                Heading(t("4. Who approved it")),
                Opinions(tuple(opinions(approvals))),
                Signatures((t("Executor"), t("Witness"))),
            ),
            dated=local_day(at),
            language=language,
            mark=mark_of_secret(destruction.secret),
            closing=destruction.secret.entity.organ_name,
        )  # fmt: skip


def _opening(destruction: Destruction, keys: Keys) -> str:
    told = {"number": destruction.number, "day": destruction.done_on}
    if not keys.shredded:
        return t("The carriers below were destroyed on %(day)s (%(number)s).") % told
    if None in keys.closed_by:
        return t("The carriers below were destroyed on %(day)s (%(number)s), and the keys of all "
                 "that was kept of them here. It is final when the epoch of the keys closes; this "
                 "certificate is then replaced.") % told  # fmt: skip
    return t("The carriers below were destroyed on %(day)s (%(number)s), and the keys of all that "
             "was kept of them here. The epoch of the keys has closed: what was kept opens from no "
             "copy of the keystore whose root key this house still holds.") % told  # fmt: skip


def _what(destruction: Destruction) -> Grid:
    items = destruction.items.select_related("carrier").order_by("carrier_id")
    return Grid(
        (
            Column(t("Number"), 1.4),
            Column(t("Kind"), 1),
            Column(pgettext("of a carrier", "Copy"), 0.5, "center"),
            Column(t("Pieces"), 0.5, "center"),
            Column(t("SHA-256 of what it held"), 3.4),
        ),
        tuple(_line(item.carrier) for item in items),
    )


def _line(carrier: Carrier) -> tuple[str, ...]:
    held = [one.sha256 for one in carrier.versions.order_by("number")]
    hashes = held or ([carrier.sha256] if carrier.sha256 else [])
    form = f"{carrier.get_medium_display()} · {carrier.get_form_display()}"
    return (
        str(carrier), form, str(carrier.copy_number), str(carrier.pieces),
        "\n".join(hashes) or t("held nothing here"),
    )  # fmt: skip


def _how(destruction: Destruction) -> Iterator[tuple[str, str]]:
    yield t("Way"), str(destruction.get_method_display())
    yield t("Reason"), destruction.reason
    yield t("Day"), destruction.done_on.isoformat() if destruction.done_on else ""
    if destruction.place:
        yield t("Place"), destruction.place
    if destruction.executor is not None:
        yield t("Executor"), destruction.executor.display_name
    if destruction.witness is not None:
        yield t("Witness"), destruction.witness.display_name
    by = destruction.carried_out_by
    yield t("Entered by"), by.display_name if by is not None else ""


def _keys(destruction: Destruction, keys: Keys) -> Iterator[tuple[str, str]]:
    if not keys.shredded:
        yield t("Keys destroyed"), t("none: nothing was kept here")
        return
    yield t("Keys destroyed"), str(keys.shredded)
    yield t("Root key then in use"), destruction.root_fingerprint
    closed = [one for one in keys.closed_by if one is not None]
    epoch = Epoch.objects.filter(root_version__in=closed).order_by("-root_version").first()
    if None in keys.closed_by or epoch is None:
        yield t("Epoch"), t("still open; final when it closes")
    else:
        yield t("Epoch"), t("closed on %(day)s; root key %(version)s, %(mark)s") % {
            "day": local_day(epoch.closed_at).isoformat(), "version": epoch.root_version,
            "mark": epoch.fingerprint,
        }  # fmt: skip
        yield t("Root keys destroyed"), "\n".join(epoch.destroyed)
    older = outstanding_copies(before=max(closed)) if closed else outstanding_copies()
    places = "\n".join(f"{one.number} · {one.place}" for one in older)
    yield t("Older copies of the keystore outstanding"), places or t("none known")
