"""Forms of what the staff say, ask, and confirm."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.facts import clauses_of
from shoumi.domains.policies.models import EditionClause, Remark
from shoumi.domains.policies.rules.readiness import CONSULT_AT_LEAST
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField


class ConsultForm(ActForm):
    closes_on = DayField(label=_("Until"), help_text=_("A week at least."))
    how = forms.CharField(
        label=_("How the staff are told"),
        max_length=300,
        help_text=_("For example: notice board, team meetings, the staff representatives."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare(self) -> None:
        week = local_day(self.at) + CONSULT_AT_LEAST
        self.fields["closes_on"].initial = week + timedelta(days=1)


class RemarkForm(ActForm):
    clause_ident = forms.ChoiceField(label=_("On which clause"), required=False)
    text = forms.CharField(
        label=_("What should be otherwise, and why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def prepare(self) -> None:
        clauses = [(one.ident, str(one)) for one in clauses_of(self.subject)]
        self.offer("clause_ident", [("", _("The whole text")), *clauses])


class EnterRemarkForm(RemarkForm):
    said_by = PersonField(label=_("Who said it"))
    said_on = DayField(label=_("Said on"))

    field_order = ["said_by", "said_on", "clause_ident", "text"]

    def prepare(self) -> None:
        super().prepare()
        self.fields["said_on"].initial = local_day(self.at)


class AnswerRemarkForm(ActForm):
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=Remark.Outcome, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Why"),
        max_length=1000,
        help_text=_("Whoever said it, and all other staff, will read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(ActForm):
    outcome = forms.CharField(
        label=_("What came of it as a whole"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskForm(ActForm):
    clause = forms.ModelChoiceField(EditionClause.objects.none(), label=_("Which clause"))
    asked = forms.CharField(
        label=_("Your question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def prepare(self) -> None:
        rows = EditionClause.objects.standing().filter(edition=self.subject)
        self.offer("clause", rows)
        ident = self.initial.get("ident")
        if ident:
            self.initial["clause"] = rows.filter(ident=ident).first()


class AnswerForm(ActForm):
    answer = forms.CharField(
        label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def prepare(self) -> None:
        self.fields["answer"].initial = self.subject.answer


class TranslationForm(ActForm):
    asked_en = forms.CharField(
        label=_("The question in English"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    answer_en = forms.CharField(
        label=_("The answer in English"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def prepare(self) -> None:
        for name in self.fields:
            self.fields[name].initial = getattr(self.subject, name)
