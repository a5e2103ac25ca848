"""What is asked for: the file, which of its columns holds what, and the same file once more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.foundation.sheets.reading import MAX_BYTES
from shoumi.kernel.accounts.imports.tables import Table
from shoumi.kernel.ui.acts.forms import ActForm


class TableFileField(forms.FileField):
    """A table's bytes: one more than may be, so that the reader can say that it is too big."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ".xlsx,.csv"})
        # The reader says in better words what is wrong with an empty file.
        super().__init__(allow_empty_file=True, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return file.read(MAX_BYTES + 1)


class TableForm(forms.Form):
    """The table that somebody filled in."""

    file = TableFileField(
        label=_("Your table"),
        help_text=_("Excel (.xlsx) or CSV, up to 20 MB and 20,000 rows. The first sheet is read."),
    )


class SameFileForm(ActForm):
    """The checked file once more, where it isn't kept from the check."""

    file = TableFileField(
        label=_("The same table again"),
        help_text=_("The file that was checked is not kept any more. Choose it once more; only "
                    "exactly this file is brought in."),
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """For each thing that is looked for, the column of the table that holds it."""

    def __init__(self, data: Any, table: Table) -> None:
        super().__init__(data)
        self.table = table
        heads = [("", _("Not in my table")), *numbered(table.heads)]
        for column in table.columns:
            place = table.mapping.get(column.name)
            self.fields[column.name] = forms.ChoiceField(
                label=column.title,
                choices=heads,
                required=column.required,
                initial="" if place is None else str(place),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: set[str] = set()
        for name, place in list(cleaned.items()):
            if place and place in taken:
                self.add_error(name, ValidationError(_("This column is chosen twice.")))
            taken.add(place)
        return cleaned

    @property
    def mapping(self) -> dict[str, int]:
        return {name: int(place) for name, place in self.cleaned_data.items() if place}


def numbered(heads: Sequence[str]) -> list[tuple[str, str]]:
    """Each head with the letters under which a spreadsheet shows its column."""
    return [
        (str(place), f"{letters(place)} · {head}" if head else letters(place))
        for place, head in enumerate(heads)
    ]


def letters(place: int) -> str:
    """A, B, … Z, AA, … for 0, 1, …"""
    more, last = divmod(place, 26)
    return (letters(more - 1) if more else "") + chr(ord("A") + last)
