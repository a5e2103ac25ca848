"""How the acts on carriers and on what they hold are asked for."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.copying import as_one, require_showable
from shoumi.domains.vault.forms import carriers, quarantine
from shoumi.domains.vault.models import (
    Carrier,
    CarrierVersion,
    ViewingCopy,
)
from shoumi.domains.vault.screening import look_through_if_small, require_clear
from shoumi.kernel.access import Actor, may
from shoumi.kernel.ui.acts import NoteForm, form, never

if TYPE_CHECKING:
    pass


def put_in(carrier: Carrier, *, file: Any, note: str, by: Actor, at: datetime) -> CarrierVersion:
    """Put the file in and, if it is small, look through it before the person is answered."""
    version = actions.add_version(carrier, file=file, name=file.name or "", note=note, by=by, at=at)
    return look_through_if_small(version, at=at)


def release(
    carrier: Carrier, *, which: CarrierVersion, note: str, by: Actor, at: datetime
) -> Carrier:
    return actions.release_version(carrier, version=which, note=note, by=by, at=at)


def reject(
    carrier: Carrier, *, which: CarrierVersion, note: str, by: Actor, at: datetime
) -> Carrier:
    return actions.reject_version(carrier, version=which, note=note, by=by, at=at)


def has_quarantined(carrier: Any) -> bool:
    return bool(carrier.versions.filter(standing="quarantined").exists())


def add_copy(
    carrier: Carrier, *, of: CarrierVersion, file: list[Any], by: Actor, at: datetime
) -> ViewingCopy:
    """`file` is a PDF or picture, or the pictures of several pages."""
    whole = file[0]
    if may(by, "vault.add_viewing_copy", carrier, at):
        whole = as_one(file)
        require_showable(whole)
        for one in file:
            require_clear(one, one.name or "")
    names = " ".join(one.name or "" for one in file)
    return actions.add_viewing_copy(carrier, of=of, file=whole, name=names, by=by, at=at)


def carrier_address(carrier: Carrier) -> str:
    return reverse("vault.carrier", args=[carrier.pk])


def is_electronic(carrier: Any) -> bool:
    return bool(carrier.medium == Carrier.Medium.ELECTRONIC)


def is_there(carrier: Any) -> bool:
    return carrier.ended_on is None


def holds_something(carrier: Any) -> bool:
    return bool(is_there(carrier) and is_electronic(carrier) and carrier.versions.exists())


form(
    "vault.register_carrier", carriers.DescribeForm, actions.register_carrier, icon="plus",
    agree=_("Enter it"), onward=carrier_address,
)  # fmt: skip
form(
    "vault.add_version", carriers.VersionForm, put_in, icon="upload", agree=_("Put it in"),
    fits=is_electronic, lead=_("The version before stays as it is and can still be shown."),
)  # fmt: skip
form(
    "vault.add_viewing_copy", carriers.ViewingCopyForm, add_copy, icon="eye", agree=_("Add it"),
    fits=holds_something,
    lead=_("For a file that can't be shown on the screen, such as a drawing of CAD: readers are "
           "shown this PDF or picture in its place."),
)  # fmt: skip
form(
    "vault.lend", carriers.LendForm, actions.lend, icon="arrow-right", agree=_("Lend it"),
    lead=_("Lend it until the day of return; you are reminded of it."),
)  # fmt: skip
form(
    "vault.give_back", carriers.PlaceForm, actions.give_back, icon="arrow-left",
    agree=_("It is back"), brief=True,
)  # fmt: skip
form(
    "vault.send_to_repair", carriers.RepairForm, actions.send_to_repair, icon="tool",
    agree=_("Send it"),
    lead=_("Take out or destroy what it holds first, where that is possible."),
)  # fmt: skip
form(
    "vault.back_from_repair", carriers.PlaceForm, actions.back_from_repair, icon="arrow-left",
    agree=_("It is back"), brief=True,
)  # fmt: skip
form(
    "vault.hand_over", carriers.HandOverForm, actions.hand_over, icon="users",
    agree=_("Hand it over"),
)  # fmt: skip
form(
    "vault.copy_carrier", carriers.CopyForm, actions.copy_carrier, icon="versions",
    agree=_("Enter the copy"), onward=carrier_address, fits=is_there,
    lead=_("Each copy has a number of its own and is accounted for like the original."),
)  # fmt: skip
form(
    "vault.release_version", quarantine.ReleaseForm, release, icon="circle-check",
    agree=_("Release it"), fits=has_quarantined, is_next=never,
    lead=_("From this moment whoever may open the carrier opens this version. Your reason stays in "
           "the history."),
)  # fmt: skip
form(
    "vault.reject_version", quarantine.RejectForm, reject, icon="trash", danger=True,
    agree=_("Reject and destroy it"), fits=has_quarantined,
    lead=_("Its key is destroyed and nobody ever opens it again. If it is a state secret, hand the "
           "file over to your state-secrets office by its own way first."),
)  # fmt: skip
form(
    "vault.void_carrier", NoteForm, actions.void_carrier, icon="ban", danger=True,
    lead=_("The number stays taken; the entry stays readable."),
)  # fmt: skip
