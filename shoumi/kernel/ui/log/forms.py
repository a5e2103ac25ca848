"""The form that records who outside keeps a checkpoint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.activity.models import Anchor
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class AnchorForm(ActForm):
    kind = forms.ChoiceField(label=_("How it is kept"), choices=Anchor.Kind.choices)
    place = forms.CharField(label=_("Who keeps it, or where"), max_length=200)
    on = DayField(label=_("Handed over on"))

    def prepare(self) -> None:
        self.fields["on"].initial = local_day(self.at)
