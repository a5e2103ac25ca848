"""How each act of the vault is asked for: its form, what it says will happen, its button."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.copying import require_showable
from shoumi.domains.vault.forms import carriers, grants
from shoumi.domains.vault.models import Carrier, CarrierVersion, Grant, ViewingCopy
from shoumi.kernel.access import Actor, may
from shoumi.kernel.ui.acts import ActForm, NoteForm, form
from shoumi.kernel.ui.records.forms import DecideForm


def put_in(carrier: Carrier, *, file: Any, note: str, by: Actor, at: datetime) -> CarrierVersion:
    return actions.add_version(carrier, file=file, name=file.name or "", note=note, by=by, at=at)


def add_copy(
    carrier: Carrier, *, of: CarrierVersion, file: Any, by: Actor, at: datetime
) -> ViewingCopy:
    if may(by, "vault.add_viewing_copy", carrier, at):
        require_showable(file)
    return actions.add_viewing_copy(carrier, of=of, file=file, name=file.name or "", by=by, at=at)


def carrier_address(carrier: Carrier) -> str:
    return reverse("vault.carrier", args=[carrier.pk])


def grant_address(grant: Grant) -> str:
    return reverse("vault.grant", args=[grant.pk])


def is_electronic(carrier: Any) -> bool:
    return bool(carrier.medium == Carrier.Medium.ELECTRONIC)


def holds_something(carrier: Any) -> bool:
    return bool(is_electronic(carrier) and carrier.versions.exists())


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
    "vault.send_to_repair", carriers.RepairForm, actions.send_to_repair, icon="tools",
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
    "vault.copy_carrier", carriers.CopyForm, actions.copy_carrier, icon="copy",
    agree=_("Enter the copy"), onward=carrier_address,
    lead=_("Each copy has a number of its own and is accounted for like the original."),
)  # fmt: skip
form(
    "vault.void_carrier", NoteForm, actions.void_carrier, icon="ban", danger=True,
    lead=_("The number stays taken; the entry stays readable."),
)  # fmt: skip
form(
    "vault.request_grant", grants.RequestForm, actions.request_grant, icon="key",
    agree=_("Ask for it"), onward=grant_address,
    lead=_("The owner decides first, then the confidentiality administrator; you hear of it in "
           "your inbox."),
)  # fmt: skip
form(
    "vault.decide_grant", DecideForm, actions.decide_grant, icon="rubber-stamp",
    agree=_("Give this decision"),
    lead=_("Your decision is kept with your name and the time, and can't be taken back."),
)  # fmt: skip
form(
    "vault.recertify_grant", ActForm, actions.recertify_grant, icon="checks", brief=True,
    agree=_("Still needed"), lead=_("You say that the grant is needed for another quarter."),
)  # fmt: skip
form(
    "vault.revoke_grant", NoteForm, actions.revoke_grant, icon="ban", danger=True, brief=True,
    lead=_("From this moment nothing more is opened by it; a look under way is cut off."),
)  # fmt: skip
form(
    "vault.withdraw_grant", ActForm, actions.withdraw_grant, icon="x", brief=True,
    agree=_("Withdraw it"),
)  # fmt: skip
