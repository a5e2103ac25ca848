"""Forms of a meeting: calling, moving, its agenda, its minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions import Appointed
from shoumi.domains.committee.facts import is_competent, waiting_for
from shoumi.domains.committee.membership import convenes_for
from shoumi.domains.committee.models import Meeting
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day, office_lead
from shoumi.kernel.records.models import Record
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField, worded

MOMENT = "%Y-%m-%dT%H:%M"


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"


def moment(label: Any, *, required: bool = True) -> forms.DateTimeField:
    """A day and a time of day where the company is."""
    return forms.DateTimeField(
        label=label, required=required, input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=MomentInput(format=MOMENT),
    )  # fmt: skip


class CallForm(ActForm):
    """Which committee, what kind, when; whoever chairs and records if not the usual ones."""

    entity = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Committee of"))
    form = forms.ChoiceField(
        label=_("Kind"),
        choices=Meeting.Form,
        help_text=_("The yearly work meeting reviews how the regime is kept; one a year at least."),
    )
    title = forms.CharField(label=_("Name of the meeting"), max_length=120)
    starts_at = moment(_("Begins at"), required=False)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    answers_by = DayField(
        label=_("Answers by"), required=False, help_text=_("Only for a vote in writing.")
    )
    chair = PersonField(
        label=_("Chaired by"), required=False,
        help_text=_("The head of the office, if nobody is named. Name or staff number."),
    )  # fmt: skip
    recorder = PersonField(
        label=_("Recorded by"), required=False,
        help_text=_("You, if nobody is named. Name or staff number."),
    )  # fmt: skip

    def prepare(self) -> None:
        units = convenes_for(self.person, self.at)
        self.offer("entity", OrgUnit.objects.filter(pk__in=[one.pk for one in units]))
        self.fields["entity"].initial = units[0].pk if units else None
        if units:
            head = office_lead(units[0], on=local_day(self.at))
            self.fields["chair"].initial = worded(head) if head is not None else ""

    def clean(self) -> dict[str, Any]:
        """`when` is what the action wants."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        when = Appointed(cleaned.pop("starts_at"), cleaned.pop("place"), cleaned.pop("answers_by"))
        return {**cleaned, "when": when}


class MoveForm(ActForm):
    starts_at = moment(_("Begins at"))
    place = forms.CharField(label=_("Where"), max_length=200)
    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        self.fields["starts_at"].initial = self.subject.starts_at
        self.fields["place"].initial = self.subject.place


class AgendaForm(ActForm):
    """A point of its own, or what waits for the committee; of that only what this person sees."""

    matter = forms.ModelChoiceField(
        Record.objects.none(), label=_("What waits for the committee"), required=False,
        empty_label=_("None of these: a point of its own"),
    )  # fmt: skip
    title = forms.CharField(
        label=_("What it is about"), max_length=120, required=False,
        help_text=_("All who are called read it, so no secret may stand in it."),
    )  # fmt: skip
    wording = forms.CharField(
        label=_("What is to be resolved (draft)"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Offered when the vote is opened. In writing the vote on it opens with the "
                    "notice."),
    )  # fmt: skip
    proposer = PersonField(
        label=_("Proposed by"), required=False,
        help_text=_("Of a point of its own: is told what was resolved and what becomes of it."),
    )  # fmt: skip

    def prepare(self) -> None:
        entity = self.subject.entity
        fit = [
            one.record_id
            for one in waiting_for(self.person, self.at)
            if is_competent(entity, one.record, self.at)
        ]
        rows: Any = self.fields["matter"]
        rows.queryset = Record.objects.filter(pk__in=fit)
        rows.label_from_instance = lambda one: f"{one.reference} · {one.title}"


class InviteForm(ActForm):
    person = PersonField(label=_("Who sits in"))


class MinutesForm(ActForm):
    remarks = forms.CharField(
        label=_("Remarks"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is to be said beside the points. Who was there, votes and resolutions "
                    "come in by themselves."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["remarks"].initial = self.subject.remarks


class CorrectForm(ActForm):
    text = forms.CharField(
        label=_("What is put right"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
