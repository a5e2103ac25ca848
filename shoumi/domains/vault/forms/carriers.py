"""Forms of carriers: describing one, putting a file in, handing it on."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.actions import Described
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField, FilesField, PersonField

DESCRIBED = ("title", "medium", "form", "pieces", "whereabouts", "holder", "source",
             "received_from", "received_under", "sha256", "from_on")  # fmt: skip


class DescribeForm(ActForm):
    title = forms.CharField(
        label=_("Name of the carrier"),
        max_length=200,
        help_text=_("One that tells it from others and gives nothing away."),
    )
    medium = forms.ChoiceField(
        label=_("Electronic or physical"), choices=Carrier.Medium, widget=forms.RadioSelect
    )
    form = forms.ChoiceField(label=_("What it is"), choices=Carrier.Form)
    pieces = forms.IntegerField(
        label=_("How many pieces"),
        min_value=1,
        max_value=10_000,
        initial=1,
        required=False,
        help_text=_("Sheets, bottles, sticks that belong together and bear one number."),
    )
    whereabouts = forms.CharField(
        label=_("Where it is"),
        max_length=200,
        help_text=_("A cabinet, a room, a server. For a file to be kept here: “in the vault”."),
    )
    holder = PersonField(label=_("Who keeps it"), required=False)
    source = forms.ChoiceField(label=_("How it came here"), choices=Carrier.Source)
    received_from = forms.CharField(
        label=_("From whom"),
        max_length=200,
        required=False,
        help_text=_("For one that was received: the company and the person who gave it."),
    )
    received_under = forms.CharField(
        label=_("Under which paper"),
        max_length=200,
        required=False,
        help_text=_("The number of the agreement, letter or delivery note that came with it."),
    )
    from_on = DayField(label=_("In the ledger since"), required=False)
    sha256 = forms.CharField(
        label=_("SHA-256 of what it holds"),
        max_length=64,
        required=False,
        help_text=_("Only where the content itself is kept elsewhere."),
    )

    def prepare(self) -> None:
        self.fields["from_on"].initial = local_day(self.at)

    def clean(self) -> dict[str, Any]:
        """`described` is what the action wants."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        told = {name: cleaned.pop(name) for name in DESCRIBED}
        told["pieces"] = told["pieces"] or 1
        return {**cleaned, "described": Described(**told)}


class VersionForm(ActForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("It is sealed while it comes in and never rests in the clear."),
    )
    note = forms.CharField(label=_("What changed"), max_length=300, required=False)


class ViewingCopyForm(ActForm):
    of = forms.ModelChoiceField(CarrierVersion.objects.none(), label=_("Of which version"))
    file = FilesField(
        label=_("PDF or pictures"),
        help_text=_("Several pictures become its pages, in the order of their names. It is sealed "
                    "like the file itself and destroyed with it."),
    )  # fmt: skip

    def prepare(self) -> None:
        of: Any = self.fields["of"]
        of.queryset = self.subject.versions.all()
        of.label_from_instance = lambda one: _("Version %(number)s") % {"number": one.number}
        of.empty_label = None
        of.initial = of.queryset.first()


class LendForm(ActForm):
    to = PersonField(label=_("To whom"))
    purpose = forms.CharField(label=_("What for"), max_length=300)
    back_by = DayField(label=_("Back by"))

    def prepare(self) -> None:
        self.fields["back_by"].initial = local_day(self.at) + timedelta(days=7)


class PlaceForm(ActForm):
    whereabouts = forms.CharField(label=_("Where it is now"), max_length=200)

    def prepare(self) -> None:
        self.fields["whereabouts"].initial = self.subject.whereabouts


class HandOverForm(ActForm):
    to = PersonField(label=_("Who keeps it from now on"))
    whereabouts = forms.CharField(label=_("Where it is now"), max_length=200)
    purpose = forms.CharField(label=_("Why"), max_length=300)


class CopyForm(ActForm):
    holder = PersonField(label=_("Who keeps the copy"))
    whereabouts = forms.CharField(label=_("Where the copy is"), max_length=200)
    purpose = forms.CharField(label=_("What for"), max_length=300)


class RepairForm(ActForm):
    outside = forms.CharField(label=_("Who repairs it"), max_length=200)
    purpose = forms.CharField(label=_("What is to be done"), max_length=300)
    back_by = DayField(label=_("Back by"))
