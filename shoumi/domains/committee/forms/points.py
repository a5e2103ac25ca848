"""Forms of one point of the agenda, and of who is there."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access import runs
from shoumi.domains.committee.actions.votes import QUESTIONS
from shoumi.domains.committee.models import Attendance, Majority, Vote
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.approvals.models import Verdict
from shoumi.kernel.ui.acts.forms import ActForm

ENTERED = (
    Attendance.State.PRESENT, Attendance.State.LEAVE, Attendance.State.ABSENT,
    Attendance.State.LEFT,
)  # fmt: skip


class AttendanceForm(ActForm):
    state = forms.ChoiceField(
        label=_("Who is there"), choices=[(one.value, one.label) for one in ENTERED]
    )

    def prepare(self) -> None:
        if self.subject is not None:
            self.fields["state"].initial = self.subject.state


class DiscussionForm(ActForm):
    text = forms.CharField(
        label=_("What was said"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["text"].initial = self.subject.note


class BecauseForm(ActForm):
    because = forms.CharField(label=_("Reason"), max_length=150)


class RecuseForm(ActForm):
    """Of oneself; whoever runs the meeting enters it of others as well."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who keeps out"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200,
        help_text=_("For example: an interest of his own. It stands in the minutes."),
    )  # fmt: skip

    def prepare(self) -> None:
        rows = self.subject.meeting.attendances.voting()
        actor = cast(Any, self.person)
        if not runs(actor, self.subject.meeting, self.at):
            rows = rows.filter(person_id=actor.pk)
        out = self.subject.recusals.values("person_id")
        free = rows.exclude(person_id__in=out).values("person_id")
        self.offer("person", Person.objects.filter(pk__in=free))


class OpenVoteForm(ActForm):
    text = forms.CharField(
        label=_("What is to be resolved"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Word for word: if it is carried, this is the resolution."),
    )  # fmt: skip
    question = forms.ChoiceField(
        label=_("On the matter this means"),
        choices=[(one.value, one.label) for one in QUESTIONS],
        initial=Verdict.AGREE,
    )
    method = forms.ChoiceField(
        label=_("How it is voted"), choices=Vote.Method, initial=Vote.Method.NAMED
    )
    majority = forms.ChoiceField(label=_("Majority"), choices=Majority, initial=Majority.SIMPLE)

    def prepare(self) -> None:
        self.fields["text"].initial = self.subject.wording
        if self.subject.matter_id is None:
            del self.fields["question"]
