"""Forms of what leaves on paper or is copied out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier
from shoumi.domains.vault.rules.taking import MOST_COPIES
from shoumi.kernel.ui.acts import ActForm


class PrintForm(ActForm):
    copies = forms.IntegerField(
        label=_("How many copies"), min_value=1, max_value=MOST_COPIES, initial=1,
        help_text=_("Each copy gets a number of its own in the ledger of carriers."),
    )  # fmt: skip
    whereabouts = forms.CharField(
        label=_("Where the paper is kept"),
        max_length=200,
        help_text=_("A cabinet, a room. You answer for it until it is destroyed or handed over."),
    )


class CopyOutForm(ActForm):
    part = forms.CharField(
        label=_("Which part"),
        max_length=300,
        help_text=_("Pages, headings, a table: where it stands, not what it says."),
    )
    medium = forms.ChoiceField(
        label=_("Onto what"), choices=Carrier.Medium, widget=forms.RadioSelect
    )
    whereabouts = forms.CharField(
        label=_("Where it goes"),
        max_length=200,
        help_text=_("The notebook and its cabinet; the document and the folder it lies in."),
    )
