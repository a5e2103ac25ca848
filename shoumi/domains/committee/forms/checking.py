"""The form of a department's check: each point in order, or what is done about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.checking import Answer
from shoumi.domains.committee.rules.checking import POINTS
from shoumi.kernel.ui.acts.forms import ActForm

YES_NO = (("yes", _("In order")), ("no", _("Not in order")))


class CheckForm(ActForm):
    """Two fields for each point."""

    def prepare(self) -> None:
        for point in POINTS:
            self.fields[point.name] = forms.ChoiceField(
                label=point.label, choices=YES_NO, widget=forms.RadioSelect
            )
            self.fields[f"{point.name}_doing"] = forms.CharField(
                label=_("If it is not: what is done about it"), required=False, max_length=500
            )

    def clean(self) -> dict[str, Any]:
        """`answers` is what the action wants."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        answers = {
            one.name: Answer(cleaned[one.name] == "yes", cleaned[f"{one.name}_doing"])
            for one in POINTS
        }
        return {"answers": answers}
