"""Forms of what departments say of a plan, why it is amended, and how it is summed up."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.drafting import drafted_summary
from shoumi.domains.programme.facts import items_of
from shoumi.domains.programme.models import PlanRemark
from shoumi.domains.programme.rules.timing import CONSULT_AT_LEAST
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class ConsultForm(ActForm):
    closes_on = DayField(label=_("Until"), help_text=_("Three days at least."))

    def prepare(self) -> None:
        soonest = local_day(self.at) + CONSULT_AT_LEAST
        self.fields["closes_on"].initial = soonest + timedelta(days=4)


class RemarkForm(ActForm):
    ident = forms.TypedChoiceField(
        label=_("On which item"), required=False, coerce=int, empty_value=None
    )
    text = forms.CharField(
        label=_("What should be otherwise, and why"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def prepare(self) -> None:
        items = [(one.ident, str(one)) for one in items_of(self.subject)]
        self.offer("ident", [("", _("The whole plan")), *items])


class AnswerRemarkForm(ActForm):
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=PlanRemark.Outcome, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Why"), max_length=1000, help_text=_("Whoever sees the plan will read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class AmendForm(ActForm):
    because = forms.CharField(
        label=_("Why it is amended"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SummaryForm(ActForm):
    text = forms.CharField(
        label=_("Summary"), max_length=5000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("The figures by item, department and clause stand beside it by themselves."),
    )  # fmt: skip

    def prepare(self) -> None:
        plan = self.subject
        self.fields["text"].initial = plan.summary or drafted_summary(plan, local_day(self.at))
