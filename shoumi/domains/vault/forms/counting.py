"""Forms of a stocktaking: opening it, and what is said of one carrier."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Counted
from shoumi.kernel.accounts.models import OrgUnit, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField


class OpenForm(ActForm):
    """Only departments whose carriers this person keeps are offered."""

    unit = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Department"))
    due_on = DayField(label=_("To be closed by"))
    counter = PersonField(
        label=_("Who else counts"),
        required=False,
        help_text=_("The department's keepers and the office may count in any case. Name or staff "
                    "number."),
    )  # fmt: skip

    def prepare(self) -> None:
        seat = standing(self.person, self.at)
        over = [held.path for held in seat.held if held.role in OFFICE]
        own = [held.unit_id for held in seat.held if held.role in {Role.CUSTODIAN, Role.HEAD}]
        units = OrgUnit.objects.filter(records__kind="carrier").distinct().order_by("path")
        wanted = [
            unit.pk
            for unit in units
            if unit.pk in own or any(unit.path.startswith(path) for path in over)
        ]
        self.offer("unit", units.filter(pk__in=wanted))
        self.fields["due_on"].initial = local_day(self.at) + timedelta(days=14)


class SurplusForm(ActForm):
    note = forms.CharField(
        label=_("What it is"),
        max_length=300,
        help_text=_("For example: a USB stick without a label. Not what it holds."),
    )
    place = forms.CharField(label=_("Where it is"), max_length=200)


class SignOffForm(ActForm):
    note = forms.CharField(label=_("Remark"), max_length=500, required=False)


class ClearForm(ActForm):
    """Clearing up one missing carrier."""

    line = forms.ModelChoiceField(Counted.objects.none(), label=_("Which carrier"))
    note = forms.CharField(
        label=_("How it was cleared up"),
        max_length=300,
        help_text=_("Where it was found, or what became of it."),
    )
    place = forms.CharField(
        label=_("Where it is now"),
        max_length=200,
        required=False,
        help_text=_("If it was found; the ledger then says so."),
    )

    def prepare(self) -> None:
        lines: Any = self.fields["line"]
        lines.queryset = self.subject.lines.filter(
            result=Counted.Result.MISSING, cleared_on=None
        ).select_related("carrier")
        lines.label_from_instance = lambda line: str(line.carrier)
