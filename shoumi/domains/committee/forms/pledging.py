"""Forms of undertakings and of interests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.seats import is_office
from shoumi.domains.committee.actions.undertakings import LONGEST
from shoumi.domains.committee.models import Undertaking
from shoumi.domains.committee.seating import seating
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField

# The company may write its own; the one of the year before is offered first.
STARTER = _(
    "I keep to myself what I learn of trade secrets and of the committee's business, in office and "
    "afterwards.\nI use none of it for my own gain or for anybody else's.\nI declare interests of "
    "my own before a point is discussed, and keep out of it.\nI look after the seat that I hold, "
    "and urge my department to keep the rules."
)


class OpenUndertakingForm(ActForm):
    entity = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("Committee of"), empty_label=None
    )
    text = forms.CharField(
        label=_("What is signed"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Word for word; everybody in a seat signs exactly this."),
    )  # fmt: skip

    def prepare(self) -> None:
        day = local_day(self.at)
        mine = [one.pk for one in seating(day).committees if is_office(self.person, one, self.at)]
        self.offer("entity", OrgUnit.objects.filter(pk__in=mine).order_by("path"))
        last = Undertaking.objects.filter(entity__in=mine).order_by("-year", "entity__path").first()
        self.fields["text"].initial = last.text if last is not None else STARTER


class InterestForm(ActForm):
    text = forms.CharField(
        label=_("With whom or in what"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: shares in a supplier, a relative with a competitor. Only the "
                    "office and the director read it."),
    )  # fmt: skip
    names = forms.CharField(
        label=_("Names to look for"), max_length=200, required=False,
        help_text=_("Companies or people, with commas between them. A point of an agenda in which "
                    "one of them stands is marked."),
    )  # fmt: skip
    from_on = DayField(label=_("Since"))
    until_on = DayField(label=_("Until"), required=False, help_text=_("Leave empty if open."))

    def prepare(self) -> None:
        self.fields["from_on"].initial = local_day(self.at)


class EndInterestForm(ActForm):
    on = DayField(label=_("Ended on"))

    def prepare(self) -> None:
        self.fields["on"].initial = local_day(self.at)
