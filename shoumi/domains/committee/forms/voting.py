"""Voting on the screen, and entering what was voted on paper."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions import PaperBallots
from shoumi.domains.committee.models import Choice
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.ui.acts.forms import ActForm

COUNTS = {"agree": _("Papers in favour"), "refuse": _("Papers against"),
          "abstain": _("Papers that abstain")}  # fmt: skip


class CastForm(ActForm):
    choice = forms.ChoiceField(label=_("Your vote"), choices=Choice, widget=forms.RadioSelect)


class PaperBallotsForm(ActForm):
    """By name: who chose what. Of a secret vote: who gave a paper, and how many of each there
    were."""

    scan = forms.FileField(
        label=_("The papers"),
        help_text=_("A scan or photograph of them: PDF, picture, Word or Excel; 50 MB at most."),
    )

    def prepare(self) -> None:
        left = self.subject.ballots.filter(cast_at=None).select_related("person")
        self.left = {str(one.person_id): one.person for one in left}
        if self.subject.is_secret:
            self.fields["voters"] = forms.MultipleChoiceField(
                label=_("Who gave a paper"),
                choices=[(key, str(person)) for key, person in self.left.items()],
                widget=forms.CheckboxSelectMultiple,
            )
            for name, label in COUNTS.items():
                self.fields[name] = forms.IntegerField(
                    label=label, min_value=0, max_value=500, initial=0
                )
        else:
            given = [("", _("No paper")), *Choice.choices]
            for key, person in self.left.items():
                self.fields[f"ballot_{key}"] = forms.ChoiceField(
                    label=str(person), choices=given, required=False
                )
        self.order_fields([*(name for name in self.fields if name != "scan"), "scan"])

    def clean(self) -> dict[str, Any]:
        """`ballots` and `scan` are what the action wants."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        scan = cleaned["scan"]
        if self.subject.is_secret:
            counts = {name: cleaned[name] for name in COUNTS}
            voters = frozenset(int(key) for key in cleaned["voters"])
            ballots = PaperBallots(voters=voters, counts=counts)
        else:
            chosen = {int(key): cleaned[f"ballot_{key}"] for key in self.left}
            ballots = PaperBallots({key: choice for key, choice in chosen.items() if choice})
            if not ballots.choices:
                raise ValidationError(_("Enter at least one paper."))
        return {"ballots": ballots, "scan": Scan(scan, scan.name or "")}
