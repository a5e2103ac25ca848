"""Choosing a scheme of grades, and changing how one grade bites."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.catalogue import Approver, Export, Place, SignIn, Watermark, schemes
from shoumi.domains.register.forms.terms import TermField
from shoumi.domains.register.forms.texts import Words
from shoumi.domains.register.models import Grade
from shoumi.kernel.ui.acts import ActForm

APPROVERS = {
    Approver.HEAD: _("Head of department"),
    Approver.LEADER: _("Leader in charge"),
    Approver.OFFICE: _("Committee's office (files)"),
    Approver.CHAIR: _("Director of the committee"),
    Approver.COMMITTEE: _("Committee, by a resolution"),
}
IN_TURN = sorted(APPROVERS.items(), key=lambda one: one[0] == Approver.OFFICE)
MARKING = {
    Place.COVER: _("Cover"),
    Place.HEADER: _("Header of each page"),
    Place.FOOTER: _("Footer of each page"),
    Place.FILE_NAME: _("File name"),
}
WATERMARKS = {
    Watermark.NONE: _("None"),
    Watermark.VISIBLE: _("Visible"),
    Watermark.TRACED: _("Visible and traced to each reader"),
}
SIGN_INS = {
    SignIn.PASSWORD: _("Password"),
    SignIn.SECOND_FACTOR: _("Password and second factor"),
    SignIn.FRESH_SECOND_FACTOR: _("Second factor asked anew at each opening"),
}
EXPORTS = {
    Export.NEVER: Grade.Export.NEVER.label,
    Export.APPROVED: Grade.Export.APPROVED.label,
    Export.ALLOWED: Grade.Export.ALLOWED.label,
}


_SCHEME = _("%(scheme)s: %(grades)s")


def _graded(grades: Iterable[Any]) -> str:
    return " · ".join(str(grade) for grade in grades)


class PresetForm(ActForm):
    preset = forms.ChoiceField(label=_("Scheme"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        schemes_told = [
            (one.code, _SCHEME % {"scheme": one.name, "grades": _graded(one.grades)})
            for one in schemes().values()
        ]
        self.offer("preset", schemes_told)


class AmendForm(ActForm):
    """How a grade is called and how it bites."""

    name = Words(label=_("Name in Chinese"), max_length=40)
    name_en = Words(label=_("Name in English"), required=False, max_length=40)
    mark = Words(label=_("Words of the marking"), max_length=40)
    mark_en = Words(label=_("Words of the marking in English"), required=False, max_length=40)
    approvers = forms.MultipleChoiceField(
        label=_("Who takes part in grading"),
        choices=IN_TURN,
        widget=forms.CheckboxSelectMultiple,
    )
    extension_approvers = forms.MultipleChoiceField(
        label=_("Who takes part in extending"),
        choices=IN_TURN,
        widget=forms.CheckboxSelectMultiple,
    )
    review_months = forms.IntegerField(
        label=_("Review every so many months"), min_value=1, max_value=120
    )
    longest_grant_days = forms.IntegerField(
        label=_("A grant lasts at most so many days"), min_value=1, max_value=366
    )
    max_audience = forms.IntegerField(
        label=_("At most so many in the audience"), min_value=1, max_value=100_000
    )
    default_term = TermField(label=_("Usual term"))
    marking = forms.MultipleChoiceField(
        label=_("Where the marking must stand"),
        choices=list(MARKING.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    watermark = forms.ChoiceField(label=_("Watermark"), choices=list(WATERMARKS.items()))
    export = forms.ChoiceField(label=_("Leaving the company"), choices=list(EXPORTS.items()))
    sign_in = forms.ChoiceField(label=_("Sign-in"), choices=list(SIGN_INS.items()))
    two_person = forms.BooleanField(
        label=_("Destruction and hand-over need a second person"), required=False
    )

    def prepare(self) -> None:
        """Begin from the grade as it stands."""
        grade = self.grade()
        for name in self.fields:
            self.initial.setdefault(name, getattr(grade, name))

    def grade(self) -> Any:
        return self.subject

    def clean(self) -> dict[str, Any]:
        """Who decides stands in rank order, whatever order the boxes were ticked in."""
        cleaned = super().clean() or {}
        for name in ("approvers", "extension_approvers"):
            if set(cleaned.get(name, ())) == {Approver.OFFICE}:
                self.add_error(name, _("The office only files; name somebody who decides."))
            elif name in cleaned:
                cleaned[name] = [one.value for one in APPROVERS if one.value in cleaned[name]]
        return cleaned
