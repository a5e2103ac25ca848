"""The form by which a signed sheet is entered as part of a record's own act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.signed import awaited
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class SignedSheetForm(ActForm):
    """Of a record with a `paper`; only those who have not answered yet are offered, and nobody
    enters his own."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who signed"), widget=forms.CheckboxSelectMultiple
    )
    signed_on = DayField(
        label=_("Signed on"), help_text=_("The date on the paper; of several the last one.")
    )
    scan = forms.FileField(
        label=_("The signed sheet"),
        help_text=_("A scan or photograph of it: PDF, picture, Word or Excel; 50 MB at most."),
    )

    def prepare(self) -> None:
        waiting = awaited(self.subject, self.subject.paper).exclude(person=self.person)
        field: Any = self.fields["people"]
        rows = Person.objects.filter(pk__in=waiting.values("person")).select_related("org_unit")
        field.queryset = rows.order_by("org_unit__path", "pk")
        field.label_from_instance = lambda one: f"{one} · {one.staff_number} · {one.org_unit}"
        self.fields["signed_on"].initial = local_day(self.at)

    def clean(self) -> dict[str, Any]:
        """`scan` is what the action wants."""
        cleaned = super().clean() or {}
        if cleaned.get("scan"):
            cleaned["scan"] = Scan(cleaned["scan"], cleaned["scan"].name or "")
        return cleaned
