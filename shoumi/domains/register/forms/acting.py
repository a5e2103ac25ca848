"""What the acts on a secret ask for: changes, reviews, the audience, holding, removing."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.forms.choices import OneNamed, secret_grades
from shoumi.domains.register.forms.terms import TermField, worded
from shoumi.domains.register.forms.texts import Words
from shoumi.domains.register.models import Change, Grade, Review
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Audience, Capacity
from shoumi.kernel.ui.acts import ActForm
from shoumi.kernel.ui.acts.forms import DayField
from shoumi.kernel.ui.records.forms import DecideForm, PaperDecisionForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Decided:
    """What is decided about, for the top of the form."""

    subject: Any
    grades: dict[str, Grade]
    change: Change | None

    def look(self) -> None:
        self.grades = {grade.code: grade for grade in Grade.objects.all()}
        self.change = self.subject.changes.filter(state=Change.State.PROPOSED).first()

    @property
    def proposed_grade(self) -> Grade | None:
        return self.grades.get(self.subject.proposed_grade)

    @property
    def old_grade(self) -> Grade | None:
        return self.grades.get(self.change.from_grade) if self.change else None

    @property
    def new_grade(self) -> Grade | None:
        return self.grades.get(self.change.to_grade) if self.change else None

    @property
    def proposed_term(self) -> "StrOrPromise":
        return worded(self.subject.proposed_term)

    @property
    def old_term(self) -> "StrOrPromise":
        return worded(self.change.from_term) if self.change else ""

    @property
    def new_term(self) -> "StrOrPromise":
        return worded(self.change.to_term) if self.change else ""


class DecideOnSecret(Decided, DecideForm):
    template_name = "register/forms/decide.html"

    class Media:
        css: ClassVar = {"all": ["register/register.css"]}

    def prepare(self) -> None:
        super().prepare()
        self.look()


class PaperOnSecret(Decided, PaperDecisionForm):
    template_name = "register/forms/decide.html"

    class Media:
        css: ClassVar = {"all": ["register/register.css"]}

    def prepare(self) -> None:
        super().prepare()
        self.look()


class ReasonForm(ActForm):
    """A reason, for whatever asks for one."""

    note = Words(lines=3, label=_("Reason"), max_length=500)


class DeclineForm(ActForm):
    note = Words(
        lines=3,
        label=_("Why it is no trade secret"),
        max_length=500,
        help_text=_("Whoever nominated it reads this. Say which of the three elements is lacking."),
    )


class SuspectForm(ActForm):
    note = Words(
        lines=3,
        label=_("What makes you think so"),
        required=False,
        max_length=500,
        help_text=_("Do not repeat what the text says."),
    )


class EntombForm(ActForm):
    note = Words(lines=3, label=_("Which state-secrets office it was handed to"), max_length=500)
    sure = forms.BooleanField(
        label=_("I understand that title and texts are overwritten and can't be brought back.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("sure", None)
        return cleaned


class HoldForm(ActForm):
    held = forms.TypedChoiceField(
        label=_("Legal hold"),
        choices=[("yes", _("Hold it: nothing may be declassified or voided")),
                 ("no", _("Let it go again"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = Words(label=_("Which case"), max_length=500)

    def prepare(self) -> None:
        self.fields["held"].initial = "no" if self.subject.legal_hold else "yes"


class ReviewForm(ActForm):
    outcome = forms.ChoiceField(
        label=_("What the review found"), choices=Review.Outcome.choices, widget=forms.RadioSelect
    )
    note = Words(
        lines=3,
        label=_("Note"),
        required=False,
        max_length=500,
        help_text=_("Needed when something should change: say what."),
    )


class ChangeForm(ActForm):
    """Another grade, a longer term, or declassification; `to_grade` and `to_term` as fits."""

    kind = forms.ChoiceField(
        label=_("What should change"), choices=Change.Kind.choices, widget=forms.RadioSelect
    )
    to_grade = forms.ChoiceField(
        label=_("New grade"), required=False, help_text=_("Only where the grade is to change.")
    )
    to_term = TermField(
        label=_("New term"),
        required=False,
        help_text=_("Only where the term is to be extended. It is decided one level higher."),
    )
    reason = Words(
        lines=3,
        label=_("Reason"),
        max_length=500,
        help_text=_("What is different from when it was graded? Those who decide read this."),
    )

    def prepare(self) -> None:
        others = [pair for pair in secret_grades() if pair[0] != self.subject.grade]
        self.offer("to_grade", [("", _("Choose the new grade")), *others])

    def clean(self) -> dict[str, Any]:
        """Only what the chosen change is about is passed on."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Change.Kind.REGRADE and not cleaned.get("to_grade"):
            self.add_error("to_grade", _("Choose the new grade."))
        if kind == Change.Kind.EXTEND and not cleaned.get("to_term") and "to_term" in cleaned:
            self.add_error("to_term", _("Choose how long it is to be kept."))
        if kind != Change.Kind.REGRADE:
            cleaned["to_grade"] = ""
        if kind != Change.Kind.EXTEND:
            cleaned["to_term"] = ""
            self.errors.pop("to_term", None)
        return cleaned


class WidenForm(OneNamed):
    because = Words(
        label=_("What they need it for"),
        max_length=200,
        help_text=_("The task, for example: trial production of batch 3."),
    )
    until_on = DayField(
        label=_("May know it until"), required=False, help_text=_("Leave it empty for no end date.")
    )


class NarrowForm(ActForm):
    row = forms.ModelChoiceField(
        Audience.objects.none(), label=_("Who no longer needs it"), widget=forms.RadioSelect,
        empty_label=None,
    )  # fmt: skip

    def prepare(self) -> None:
        rows = Audience.objects.at(local_day(self.at)).filter(
            record_id=self.subject.pk, capacity=Capacity.KNOWS
        )
        self.removable = rows.exclude(
            person_id=self.subject.owner_id, person_id__isnull=False
        ).select_related("person", "post__org_unit", "org_unit")
        self.offer("row", self.removable)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.removable.exists():
            raise ValidationError(_("Nobody but the owner is in the audience."))
        return cleaned
