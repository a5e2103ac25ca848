"""Forms of units, posts, persons, appointments, absences and accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import OrgUnit, Post, Role
from shoumi.kernel.accounts.reach import units_within_reach
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField

UNIT_KINDS = [(one.value, one.label) for one in OrgUnit.Kind if one != OrgUnit.Kind.COMPANY]


class OrganisationForm(ActForm):
    """Its fields `parent`, `org_unit` and `post` offer what the person may see and is not over."""

    def prepare(self) -> None:
        units = units_within_reach(self.person, self.at).filter(ended_on__isnull=True)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = _posts(units) if name == "post" else units
                field.empty_label = str(_("Please choose"))
            if isinstance(field, DayField) and field.required:
                field.initial = local_day(self.at)


def _posts(units: Any) -> Any:
    posts = Post.objects.filter(org_unit__in=units, ended_on__isnull=True)
    return posts.select_related("org_unit")


class UnitForm(OrganisationForm):
    parent = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Below which unit"))
    kind = forms.ChoiceField(label=_("Kind"), choices=UNIT_KINDS, initial="department")
    name = forms.CharField(label=_("Name of the unit"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    code = forms.CharField(
        label=_("Code"), max_length=30, help_text=_("Short and unique, for lists and imports.")
    )
    letterhead = forms.CharField(
        label=_("Letterhead"),
        max_length=120,
        required=False,
        help_text=_("Of an affiliate: the name on top of its papers."),
    )
    number_word = forms.CharField(
        label=_("Word before its numbers"),
        max_length=30,
        required=False,
        help_text=_("Of an affiliate: what tells its official numbers apart."),
    )
    since = DayField(
        label=_("Standing since"),
        required=False,
        help_text=_("Its first day. Empty this for a unit that was always there."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["since"].initial = local_day(self.at)


class PostForm(OrganisationForm):
    org_unit = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("Needed for an ordinary post; otherwise the role's name is used."),
    )


class NewPersonForm(OrganisationForm):
    name = forms.CharField(label=_("Full name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    staff_number = forms.CharField(label=_("Staff number"), max_length=30)
    org_unit = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Unit"))
    from_on = DayField(label=_("Here since"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    mobile = forms.CharField(label=_("Mobile"), max_length=30, required=False)


class AppointForm(OrganisationForm):
    person = PersonField(label=_("Whom"))
    post = forms.ModelChoiceField(Post.objects.none(), label=_("Post"))
    from_on = DayField(label=_("First day in the post"))
    until_on = DayField(
        label=_("Last day in the post"), required=False, help_text=_("Leave empty if open.")
    )
    letter = forms.CharField(label=_("Number of the letter"), max_length=60, required=False)


class OnForm(OrganisationForm):
    """From which day on."""

    on = DayField(label=_("On"), help_text=_("What was before stays as it was."))


class AbsenceForm(OrganisationForm):
    deputy = PersonField(label=_("Deputy"))
    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"))


class OpenAccountForm(ActForm):
    username = forms.CharField(label=_("Sign-in name"), max_length=60)

    def prepare(self) -> None:
        self.fields["username"].initial = self.subject.staff_number

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip()
