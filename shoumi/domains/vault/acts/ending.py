"""How the acts of a carrier's later life are asked for: destruction, counting, locks, release."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault import actions
from shoumi.domains.vault.destroying import go_on
from shoumi.domains.vault.forms import counting, destroying
from shoumi.domains.vault.models import Carrier, Counted, Destruction, Stocktaking
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never
from shoumi.kernel.ui.records.forms import DecideForm


def carry_out(
    destruction: Destruction, *, spot: actions.OnTheSpot, by: Actor, at: datetime
) -> Destruction:
    """Carry it out, and let the house certify it at once where it can; else it does soon after."""
    done = actions.destroy(destruction, spot=spot, by=by, at=at)
    go_on(by=HOUSE, at=at)
    return done


def destruction_address(destruction: Destruction) -> str:
    return reverse("vault.destruction", args=[destruction.pk])


def asked_at(carrier: Carrier) -> str:
    return f"{reverse('vault.destroy', args=[carrier.secret_id])}?carrier={carrier.pk}"


def is_held(subject: Any) -> bool:
    return not isinstance(subject, Carrier) or bool(subject.state == "held")


def can_be_locked(carrier: Any) -> bool:
    is_electronic: bool = carrier.medium == Carrier.Medium.ELECTRONIC
    return is_electronic and carrier.checked_out_by_id is None


def is_out(carrier: Any) -> bool:
    return carrier.checked_out_by_id is not None


def can_be_released(carrier: Any) -> bool:
    return bool(carrier.secret.state == "declassified" and carrier.released_on is None)


def has_missing(taking: Any) -> bool:
    is_closed: bool = taking.state != "open"
    missing = taking.lines.filter(result=Counted.Result.MISSING, cleared_on=None)
    return is_closed and missing.exists()


def all_counted(taking: Any, at: datetime) -> bool:
    return not taking.lines.filter(result=Counted.Result.OPEN).exists()


def is_open(taking: Any) -> bool:
    return bool(taking.state == "open")


def has_a_report(taking: Any) -> bool:
    return bool(taking.state != "open")


def stocktaking_address(taking: Stocktaking) -> str:
    return reverse("vault.stocktaking", args=[taking.pk])


form(
    "vault.request_destruction", destroying.DestructionForm, actions.request_destruction,
    icon="trash", agree=_("Ask for it"), danger=True, fits=is_held, address=asked_at,
    onward=destruction_address,
    lead=_("Two others decide; only then it is carried out. Nothing is destroyed by asking."),
)  # fmt: skip
form(
    "vault.decide_destruction", DecideForm, actions.decide_destruction, icon="rubber-stamp",
    agree=_("Give this decision"),
    lead=_("Your decision is kept with your name and the time, and can't be taken back."),
)  # fmt: skip
form(
    "vault.destroy", destroying.OnTheSpotForm, carry_out, icon="trash",
    agree=_("It is destroyed"),
    lead=_("Enter it when the things are destroyed. The keys of what is kept here go with this "
           "step; nobody can bring them back. The certificate is issued at once."),
)  # fmt: skip
form(
    "vault.withdraw_destruction", NoteForm, actions.withdraw_destruction, icon="x",
    is_next=never,
    lead=_("Nothing is destroyed; the request stays readable."),
)  # fmt: skip
form(
    "vault.check_out", ActForm, actions.check_out, icon="lock", brief=True, fits=can_be_locked,
    agree=_("Check it out"), lead=_("For a week nobody but you puts a version in."),
)  # fmt: skip
form(
    "vault.check_in", ActForm, actions.check_in, icon="key", brief=True, fits=is_out,
    agree=_("Check it in"), lead=_("Others may put versions in again."),
)  # fmt: skip
form(
    "vault.take_over", NoteForm, actions.take_over, icon="key", fits=is_out,
    lead=_("Ends the check-out of another, so that versions can be put in again."),
)  # fmt: skip
form(
    "vault.release", NoteForm, actions.release, icon="key", fits=can_be_released,
    lead=_("Its secret is declassified: from now on whoever sees this entry opens it without a "
           "grant. Each look is still entered."),
)  # fmt: skip
form(
    "vault.open_stocktaking", counting.OpenForm, actions.open_stocktaking, icon="clipboard-check",
    agree=_("Open it"), onward=stocktaking_address,
    lead=_("The list of what should be there is frozen with this step."),
)  # fmt: skip
form(
    "vault.count_surplus", counting.SurplusForm, actions.count_surplus, icon="plus",
    agree=_("Enter it"), fits=is_open,
    lead=_("For a thing that looks like a carrier and bears no number of ours."),
)  # fmt: skip
form(
    "vault.close_stocktaking", ActForm, actions.close_stocktaking, icon="check", brief=True,
    agree=_("Close it"), is_next=all_counted,
    lead=_("Nothing more is counted then. What is missing falls to the head; somebody else signs "
           "off."),
)  # fmt: skip
form(
    "vault.sign_off_stocktaking", counting.SignOffForm, actions.sign_off_stocktaking,
    icon="checks", brief=True, agree=_("Sign it off"),
)  # fmt: skip
form(
    "vault.clear_missing", counting.ClearForm, actions.clear_missing, icon="search",
    agree=_("Enter it"), fits=has_missing,
)  # fmt: skip
form(
    "vault.issue_count_sheet", ActForm, actions.issue_count_sheet, icon="file-text", brief=True,
    agree=_("Issue it"), fits=has_a_report,
    lead=_("As PDF and Word, under a number of its own; it stands below with the papers."),
)  # fmt: skip
