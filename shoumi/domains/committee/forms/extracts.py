"""Forms of what is drawn up from the records on paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.seats import is_office
from shoumi.domains.committee.seating import seating
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class SeatsForm(ActForm):
    entity = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("Committee of"), empty_label=None
    )
    on = DayField(label=_("As it stood on"))

    def prepare(self) -> None:
        day = local_day(self.at)
        mine = [one.pk for one in seating(day).committees if is_office(self.person, one, self.at)]
        self.offer("entity", OrgUnit.objects.filter(pk__in=mine).order_by("path"))
        self.fields["on"].initial = day
