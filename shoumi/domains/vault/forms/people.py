"""Several persons in one field, one a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.ui.acts import PersonField


class PeopleField(forms.CharField):
    """Persons by name or staff number, each on a line of its own, out of those in `among`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=8000, **kwargs)
        self.among: Any = Person.objects.none()

    def clean(self, value: Any) -> list[Person]:
        one = PersonField()
        one.among = self.among
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        found: dict[int, Person] = {}
        for number, line in enumerate(lines, 1):
            try:
                person = one.clean(line)
            except ValidationError as wrong:
                text = _("Line %(line)s: %(why)s") % {
                    "line": number, "why": " ".join(wrong.messages),
                }  # fmt: skip
                raise ValidationError(text) from None
            if person is not None:
                found[person.pk] = person
        return list(found.values())
