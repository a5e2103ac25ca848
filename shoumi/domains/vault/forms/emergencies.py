"""Forms of emergency access: naming a delegate, opening, reviewing; and of the daily limit."""

import unicodedata
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.facts import budget_of, limits_for
from shoumi.domains.vault.models import Delegation, Emergency
from shoumi.domains.vault.rules.emergencies import MOST_MINUTES, USUAL_MINUTES
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts import ActForm, DayField, PersonField


class DelegateForm(ActForm):
    person = PersonField(label=_("Who may open it in an emergency"))
    until_on = DayField(label=_("Until and including"), help_text=_("Three months at most."))
    note = forms.CharField(
        label=_("For which duty"), max_length=300, help_text=_("The shift or the duty at night.")
    )

    def prepare(self) -> None:
        self.fields["until_on"].initial = local_day(self.at) + timedelta(days=30)


class EmergencyForm(ActForm):
    """Which secret, by a number that stands on its label: no list of them is shown."""

    number = forms.CharField(
        label=_("Number of the secret or of its carrier"),
        max_length=60,
        help_text=_("It stands on the label, or the owner tells you on the telephone."),
    )
    reason = forms.CharField(
        label=_("What has happened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Owner and office are told at once, and the office reviews it."),
    )
    minutes = forms.IntegerField(
        label=_("For how many minutes"), min_value=1, max_value=MOST_MINUTES, initial=USUAL_MINUTES
    )

    def clean_number(self) -> str:
        """The same answer whether it does not exist or is another unit's."""
        wanted = _plain(self.cleaned_data["number"])
        units = Delegation.objects.at(local_day(self.at)).filter(person=self.person)
        for unit in units.select_related("unit"):
            rows = TradeSecret.objects.live().filter(org_unit__path__startswith=unit.unit.path)
            for secret in rows.prefetch_related("carriers"):
                numbers = [secret.number, *(one.number for one in secret.carriers.all())]
                if wanted in {_plain(one) for one in numbers if one}:
                    self.secret = secret
                    return str(secret.number)
        raise ValidationError(
            _("No secret in force with this number belongs to what you are a delegate for.")
        )

    def clean(self) -> dict[str, Any]:
        """`secret` is what the opening wants."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        cleaned.pop("number")
        return {**cleaned, "secret": self.secret}


def _plain(number: str) -> str:
    """A number however it was typed: brackets of any width, with or without spaces."""
    text = unicodedata.normalize("NFKC", number)
    for old, new in (("〔", "["), ("〕", "]"), ("(", "["), (")", "]"), ("【", "["), ("】", "]")):
        text = text.replace(old, new)
    return "".join(text.split()).removesuffix("号").lower()


class ReviewForm(ActForm):
    finding = forms.ChoiceField(
        label=_("What you found"), choices=Emergency.Finding, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What you looked at, and what follows"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BudgetForm(ActForm):
    """The daily limit of one grade."""

    uses = forms.IntegerField(label=_("Uses a day and person"), min_value=1, max_value=10_000)
    note = forms.CharField(label=_("Who decided this and why"), max_length=300)

    def prepare(self) -> None:
        limits = limits_for(self.subject.code)
        self.fields["uses"].initial = budget_of(self.subject.code, highest=limits.highest)
