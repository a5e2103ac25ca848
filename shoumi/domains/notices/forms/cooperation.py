"""Forms of requests between departments."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.facts import departments, writes_for
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.reach import units_within_reach
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class AskForm(ActForm):
    unit = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("Which department asks"), empty_label=None
    )
    of = forms.ModelMultipleChoiceField(
        OrgUnit.objects.none(), label=_("Which departments are asked"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each answers for itself, and reads no other's answer."),
    )  # fmt: skip
    title = forms.CharField(label=_("What it is about"), max_length=200)
    text = forms.CharField(
        label=_("What you ask for"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    wanted_by = DayField(label=_("Wanted by"))

    def prepare(self) -> None:
        own = writes_for(self.person, self.at)
        keys = [one.pk for one in own]
        self.offer("unit", OrgUnit.objects.filter(pk__in=keys))
        day = local_day(self.at)
        within = departments(day).filter(pk__in=units_within_reach(self.person, self.at))
        self.offer("of", within.exclude(pk__in=keys[:1] if len(keys) == 1 else []))
        self.fields["unit"].initial = own[0] if own else None
        self.fields["wanted_by"].initial = day + timedelta(days=14)


class DeclineForm(ActForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReplyForm(ActForm):
    reply = forms.CharField(
        label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def prepare(self) -> None:
        self.fields["reply"].initial = self.subject.reply
