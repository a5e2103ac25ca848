"""How a screen asks what is required from when on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.people import actions
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class RequireForm(ActForm):
    kind = forms.CharField(widget=forms.HiddenInput)
    required = forms.TypedChoiceField(
        label=_("From then on it is"),
        choices=[("yes", _("required of everybody")), ("no", _("not required"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    from_on = DayField(label=_("From"))
    because = forms.CharField(
        label=_("Who decided it"),
        max_length=300,
        help_text=_("The resolution or order, by its number."),
    )

    def prepare(self) -> None:
        self.fields["from_on"].initial = local_day(self.at)

    def clean(self) -> dict[str, Any]:
        return super().clean() or {}


acts.form(
    "people.require",
    RequireForm,
    actions.require,
    icon="certificate",
    lead=_("Whoever doesn't hold it from that day on opens nothing, whatever was granted."),
)
