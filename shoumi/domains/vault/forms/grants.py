"""The forms that ask for a grant: for oneself, and for a team."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.facts import limits_of
from shoumi.domains.vault.models import Carrier, Grant
from shoumi.domains.vault.rules.granting import ACTIONS, Wanted, allowed
from shoumi.kernel.accounts.reach import colleagues
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls.days import begins, ends
from shoumi.kernel.ui.acts import PeopleField
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class RequestForm(ActForm):
    """Purpose, uses and window; what the secret's grade does not allow is not offered."""

    purpose = forms.CharField(
        label=_("What you need it for"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The task or project. Whoever decides reads this, and it stays on the record."),
    )
    carrier = forms.ModelChoiceField(
        Carrier.objects.none(),
        label=_("Which carrier"),
        required=False,
        empty_label=_("All carriers of the secret"),
    )
    actions = forms.MultipleChoiceField(
        label=_("What you want to do"), widget=forms.CheckboxSelectMultiple, initial=["view"]
    )
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until and including"))
    uses = forms.IntegerField(
        label=_("How often at most"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Empty for any number. Of the highest grade a number is needed for more than "
                    "three days."),
    )  # fmt: skip

    def prepare(self) -> None:
        limits, day = limits_of(self.subject), local_day(self.at)
        if "carrier" in self.fields:
            carrier: Any = self.fields["carrier"]
            carrier.queryset = Carrier.objects.there().filter(secret=self.subject)
            carrier.label_from_instance = lambda one: f"{one.number} {one.title}"
        actions: Any = self.fields["actions"]
        actions.choices = [
            (one.value, one.label) for one in Grant.Action if one.value in allowed(ACTIONS, limits)
        ]
        self.fields["from_on"].initial = day
        longest = min(limits.longest_days, 3 if limits.highest else 30)
        self.fields["until_on"].initial = day + timedelta(days=max(longest - 1, 0))

    def clean(self) -> dict[str, Any]:
        """`starts_at` and `ends_at` are what the action wants; the last day counts whole."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        first, last = cleaned.pop("from_on"), cleaned.pop("until_on")
        starts = max(begins(first), self.at) if first <= local_day(self.at) else begins(first)
        return {**cleaned, "starts_at": starts, "ends_at": ends(last)}


class TeamForm(RequestForm):
    """The same for several persons and, if wanted, for further secrets: each is decided alone."""

    project = forms.CharField(label=_("Project"), max_length=120)
    persons = PeopleField(
        label=_("Who works on it"),
        help_text=_("One a line: name or staff number. Each gets a grant of his own."),
    )
    others = forms.ModelMultipleChoiceField(
        TradeSecret.objects.none(),
        label=_("Further secrets for the same project"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each secret is decided about on its own."),
    )
    field_order = ("project", "persons", "purpose", "actions", "from_on", "until_on", "uses")

    def prepare(self) -> None:
        del self.fields["carrier"]
        super().prepare()
        people: Any = self.fields["persons"]
        people.among = colleagues(self.person, self.at)
        others: Any = self.fields["others"]
        seen = TradeSecret.objects.visible_to(self.person, self.at)
        others.queryset = (
            seen.live()
            .filter(org_unit=self.subject.org_unit, grade=self.subject.grade)
            .exclude(pk=self.subject.pk)
            .order_by("number")
        )
        others.label_from_instance = lambda one: f"{one.number} {one.title}"
        if not others.queryset.exists():
            del self.fields["others"]

    def clean(self) -> dict[str, Any]:
        """`wanted` and `others` are what the asking wants."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        wanted = Wanted(
            *(cleaned.pop(name) for name in ("actions", "starts_at", "ends_at", "uses"))
        )
        return {**cleaned, "wanted": wanted, "others": list(cleaned.get("others") or [])}
