"""Forms of seats: nominating, appointing, ending, what a seat stands for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.seats import nominates_for
from shoumi.domains.committee.models import Field, SeatField
from shoumi.domains.committee.rules.appointing import OF_ONE, OFFERED
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.reach import colleagues, units_within_reach
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField, worded

TAGS = [(one.value, one.label) for one in Field]


class NominateForm(ActForm):
    """Who for which seat of which unit; only units for which this person may nominate."""

    person_for = PersonField(label=_("Whom"))
    role = forms.ChoiceField(label=_("Seat"), choices=[(one.value, one.label) for one in OFFERED])
    unit = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("Of"), empty_label=_("Please choose"),
        help_text=_("The department for a confidentiality administrator, else the company or the "
                    "affiliate."),
    )  # fmt: skip
    tags = forms.MultipleChoiceField(
        label=_("Stands for"), choices=TAGS, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What this person knows; law, technology, human resources and information "
                    "security must each be on the committee."),
    )  # fmt: skip
    from_on = DayField(label=_("First day"))
    until_on = DayField(
        label=_("Held no more from"), required=False, help_text=_("Leave empty if open.")
    )
    because = forms.CharField(
        label=_("Why this person"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        day = local_day(self.at)
        rows = units_within_reach(self.person, self.at).filter(ended_on__isnull=True)
        mine = [one.pk for one in rows if nominates_for(self.person, one, Role.CUSTODIAN, self.at)]
        self.offer("unit", OrgUnit.objects.filter(pk__in=mine).order_by("path"))
        self.fields["from_on"].initial = day
        asked = self.initial.pop("person", None)
        named = colleagues(self.person, self.at).filter(pk=asked).first() if asked else None
        if isinstance(named, Person):
            self.fields["person_for"].initial = worded(named)

    def clean(self) -> dict[str, Any]:
        """`person` is what the action wants; a form's own `person` is whoever asks."""
        cleaned = super().clean() or {}
        if "person_for" in cleaned:
            cleaned["person"] = cleaned.pop("person_for")
        return cleaned


class AppointForm(ActForm):
    """Whoever holds the seat now is named, where it is a seat of one."""

    passes_on = forms.BooleanField(
        label=_("The seat passes on: whoever holds it now leaves it the day before."),
        required=False,
    )

    def prepare(self) -> None:
        if self.subject.role not in OF_ONE:
            del self.fields["passes_on"]


class EndSeatForm(ActForm):
    on = DayField(label=_("Held no more from"))
    because = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        self.fields["on"].initial = local_day(self.at)


class TagSeatForm(ActForm):
    tags = forms.MultipleChoiceField(
        label=_("Stands for"), choices=TAGS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        rows = SeatField.objects.at(local_day(self.at)).filter(appointment=self.subject)
        self.fields["tags"].initial = list(rows.values_list("field", flat=True))
