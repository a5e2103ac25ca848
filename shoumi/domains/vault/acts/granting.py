"""How access is asked for, given, confirmed and taken back, for one, a team, or a night."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.duties.granting import needs_it, to_confirm
from shoumi.domains.vault.forms import emergencies, grants
from shoumi.domains.vault.models import (
    Grant,
    TeamRequest,
)
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never
from shoumi.kernel.ui.records import many
from shoumi.kernel.ui.records.forms import DecideForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def grant_address(grant: Grant) -> str:
    return reverse("vault.grant", args=[grant.pk])


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


def is_to_confirm(grant: Any, at: datetime) -> bool:
    return bool(to_confirm(local_day(at)).filter(pk=grant.pk).exists())


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
