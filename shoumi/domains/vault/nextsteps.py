"""What somebody to whom something is not open can do about it, in a few words and with a link."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier
from shoumi.kernel.access import Reason, may

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A grant, or another than one has, mends these.
ASK = frozenset({"no_grant", "not_this_use", "used_up", "regraded", "forged_grant"})


@dataclass(frozen=True)
class NextStep:
    label: "StrOrPromise"
    url: str


def next_step(reason: Reason, carrier: Carrier, person: Any, at: datetime) -> NextStep:
    """Asking for a grant, asking the owner, or going back to the secret's page."""
    secret = reverse("register.secret", args=[carrier.secret_id])
    if reason.code in ASK and may(person, "vault.request_grant", carrier.secret, at):
        return NextStep(_("Ask for access"), reverse("vault.request", args=[carrier.secret_id]))
    if reason.code == "no_need_to_know" and carrier.secret.owner is not None:
        words = _("Ask the owner: %(owner)s") % {"owner": carrier.secret.owner}
        return NextStep(words, secret)
    return NextStep(_("To the secret"), secret)
