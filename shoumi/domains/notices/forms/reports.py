"""Forms of the departments' reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices import figures
from shoumi.domains.notices.actions import Said
from shoumi.domains.notices.actions.reporting import MOST, SUGGESTIONS
from shoumi.kernel.ui.acts.forms import ActForm

YES_NO = (("no", _("No")), ("yes", _("Yes")))


class ReportForm(ActForm):
    """A field for each figure, filled with what the records count."""

    incidents = forms.ChoiceField(
        label=_("Did anything happen that may be a leak?"), choices=YES_NO,
        widget=forms.RadioSelect, initial="no",
        help_text=_("A leak is not reported here: tell the committee's office at once, and do not "
                    "wait for the month to end."),
    )  # fmt: skip
    suggestions = forms.CharField(
        label=_("Suggestions"), required=False, max_length=SUGGESTIONS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Name no secret by its title, and nothing of its content."),
    )  # fmt: skip

    def prepare(self) -> None:
        report = self.subject
        counted = figures.counted(report.org_unit, report.month, self.person, self.at)
        said = {one.name: one.said for one in report.figures.all()}
        for name, figure in figures.all_figures().items():
            help_text = ""
            if name in counted:
                told = {"count": counted[name]}
                help_text = t("The records that you may see count %(count)s.") % told
            self.fields[name] = forms.IntegerField(
                label=figure.label, min_value=0, max_value=MOST, help_text=help_text,
                initial=said.get(name, counted.get(name, 0)),
            )  # fmt: skip
        self.fields["suggestions"].initial = report.suggestions
        self.fields["incidents"].initial = "yes" if report.had_incidents else "no"
        self.order_fields([*figures.all_figures(), "incidents", "suggestions"])

    def clean(self) -> dict[str, Any]:
        """`said` is what the action wants."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        numbers = {name: cleaned[name] for name in figures.all_figures()}
        return {"said": Said(numbers, cleaned["incidents"] == "yes", cleaned["suggestions"])}
