"""Forms of the office: releasing a version from quarantine, or rejecting it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm


class ReleaseForm(ActForm):
    """Versions are named by number and day; a file's own name is for those who may open it."""

    which = forms.ChoiceField(label=_("Which version"))
    note = forms.CharField(
        label=_("How you made sure that it may be opened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        self.held = {
            str(one.pk): one for one in self.subject.versions.filter(standing="quarantined")
        }
        label = t("Version %(number)s, put in on %(day)s")
        self.offer(
            "which",
            [
                (key, label % {"number": one.number, "day": local_day(one.added_at).isoformat()})
                for key, one in self.held.items()
            ],
        )

    def clean(self) -> dict[str, Any]:
        """`which` is the version itself."""
        cleaned = super().clean() or {}
        if "which" in cleaned:
            cleaned["which"] = self.held[cleaned["which"]]
        return cleaned


class RejectForm(ReleaseForm):
    note = forms.CharField(
        label=_("Why, or to whom it was handed over"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
