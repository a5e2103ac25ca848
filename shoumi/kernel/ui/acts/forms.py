"""The base of every form that asks for an action, and the field that names a person."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.reach import colleagues

SUGGESTIONS = 200


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants the day as 2026-11-22 in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; a list of them, as they came."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class PersonInput(forms.TextInput):
    """A text field that suggests names; it works without JavaScript."""

    template_name = "ui/acts/person_input.html"
    suggestions: "list[Person]"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.suggestions = []

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        if isinstance(value, Person):
            value = worded(value)
        context = super().get_context(name, value, attrs)
        context["suggestions"] = [(worded(one), str(one.org_unit)) for one in self.suggestions]
        context["list_id"] = f"{context['widget']['attrs'].get('id', name)}_names"
        context["widget"]["attrs"]["list"] = context["list_id"]
        return context


class PersonField(forms.CharField):
    """One person, by name or staff number, out of those whom the person asking may see."""

    widget = PersonInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Name or staff number."))
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)
        self.among: Any = Person.objects.none()

    def offer(self, among: Any) -> None:
        """Let these persons be chosen; the first of them are suggested."""
        self.among = among
        if isinstance(self.widget, PersonInput):
            self.widget.suggestions = list(among[: SUGGESTIONS + 1])
            if len(self.widget.suggestions) > SUGGESTIONS:
                self.widget.suggestions = []

    def clean(self, value: Any) -> Person | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        number = text.rpartition("·")[2].strip()
        by_number = list(self.among.filter(staff_number=number)[:1])
        found = by_number or list(
            self.among.filter(Q(name=text) | Q(name_en__iexact=text)).order_by("staff_number")[:6]
        )
        if not found:
            raise ValidationError(_("Nobody here has this name or staff number."))
        if len(found) > 1:
            names = str(_("; ")).join(
                str(_("%(post)s (%(unit)s)") % {"post": worded(one), "unit": one.org_unit})
                for one in found
            )
            raise ValidationError(
                _("Several people have this name. Enter the staff number: %(names)s."),
                params={"names": names},
            )
        chosen: Person = found[0]
        return chosen


def worded(person: Person) -> str:
    """How a person is written in a field: name and staff number, which tells namesakes apart."""
    return f"{person.display_name} · {person.staff_number}"


# What the framework shows where nothing is chosen.
NO_LABEL = "---------"


class ActForm(forms.Form):
    """A form for one action on `subject`, asked by `person` at `at`; without fields it confirms.

    Persons in reach are offered in every `PersonField`. `prepare` is for what else depends on the
    subject: choices, initial values.
    """

    def __init__(
        self,
        *args: Any,
        subject: Any = None,
        person: Person,
        at: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.person: Any = person
        self.at = at
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.offer(colleagues(person, at))
            elif isinstance(field, forms.ModelChoiceField) and field.empty_label == NO_LABEL:
                field.empty_label = _("Please choose")
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to the subject."""

    def offer(self, name: str, among: Any) -> None:
        """Let these be chosen in that field: pairs of value and label, or the rows of a query set.

        Raises TypeError for a field of another kind.
        """
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = among
        elif isinstance(field, forms.ChoiceField):
            field.choices = among
        else:
            raise TypeError(f"{name} is no field of choices")


class NoteForm(ActForm):
    """A reason, for whatever asks for one."""

    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
