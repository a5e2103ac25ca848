"""The field that names several persons, one a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.ui.acts.forms import PersonField


class PeopleField(PersonField):
    """Persons by name or staff number, each on a line of its own; a list of them, each once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        kwargs.setdefault("help_text", _("One name or staff number a line."))
        super().__init__(max_length=8000, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(forms.CharField.clean(self, value))
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        found: dict[int, Person] = {}
        for number, line in enumerate(lines, 1):
            try:
                person = super().clean(line)
            except ValidationError as wrong:
                said = _("Line %(line)s: %(why)s") % {
                    "line": number, "why": " ".join(wrong.messages),
                }  # fmt: skip
                raise ValidationError(said) from None
            if person is not None:
                found[person.pk] = person
        return list(found.values())
