"""Forms of circulars and bulletins."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.actions import Addressed
from shoumi.domains.notices.facts import addressed, office_units, units_to_tell
from shoumi.domains.notices.models import Bulletin, Circular, DepartmentReport
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.reach import colleagues
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField

MONTHS = 12


class CircularForm(ActForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("What is to be told"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    reaches = forms.ChoiceField(
        label=_("Whom it goes to"),
        choices=Circular.Reaches,
        widget=forms.RadioSelect,
        initial=Circular.Reaches.UNITS,
        help_text=_("To departments and affiliates: their confidentiality administrator and head "
                    "confirm it, and one of them suffices."),
    )  # fmt: skip
    units = forms.ModelMultipleChoiceField(
        OrgUnit.objects.none(), label=_("Departments and affiliates"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    people = forms.CharField(
        label=_("Named persons"), required=False, max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if it goes to named persons: their staff numbers, one a line."),
    )  # fmt: skip
    confirm_by = DayField(
        label=_("To be confirmed by"), required=False,
        help_text=_("If left empty, five working days after it is issued."),
    )  # fmt: skip

    def prepare(self) -> None:
        day = local_day(self.at)
        paths = [one.path for one in office_units(self.person, self.at)]
        rows = units_to_tell(day).filter(path__startswith=paths[0]) if paths else None
        self.offer("units", rows if rows is not None else OrgUnit.objects.none())
        if self.subject is None:
            self.fields["units"].initial = list(rows or [])
            return
        rows_of = addressed(self.subject)
        for name in ("title", "text", "reaches"):
            self.fields[name].initial = getattr(self.subject, name)
        self.fields["confirm_by"].initial = self.subject.due_on
        self.fields["units"].initial = [one.org_unit for one in rows_of if one.org_unit]
        numbers = [one.person.staff_number for one in rows_of if one.person]
        self.fields["people"].initial = "\n".join(numbers)

    def clean_people(self) -> list[Person]:
        """The staff numbers as persons, each once."""
        wanted = list(dict.fromkeys(self.cleaned_data["people"].replace(",", "\n").split()))
        rows = colleagues(self.person, self.at).filter(staff_number__in=wanted)
        found = {one.staff_number: one for one in rows}
        unknown = [one for one in wanted if one not in found]
        if unknown:
            text = _("Nobody here has the staff number %(number)s.")
            raise ValidationError(text, params={"number": unknown[0]})
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        """`to` is what the action wants."""
        cleaned = super().clean() or {}
        if not self.errors:
            names = ("reaches", "units", "people")
            to = {name: cleaned.pop(name) for name in names}
            cleaned["to"] = Addressed(to["reaches"], list(to["units"]), to["people"])
        return cleaned


class BulletinTextForm(ActForm):
    text = forms.CharField(
        label=_("What is to be told"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The numbers of the departments stand below it by themselves. Say nothing of "
                    "what a secret holds, nor what it is called."),
    )  # fmt: skip

    def prepare(self) -> None:
        if self.subject is not None:
            self.fields["text"].initial = self.subject.text


class BulletinForm(BulletinTextForm):
    """Only months are offered of which something was taken up and no bulletin exists."""

    month = forms.ChoiceField(label=_("Month"))
    field_order = ("month", "text")

    def prepare(self) -> None:
        there = Bulletin.objects.values("month")
        rows = DepartmentReport.objects.filter(state="taken_up").exclude(month__in=there)
        months = sorted(set(rows.values_list("month", flat=True)), reverse=True)[:MONTHS]
        self.offer("month", [(one.isoformat(), f"{one:%Y-%m}") for one in months])

    def clean_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"])
