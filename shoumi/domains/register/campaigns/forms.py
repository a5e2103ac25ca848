"""What is asked for when a campaign is begun and when a department answers it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.answering import SEEN
from shoumi.domains.register.actions.campaigning import Scheme
from shoumi.domains.register.campaigns.facts import nominated_since
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.actions import STATEMENT
from shoumi.kernel.ui.acts.forms import ActForm, DayField

ANSWER_WITHIN = timedelta(days=30)


class SchemeForm(ActForm):
    """The scheme of a campaign."""

    title = forms.CharField(label=_("Name of the campaign"), max_length=200)
    text = forms.CharField(
        label=_("What is looked for, and how"),
        max_length=STATEMENT,
        help_text=_(
            "Which information, where it is looked for, and by which standard it is graded."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    from_on = DayField(
        label=_("Secrets nominated since"),
        help_text=_("Departments name what they nominated from this day on."),
    )
    answer_by = DayField(label=_("Departments answer by"))

    def prepare(self) -> None:
        day = local_day(self.at)
        self.fields["from_on"].initial = day
        self.fields["answer_by"].initial = day + ANSWER_WITHIN
        if self.subject is not None:
            self.fields["title"].initial = self.subject.title
            self.fields["text"].initial = self.subject.scheme
            self.fields["from_on"].initial = self.subject.from_on
            self.fields["answer_by"].initial = self.subject.due_on

    def clean(self) -> dict[str, Any]:
        """`scheme` is what the action wants."""
        cleaned = super().clean() or {}
        if not self.errors:
            names = ("title", "text", "from_on", "answer_by")
            cleaned["scheme"] = Scheme(*(cleaned.pop(name) for name in names))
        return cleaned


class BeginForm(SchemeForm):
    """The scheme, and whose departments are asked."""

    unit = forms.ModelChoiceField(
        label=_("Whose departments are asked"),
        queryset=OrgUnit.objects.none(),
        empty_label=None,
    )

    def prepare(self) -> None:
        super().prepare()
        day, seat = local_day(self.at), standing(self.person, self.at)
        kept = [one.path for one in seat.held if one.role in OFFICE]
        found = [unit.pk for unit in OrgUnit.objects.at(day) if unit.path.startswith(tuple(kept))]
        self.offer("unit", OrgUnit.objects.filter(pk__in=found))
        self.order_fields(["title", "text", "unit", "from_on", "answer_by"])


class AnswerForm(ActForm):
    """The department's list, picked from the register, and what it sees."""

    secrets = forms.MultipleChoiceField(
        label=_("What your department nominated for it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Something is missing? Nominate it first; it stands here then."),
    )
    text = forms.CharField(
        label=_("What you see"),
        max_length=SEEN,
        required=False,
        help_text=_(
            "What was looked through, what is hard to grade. Nothing of what a secret holds."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def prepare(self) -> None:
        rows = nominated_since(self.subject, self.person, self.at).order_by("nominated_on", "pk")
        self.known: dict[str, TradeSecret] = {str(one.pk): one for one in rows}
        self.offer(
            "secrets", [(key, f"{one.title} · {one.reference}") for key, one in self.known.items()]
        )
        named = self.subject.named.standing().values_list("secret_id", flat=True)
        self.fields["secrets"].initial = [str(key) for key in named]
        self.fields["text"].initial = self.subject.text

    def clean(self) -> dict[str, Any]:
        """`secrets` are those ticked."""
        cleaned = super().clean() or {}
        cleaned["secrets"] = [self.known[key] for key in cleaned.get("secrets", [])]
        return cleaned
