"""Three fields by which any employee nominates a secret (2.2, 4.2)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.forms.choices import offer_entries
from shoumi.domains.register.forms.texts import Words
from shoumi.kernel.ui.acts import ActForm


class NominateForm(ActForm):
    title = Words(
        label=_("What is it called?"),
        max_length=200,
        help_text=_("A name that colleagues recognise and that gives nothing away; it is seen by "
                    "those who keep the register."),
    )  # fmt: skip
    brief = Words(
        lines=4,
        label=_("What is it, and why is it worth protecting?"),
        max_length=2000,
        help_text=_("One or two sentences are enough. This is kept sealed."),
    )
    scope_entry = forms.ChoiceField(
        label=_("Which entry of the scope catalogue is it?"), required=False
    )
    whereabouts = Words(
        label=_("Where is it?"),
        max_length=200,
        help_text=_("A folder, a cabinet, a machine, a sample."),
    )
    no_state_secret = forms.BooleanField(
        label=_("I confirm: this holds no state secret (国家秘密) and no work secret (工作秘密)."),
        error_messages={
            "required": _("Confirm that it is no state secret. State secrets must not be entered "
                          "here.")
        },
    )  # fmt: skip

    def prepare(self) -> None:
        unit = self.person.org_unit
        self.entries = offer_entries(self, unit, _("I am not sure, or none of them"))

    def clean(self) -> dict[str, Any]:
        """The entry itself, where one was chosen."""
        cleaned = super().clean() or {}
        chosen = cleaned.pop("scope_entry", "")
        return cleaned | ({"scope_entry": self.entries[chosen]} if chosen else {})
