"""Forms of a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.ui.acts import PeopleField
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField


class ReportForm(ActForm):
    result = forms.CharField(
        label=_("What was done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ExtensionForm(ActForm):
    to = DayField(label=_("New due day"))
    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExtendForm(ActForm):
    to = DayField(label=_("New due day"))

    def prepare(self) -> None:
        self.fields["to"].initial = self.subject.extension_asked_to


class LeadForm(ActForm):
    lead = PersonField(label=_("New lead"))


class CallInForm(ActForm):
    people = PeopleField(label=_("Whom you call in"))
    wanted = forms.CharField(label=_("What is wanted of them"), max_length=200, required=False)


class PartForm(ActForm):
    reply = forms.CharField(
        label=_("What you did for it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def prepare(self) -> None:
        part = self.subject.parties.standing().filter(person=self.person).first()
        self.fields["reply"].initial = part.reply if part is not None else ""


class LetGoForm(ActForm):
    person = PersonField(label=_("Who is let go"))
    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
