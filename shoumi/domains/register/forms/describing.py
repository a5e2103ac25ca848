"""The custodian's form: what the secret is, why it is one, where it is, who may know it (4.2)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.register.actions import Description, Place
from shoumi.domains.register.catalogue import QuestionKind, questions
from shoumi.domains.register.forms.choices import (
    WhomFields,
    information_types,
    nameable_posts,
    nameable_units,
    offer_entries,
    secret_grades,
)
from shoumi.domains.register.forms.terms import TermField
from shoumi.domains.register.forms.texts import RowsField, Words
from shoumi.domains.register.knowing import worded_whom
from shoumi.domains.register.models import CarrierPlace, TradeSecret
from shoumi.domains.register.proposing import kept
from shoumi.domains.register.rules.elements import Element, MeasureType
from shoumi.kernel.accounts.models import OrgUnit, Person, Post
from shoumi.kernel.accounts.reach import colleagues
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Audience, Capacity
from shoumi.kernel.ui.acts import PersonField

Whom = Person | Post | OrgUnit
LONGEST = 4000


class PlacesInput(forms.Widget):
    """Carriers, each with its kind and where it is; one row more than there are."""

    template_name = "register/forms/places.html"
    use_fieldset = True
    parts = ("medium", "whereabouts", "sha256")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        columns = [data.getlist(f"{name}_{part}") for part in self.parts]
        return [dict(zip(self.parts, row, strict=False)) for row in zip(*columns, strict=False)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_whereabouts" not in data

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        blank = {"medium": "electronic", "whereabouts": "", "sha256": ""}
        rows = list(value or ())
        full = rows and rows[-1]["whereabouts"]
        context["rows"] = [*rows, blank] if full or not rows else rows
        context["media"] = CarrierPlace.Medium.choices
        return context


class PlacesField(forms.Field):
    widget = PlacesInput

    def clean(self, value: Any) -> list[Place]:
        words = Words(max_length=200, required=False)
        found = []
        for row in value or ():
            whereabouts = words.clean(row["whereabouts"])
            if not whereabouts:
                continue
            if row["medium"] not in CarrierPlace.Medium.values:
                raise ValidationError(_("Choose what kind of carrier it is."))
            found.append(Place(row["medium"], whereabouts, row["sha256"][:64]))
        return found


class DescribeForm(WhomFields):
    """Every part of a description. A part left empty may wait; it is asked for on submission."""

    title = Words(label=pgettext_lazy("of a secret", "Name"), max_length=200)
    category = forms.ChoiceField(
        label=_("Kind of information"),
        required=False,
        widget=forms.Select(attrs={"data-findable": _("Type to find a kind")}),
    )
    scope_entry = forms.ChoiceField(label=_("Entry of the scope catalogue"), required=False)
    origin = forms.ChoiceField(
        label=_("Where it comes from"),
        required=False,
        choices=[("", _("Choose the origin")), *TradeSecret.Origin.choices],
    )
    origin_note = Words(
        label=_("More about the origin"),
        required=False,
        max_length=300,
        help_text=_("Project, contract or purchase, and the records of it."),
    )
    owner = PersonField(
        label=_("Owner"),
        required=False,
        help_text=_("Who answers for it day by day. Name or staff number."),
    )
    secrecy = Words(
        lines=3,
        label=_("It is not known to the public, because"),
        required=False,
        max_length=LONGEST,
        help_text=_("Where did you look, what did you find? Papers, patents, products, fairs."),
    )
    value = Words(
        lines=3,
        label=_("It is of commercial value, because"),
        required=False,
        max_length=LONGEST,
        help_text=_("Money earned or saved, time ahead of others, what it took to get it."),
    )
    protection = Words(
        lines=3,
        label=_("It is protected, because"),
        required=False,
        max_length=LONGEST,
        help_text=_("Who holds it, how it is locked away, who has signed what."),
    )
    points = RowsField(label=_("Secret points"), longest=LONGEST, most=50)
    places = PlacesField(label=_("Carriers"), required=False)
    audience = forms.MultipleChoiceField(
        label=_("Who knows it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    proposed_grade = forms.ChoiceField(
        label=_("Grade that you propose"), required=False, widget=forms.RadioSelect
    )
    proposed_term = TermField(label=_("How long it is to be kept"), required=False)

    def prepare(self) -> None:
        super().prepare()
        self.offer("category", information_types())
        self.offer("proposed_grade", secret_grades())
        unit = self.subject.org_unit
        self.entries = offer_entries(self, unit, _("As the kind of information says"))
        self.present = present(self.subject, self.at)
        typed: Any = self.data
        chosen = typed.getlist("audience") if self.is_bound else self.initial.get("audience", ())
        offered = [*self.present.values(), *self._reached(chosen)]
        self.offer("audience", [(token(whom), worded_whom(whom)) for whom in offered])
        for kind in MeasureType:
            self.fields[f"measure_{kind}"] = forms.BooleanField(label=kind.label, required=False)
            self.fields[f"note_{kind}"] = Words(label=_("Note"), required=False, max_length=300)
        for question in questions().values():
            self.fields[f"answer_{question.code}"] = forms.ChoiceField(
                label=str(question.text),
                help_text=str(question.hint),
                required=False,
                widget=forms.RadioSelect,
                choices=[(one.code, str(one.text)) for one in question.answers.values()],
            )

    @property
    def measures(self) -> list[tuple[Any, Any]]:
        """The ten kinds with their notes, for the template."""
        return [(self[f"measure_{kind}"], self[f"note_{kind}"]) for kind in MeasureType]

    @property
    def answers(self) -> list[Any]:
        return [self[f"answer_{code}"] for code in questions()]

    @property
    def answered_some(self) -> bool:
        return any(question.value() for question in self.answers)

    def answered(self, said: Any) -> dict[str, str]:
        """The assistant's questions answered in these values, by code."""
        return {code: said[f"answer_{code}"] for code in questions() if said.get(f"answer_{code}")}

    def description(self) -> Description:
        """What the action wants, out of the cleaned fields."""
        said = self.cleaned_data
        answers = self.answered(said)
        plain = {name: said[name] for name in ("title", "category", "origin", "origin_note")}
        return Description(
            **plain,
            scope_entry=self.entries.get(said["scope_entry"], "") if self.entries else None,
            owner=said["owner"],
            grounds={one.value: said[one.value] for one in Element},
            points=said["points"],
            places=said["places"],
            audience=[*self._ticked(said["audience"]), *self.named()],
            measures=self._measures(),
            factors={
                code: int(answer)
                for code, answer in answers.items()
                if questions()[code].kind is QuestionKind.FACTOR
            },
            assistant=kept(said["category"], answers),
            proposed_grade=said["proposed_grade"] or None,
            proposed_term=said["proposed_term"] or None,
        )

    def _measures(self) -> dict[str, str]:
        said = self.cleaned_data
        return {kind: said[f"note_{kind}"] for kind in MeasureType if said[f"measure_{kind}"]}

    def _ticked(self, tokens: list[str]) -> list[Whom]:
        there = [whom for name, whom in self.present.items() if name in tokens]
        return [*there, *self._reached(tokens)]

    def _reached(self, tokens: Iterable[str]) -> list[Whom]:
        """Whom these tokens name beyond the present audience, of those this person may name."""
        among: dict[str, Any] = {
            "person": colleagues(self.person, self.at),
            "post": nameable_posts(self.person, self.at),
            "org_unit": nameable_units(self.person, self.at),
        }
        found: list[Whom] = []
        for text in dict.fromkeys(tokens):
            kind, _slash, key = text.partition("/")
            is_key = key.isascii() and key.isdigit() and len(key) < 19
            if text not in self.present and kind in among and is_key:
                found += among[kind].filter(pk=int(key))
        return found

    def clean(self) -> dict[str, Any]:
        """All of it as one `description`, which is what the action takes."""
        super().clean()
        return self.cleaned_data if self.errors else {"description": self.description()}


def token(whom: Whom) -> str:
    """How a checkbox names somebody of the audience."""
    return f"{type(whom)._meta.model_name}".replace("orgunit", "org_unit") + f"/{whom.pk}"


def present(secret: TradeSecret, at: datetime) -> dict[str, Whom]:
    """Who knows the secret today, by token."""
    rows = Audience.objects.at(local_day(at)).filter(record_id=secret.pk, capacity=Capacity.KNOWS)
    found = rows.select_related("person__org_unit", "post__org_unit", "org_unit")
    return {token(row.whom): row.whom for row in found}
