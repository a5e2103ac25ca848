"""Forms of resolutions: adopting, deciding meanwhile, reporting."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions import Followed
from shoumi.domains.committee.actions.votes import QUESTIONS
from shoumi.domains.committee.facts import waiting_for
from shoumi.domains.committee.membership import competent
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE
from shoumi.kernel.approvals.models import Verdict
from shoumi.kernel.records.models import Record
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField
from shoumi.kernel.ui.acts.people import PeopleField


class FollowedForm(ActForm):
    """Who carries it out and by when; nobody, where nothing is left to be done."""

    lead = PersonField(
        label=_("Who leads"), required=False,
        help_text=_("Exactly one person; nobody, if nothing is left to be done. Name or staff "
                    "number."),
    )  # fmt: skip
    others = PeopleField(
        label=_("Others who do a part"), required=False,
        help_text=_("Each answers for his own part. One name or staff number a line."),
    )  # fmt: skip
    due_on = DayField(label=_("By which day"), required=False)
    in_force_on = DayField(label=_("In force from"), required=False)

    def prepare(self) -> None:
        self.fields["in_force_on"].initial = local_day(self.at)

    def clean(self) -> dict[str, Any]:
        """`followed` is what the action wants."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        names = ("lead", "due_on", "in_force_on", "others")
        followed = Followed(**{name: cleaned.pop(name) for name in names})
        return {**cleaned, "followed": followed}


class MeanwhileForm(FollowedForm):
    """The director's decision on one of the matters that wait for the committee."""

    matter = forms.ModelChoiceField(Record.objects.none(), label=_("What waits for the committee"))
    verdict = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(one.value, one.label) for one in QUESTIONS],
        initial=Verdict.AGREE,
    )
    text = forms.CharField(
        label=_("What is decided"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("matter", "verdict", "text")

    def prepare(self) -> None:
        super().prepare()
        _offer_waiting(self)

    def clean(self) -> dict[str, Any]:
        """`entity` is the committee that is competent for the matter."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        entity = competent(cleaned["matter"].org_unit, local_day(self.at))
        return {**cleaned, "entity": entity}


class LayForm(ActForm):
    """What can't wait for a meeting, and why."""

    matter = forms.ModelChoiceField(Record.objects.none(), label=_("What waits for the committee"))
    because = forms.CharField(label=_("Why it can't wait"), max_length=150)

    def prepare(self) -> None:
        _offer_waiting(self)


def _offer_waiting(form: ActForm) -> None:
    """What waits for the committee, of what this person sees."""
    asking = cast(Any, form.person)
    rows: Any = form.fields["matter"]
    waiting = [one.record_id for one in waiting_for(asking, form.at)]
    rows.queryset = Record.objects.filter(pk__in=waiting).select_related("org_unit")
    rows.label_from_instance = lambda one: f"{one.reference} · {one.title}"


class ResultForm(ActForm):
    result = forms.CharField(
        label=_("What was done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SlipForm(ActForm):
    by_day = DayField(
        label=_("Report by"), required=False,
        help_text=_("Left empty: by the due day; of what is overdue, within three working days."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("What you ask for besides"), required=False, max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class LeadForm(ActForm):
    lead = PersonField(label=_("New lead"))
