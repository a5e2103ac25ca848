"""How each act of the vault is asked for: its form, what it says will happen, its button."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.copying import as_one, require_showable
from shoumi.domains.vault.duties.granting import needs_it, to_confirm
from shoumi.domains.vault.forms import carriers, disclosures, emergencies, grants, quarantine
from shoumi.domains.vault.models import (
    Carrier,
    CarrierVersion,
    Disclosure,
    Grant,
    TeamRequest,
    ViewingCopy,
)
from shoumi.domains.vault.screening import look_through_if_small, require_clear
from shoumi.kernel.access import Actor, may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts import ActForm, NoteForm, form
from shoumi.kernel.ui.records import many
from shoumi.kernel.ui.records.forms import DecideForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


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


def grant_address(grant: Grant) -> str:
    return reverse("vault.grant", args=[grant.pk])


def disclosure_address(disclosure: Disclosure) -> str:
    return reverse("vault.disclosure", args=[disclosure.pk])


def hand_out_address(disclosure: Disclosure) -> str:
    return reverse("vault.hand_out", args=[disclosure.pk])


def team_address(request: TeamRequest) -> str:
    return reverse("vault.team", args=[request.pk])


def ask_for_team(
    secret: TradeSecret, *, others: list[TradeSecret], by: Actor, at: datetime, **told: Any
) -> TeamRequest:
    """One request for each secret, all of them or none; answers the first."""
    with transaction.atomic():
        made = [actions.request_team_grant(one, **told, by=by, at=at) for one in [secret, *others]]
    return made[0]


def open_in_emergency(
    _nothing: None, *, secret: TradeSecret, reason: str, minutes: int, by: Actor, at: datetime
) -> Grant:
    return actions.open_emergency(secret, reason=reason, minutes=minutes, by=by, at=at)


def secret_address(grant: Grant) -> str:
    return reverse("register.secret", args=[grant.secret_id])


def revoke(grant: Grant, *, note: "StrOrPromise", by: Actor, at: datetime) -> Grant:
    """Many at once are revoked for a reason that stands ready, in the language of who does it."""
    return actions.revoke_grant(grant, note=str(note), by=by, at=at)


def waits_for_review(grant: Any) -> bool:
    emergency = getattr(grant, "emergency", None)
    return emergency is not None and emergency.reviewed_at is None


def never(_subject: Any, _at: datetime) -> bool:
    """Of what may be done, but is not what anybody waits for."""
    return False


def is_to_confirm(grant: Any, at: datetime) -> bool:
    return bool(to_confirm(local_day(at)).filter(pk=grant.pk).exists())


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
form(
    "vault.request_grant", grants.RequestForm, actions.request_grant, icon="key",
    agree=_("Ask for it"), onward=grant_address,
    told=_("It is asked for. You find the answer in your inbox."),
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
    fits=needs_it, is_next=is_to_confirm,
)  # fmt: skip
form(
    "vault.revoke_grant", NoteForm, revoke, icon="ban", danger=True, brief=True,
    lead=_("From this moment nothing more is opened by it; a look under way is cut off."),
)  # fmt: skip
form(
    "vault.withdraw_grant", ActForm, actions.withdraw_grant, icon="x", brief=True,
    agree=_("Withdraw it"), is_next=never,
)  # fmt: skip
form(
    "vault.request_disclosure", disclosures.DiscloseForm, actions.request_disclosure,
    icon="external-link", agree=_("Put it to review"), onward=disclosure_address,
    told=_("It is put to review. You find the answer in your inbox."),
    lead=_("Nothing leaves before it was reviewed: by the owner, or the head of the department "
           "where the owner asks, then the confidentiality administrator and the office."),
)  # fmt: skip
form(
    "vault.decide_disclosure", DecideForm, actions.decide_disclosure, icon="rubber-stamp",
    agree=_("Give this decision"),
    lead=_("Look whether they need all of it, whether the agreement binds them, and that nothing "
           "in it is a state secret."),
)  # fmt: skip
form(
    "vault.hand_out", ActForm, actions.hand_out, icon="external-link", address=hand_out_address,
)  # fmt: skip
form(
    "vault.revoke_disclosure", NoteForm, actions.revoke_disclosure, icon="ban", danger=True,
    brief=True, lead=_("From this moment the partner sees no further page."),
)  # fmt: skip
form(
    "vault.withdraw_disclosure", ActForm, actions.withdraw_disclosure, icon="x", brief=True,
    agree=_("Withdraw it"), is_next=never,
)  # fmt: skip
form(
    "vault.request_team_grant", grants.TeamForm, ask_for_team, icon="users",
    agree=_("Ask for it"), onward=team_address,
    told=_("It is asked for. You find the answer in your inbox."),
    lead=_("Asked once for everybody you name. The owner decides first, then the confidentiality "
           "administrator; nobody who is named decides."),
)  # fmt: skip
form(
    "vault.decide_team_grant", DecideForm, actions.decide_team_grant, icon="rubber-stamp",
    agree=_("Give this decision"),
    lead=_("One decision for everybody named; each gets a grant of his own."),
)  # fmt: skip
form(
    "vault.withdraw_team_grant", ActForm, actions.withdraw_team_grant, icon="x", brief=True,
    agree=_("Withdraw it"), is_next=never,
)  # fmt: skip
form(
    "vault.name_delegate", emergencies.DelegateForm, actions.name_delegate, icon="user-check",
    agree=_("Name this person"),
    lead=_("This person may look at what belongs to the department for some minutes when it can't "
           "wait. You and the office hear of each time."),
)  # fmt: skip
form(
    "vault.open_emergency", emergencies.EmergencyForm, open_in_emergency, icon="alert-triangle",
    agree=_("Open it now"), onward=secret_address,
    lead=_("Only to look, and only for these minutes. Owner and office are told at once, and the "
           "office reviews it on the next working day."),
)  # fmt: skip
form(
    "vault.review_emergency", emergencies.ReviewForm, actions.review_emergency, icon="checks",
    agree=_("Record what you found"), fits=waits_for_review,
)  # fmt: skip
form(
    "vault.set_daily_budget", emergencies.BudgetForm, actions.set_daily_budget, icon="activity",
    agree=_("Set the limit"),
    lead=_("Counted for each person: looks, prints, downloads and what is copied out."),
)  # fmt: skip
many.declare(
    many.Many("vault.recertify_grant", _("Confirmed for each: needed for another quarter."))
)
many.declare(
    many.Many(
        "vault.revoke_grant",
        _("Revoked for each: from this moment nothing more is opened by it."),
        {"note": _("No longer needed, as was found when grants were confirmed.")},
    )
)
