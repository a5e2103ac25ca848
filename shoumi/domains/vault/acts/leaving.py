"""How what leaves for a partner is asked for, reviewed, handed out and revoked."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault import actions
from shoumi.domains.vault.forms import disclosures
from shoumi.domains.vault.models import (
    Disclosure,
)
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never
from shoumi.kernel.ui.records.forms import DecideForm

if TYPE_CHECKING:
    pass


def disclosure_address(disclosure: Disclosure) -> str:
    return reverse("vault.disclosure", args=[disclosure.pk])


def hand_out_address(disclosure: Disclosure) -> str:
    return reverse("vault.hand_out", args=[disclosure.pk])


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
