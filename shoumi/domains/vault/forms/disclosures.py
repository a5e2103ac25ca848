"""The form that asks to give something to a partner."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import CarrierVersion, Disclosure
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls.days import ends
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class DiscloseForm(ActForm):
    shown = forms.ModelChoiceField(
        CarrierVersion.objects.none(), label=_("Which file"), empty_label=None
    )
    way = forms.ChoiceField(
        label=_("How it is given"), choices=Disclosure.Way, widget=forms.RadioSelect,
        initial=Disclosure.Way.LINK,
        help_text=_("A link shows marked pages and can be revoked. A file, once given, can't be "
                    "taken back."),
    )  # fmt: skip
    partner = forms.CharField(label=_("Company that receives it"), max_length=200)
    recipient = forms.CharField(
        label=_("Who there receives it"), max_length=100,
        help_text=_("The name stands across every page."),
    )  # fmt: skip
    agreement = forms.CharField(
        label=_("Confidentiality agreement"), max_length=200,
        help_text=_("Its number and date, as it is filed."),
    )  # fmt: skip
    agreement_until = DayField(label=_("Agreement runs until"))
    purpose = forms.CharField(
        label=_("What the partner needs it for"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until_on = DayField(label=_("Until and including"))
    opens = forms.IntegerField(
        label=_("How often it may be opened"), min_value=1, max_value=50, initial=5
    )

    def prepare(self) -> None:
        shown: Any = self.fields["shown"]
        shown.queryset = CarrierVersion.objects.filter(
            carrier__secret=self.subject, carrier__state="held"
        ).select_related("carrier")
        shown.label_from_instance = lambda one: f"{one.carrier.number} · {one.name} ({one.number})"
        self.fields["until_on"].initial = local_day(self.at) + timedelta(days=7)

    def clean(self) -> dict[str, Any]:
        """`ends_at` is what the action wants; the last day counts whole."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        last = cleaned.pop("until_on")
        return {**cleaned, "ends_at": ends(last)}


class CodeForm(forms.Form):
    """What a visitor types."""

    code = forms.CharField(
        label=_("Passcode"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters",
                                      "spellcheck": "false"}),
    )  # fmt: skip
