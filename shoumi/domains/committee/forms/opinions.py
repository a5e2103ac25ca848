"""Forms of expert opinions: asking, and giving."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.opinions import ASKED, GIVEN
from shoumi.domains.committee.expertise import experts
from shoumi.domains.committee.models import Field
from shoumi.kernel.accounts.models import Account
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Method
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class AskForm(ActForm):
    """Whoever stands for a field may be asked in that field, and in no other."""

    whom = forms.MultipleChoiceField(
        label=_("Experts"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Only one field at a time. Nobody here stands for what you need? The office "
                    "says which field a seat stands for."),
    )  # fmt: skip
    asked = forms.CharField(
        label=_("What they are to say"), max_length=ASKED,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody who may see this record reads it, the answer too."),
    )  # fmt: skip
    due_on = DayField(label=_("By which day"))

    def prepare(self) -> None:
        day = local_day(self.at)
        self.known = {
            f"{field.value}:{one.pk}": (field, one)
            for field in Field
            for one in experts(field, self.subject.org_unit, day)
        }
        offered = [(key, f"{field.label} · {one}") for key, (field, one) in self.known.items()]
        self.offer("whom", offered)
        self.fields["due_on"].initial = day + timedelta(days=7)

    def clean(self) -> dict[str, Any]:
        """`field` and `experts` are what the action wants."""
        cleaned = super().clean() or {}
        if "whom" not in cleaned:
            return cleaned
        chosen = [self.known[one] for one in cleaned.pop("whom")]
        if len({field for field, _one in chosen}) > 1:
            self.add_error("whom", _("Ask about one field at a time."))
            return cleaned
        return {**cleaned, "field": chosen[0][0], "experts": [one for _field, one in chosen]}


class GiveForm(ActForm):
    text = forms.CharField(
        label=_("Your opinion"), max_length=GIVEN, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Exactly these words are kept; they can't be changed afterwards."),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Your password"), max_length=200, strip=False,
        help_text=_("To sign, give your password once more."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """`method` is what the action wants; the password itself goes no further."""
        cleaned = super().clean() or {}
        cleaned["method"] = Method.PASSWORD
        account = Account.objects.get(person=self.person)
        if not account.check_password(cleaned.pop("password", "")):
            self.add_error("password", _("The password is not right."))
        return cleaned
