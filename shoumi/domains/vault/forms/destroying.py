"""Forms of a destruction: asking for it, and entering how it was carried out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.actions import OnTheSpot
from shoumi.domains.vault.models import Carrier, Destroyed, Destruction
from shoumi.domains.vault.rules.destroying import is_witnessed
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField


class DestructionForm(ActForm):
    """Which carriers, how, and why; all that are there stand in the list, copies too."""

    carriers = forms.ModelMultipleChoiceField(
        Carrier.objects.none(),
        label=_("Which carriers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A copy stands in the list with the number of its original. One that is lent "
                    "or in repair must come back first."),
    )  # fmt: skip
    method = forms.ChoiceField(
        label=_("How"),
        choices=Destruction.Method,
        help_text=_("The keys of all that is kept here of them are destroyed in any case."),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    staying = forms.CharField(
        label=_("Why copies stay"),
        max_length=300,
        required=False,
        help_text=_("Only where a copy or the original is still there and is not to be destroyed."),
    )

    def prepare(self) -> None:
        going = Destroyed.objects.under_way().filter(carrier__secret=self.subject)
        rows = Carrier.objects.there().filter(secret=self.subject)
        carriers: Any = self.fields["carriers"]
        carriers.queryset = (
            rows.exclude(pk__in=going.values("carrier_id")).select_related("copy_of").order_by("pk")
        )
        carriers.label_from_instance = named


def named(carrier: Carrier) -> str:
    """A carrier in the list of those that may be destroyed."""
    parts = [str(carrier), carrier.title, str(carrier.get_form_display()), carrier.whereabouts]
    if carrier.copy_of is not None:
        told = {"number": carrier.copy_number, "original": carrier.copy_of}
        parts.append(_("copy no. %(number)s of %(original)s") % told)
    return " · ".join(parts)


class OnTheSpotForm(ActForm):
    """How it was carried out; for keys alone there is nobody to name."""

    done_on = DayField(label=_("Carried out on"))
    place = forms.CharField(label=_("Where"), max_length=200)
    executor = PersonField(label=_("Who did it"))
    witness = PersonField(
        label=_("Who stood by and saw it"), help_text=_("Another person. Name or staff number.")
    )
    scan = forms.FileField(
        label=_("Photograph or scan"),
        required=False,
        help_text=_("If there is one: PDF, picture, Word or Excel; 50 MB at most."),
    )

    def prepare(self) -> None:
        self.fields["done_on"].initial = local_day(self.at)
        if not is_witnessed(self.subject.method):
            for name in ("place", "executor", "witness"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """`spot` is what the action wants."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        scan = cleaned.pop("scan", None)
        told = {name: cleaned.pop(name) for name in list(self.fields) if name in cleaned}
        spot = OnTheSpot(**told, scan=Scan(scan, scan.name or "") if scan else None)
        return {**cleaned, "spot": spot}
