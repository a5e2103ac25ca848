"""Forms of a draft: beginning it, its aims, its items."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme import starters
from shoumi.domains.programme.models import Plan, PlanItem
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui.acts.forms import ActForm, DayField, PersonField


def _long_plans(form: ActForm, entity: OrgUnit | None, year: int | None) -> Any:
    """The plans of several years that this person sees and that may be carried out."""
    rows = Plan.objects.visible_to(form.person, form.at).standing().filter(sort=Plan.Sort.LONG)
    if entity is not None:
        rows = rows.filter(entity_id__in=entity.ancestor_ids)
    return rows if year is None else rows.of_year(year)


class BeginForm(ActForm):
    sort = forms.ChoiceField(
        label=_("Sort"), choices=Plan.Sort, initial=Plan.Sort.YEARLY, widget=forms.RadioSelect
    )
    entity = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Company"))
    from_year = forms.IntegerField(label=_("Year, or the first year"), min_value=2000,
                                   max_value=2200)  # fmt: skip
    to_year = forms.IntegerField(
        label=_("Last year"), min_value=2000, max_value=2200, required=False,
        help_text=_("Only for a plan of several years."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False,
        help_text=_("Empty: the usual title with the year."),
    )  # fmt: skip
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    carries_out = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Which plan of several years it carries out"), required=False
    )
    starter = forms.ChoiceField(label=_("Begin with"), required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        seat, day = standing(self.person, self.at), local_day(self.at)
        wanted = Q(pk__in=[])
        for held in seat.held:
            if held.role in OFFICE:
                wanted |= Q(path__startswith=held.path)
        self.offer("entity", OrgUnit.objects.at(day).entities().filter(wanted).order_by("path"))
        self.offer("carries_out", _long_plans(self, None, None))
        language = get_language() or "en"
        texts = [
            (one.key, f"{one.title.said_in(language)} · {one.about.said_in(language)}")
            for one in starters.load().values()
        ]
        self.offer("starter", [("", _("An empty draft")), *texts])
        self.fields["starter"].initial = ""
        self.fields["entity"].initial = self.person.org_unit.rights_holder.pk
        self.fields["from_year"].initial = day.year + 1 if day.month >= 10 else day.year


class DescribeForm(ActForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    aim = forms.CharField(
        label=_("Aims"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    carries_out = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Which plan of several years it carries out"), required=False
    )

    def prepare(self) -> None:
        plan = self.subject
        if plan.is_yearly:
            self.offer("carries_out", _long_plans(self, plan.entity, plan.from_year))
        else:
            del self.fields["carries_out"]
        for name in self.fields:
            self.fields[name].initial = getattr(plan, name)


class DaysField(forms.CharField):
    """Days in one field, as 2027-03-15, 2027-09-15."""

    def clean(self, value: Any) -> list[date]:
        text = super().clean(value)
        try:
            return [date.fromisoformat(one) for one in re.split(r"[\s,，、;；]+", text) if one]
        except ValueError as error:
            raise ValidationError(_("Write the days as 2027-03-15, 2027-09-15.")) from error


class ItemForm(ActForm):
    text = forms.CharField(
        label=_("Work to be done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    lead = PersonField(label=_("Who leads"))
    lead_unit = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("For which unit"), required=False,
        help_text=_("Empty: the lead's own."),
    )  # fmt: skip
    every = forms.ChoiceField(label=_("How often"), choices=PlanItem.Every)
    due_on = DayField(
        label=_("Due on"), required=False, help_text=_("The first time, if it comes back.")
    )
    days = DaysField(
        label=_("The days"), required=False, max_length=400,
        help_text=_("Only for “On the days given”: 2027-03-15, 2027-09-15."),
    )  # fmt: skip
    keeps_day = forms.BooleanField(
        label=_("Keep the day even where it is a day off"), required=False,
        help_text=_("Otherwise it counts until the next working day."),
    )  # fmt: skip
    measure = forms.CharField(
        label=_("By what one sees that it was done"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    clauses = forms.CharField(
        label=_("Clauses of the regime that it serves"), max_length=100, required=False,
        help_text=_("By their numbers, such as 4.2, 4.7."),
    )  # fmt: skip
    budget = forms.CharField(
        label=_("Budget"), max_length=200, required=False, help_text=_("In words.")
    )
    text_en = forms.CharField(
        label=_("Translation into English"), max_length=800, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    measure_en = forms.CharField(
        label=_("The measure in English"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    ident = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        plan, day = self.subject, local_day(self.at)
        self.offer("lead_unit", OrgUnit.objects.at(day).within(plan.entity).order_by("path"))
        asked = self.initial.get("ident")
        row = plan.items.standing().filter(ident=asked).first() if asked else None
        if row is None:
            self.initial.pop("ident", None)
            return
        for name in ("text", "text_en", "lead", "lead_unit", "every", "due_on", "keeps_day",
                     "measure", "measure_en", "budget"):  # fmt: skip
            self.fields[name].initial = getattr(row, name)
        self.fields["days"].initial = ", ".join(row.days)
        self.fields["clauses"].initial = ", ".join(row.clauses)

    def clean_clauses(self) -> list[str]:
        return [one for one in re.split(r"[\s,，、;；]+", self.cleaned_data["clauses"]) if one]


class StrikeForm(ActForm):
    item = forms.ModelChoiceField(PlanItem.objects.none(), label=_("Which item"))

    def prepare(self) -> None:
        self.offer("item", PlanItem.objects.standing().filter(plan=self.subject))


class LeadForm(ActForm):
    lead = PersonField(label=_("Who leads from now on"))
    lead_unit = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("For which unit"), required=False,
        help_text=_("Empty: the lead's own."),
    )  # fmt: skip

    def prepare(self) -> None:
        units = OrgUnit.objects.at(local_day(self.at)).within(self.subject.entity)
        self.offer("lead_unit", units.order_by("path"))
