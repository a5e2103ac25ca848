"""Forms of what every record knows: deciding, deciding on paper, passing on, asking another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.asking import pending
from shoumi.kernel.approvals.models import Seat, Verdict
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField


class DecideForm(ActForm):
    """The decision of whoever is asked, for a domain's own `approve_…` action."""

    verdict = forms.ChoiceField(
        label=_("Your decision"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Opinion"),
        required=False,
        max_length=500,
        help_text=_("Needed when you refuse or return it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaperDecisionForm(ActForm):
    """A decision that was signed on paper, with its true date."""

    signer = forms.ChoiceField(label=_("Who signed"))
    verdict = forms.ChoiceField(
        label=_("What the paper says"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    signed_on = DayField(
        label=_("Signed on"),
        help_text=_("The date on the paper. Today is kept as well, as the day it was entered."),
    )
    scan = forms.FileField(
        label=_("The signed paper"),
        help_text=_("A scan or photograph of it: PDF, picture, Word or Excel; 50 MB at most."),
    )
    note = forms.CharField(
        label=_("Opinion on the paper"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        self.waiting = self._waiting()
        self.offer("signer", [(str(seat.person_id), str(seat.person)) for seat in self.waiting])
        self.fields["signed_on"].initial = local_day(self.at)

    def clean(self) -> dict[str, Any]:
        """`person` and `scan` are what the action wants."""
        cleaned = super().clean() or {}
        signer = cleaned.pop("signer", "")
        by_key = {str(seat.person_id): seat.person for seat in self.waiting}
        if signer in by_key:
            cleaned["person"] = by_key[signer]
        if "scan" in cleaned:
            cleaned["scan"] = Scan(cleaned["scan"], cleaned["scan"].name or "")
        return cleaned

    def _waiting(self) -> list[Seat]:
        approval = pending(self.subject)
        if approval is None:
            return []
        seats = Seat.objects.filter(
            step__approval=approval,
            step__order=approval.open_step,
            left=False,
            decisions__isnull=True,
        )
        return list(seats.select_related("person").exclude(person=self.person))


class TransferForm(ActForm):
    to = PersonField(label=_("Who decides instead"))
    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SignerForm(ActForm):
    signer = PersonField(label=_("Who signs as well"))
    note = forms.CharField(
        label=_("Why"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
