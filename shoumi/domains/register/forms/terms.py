"""The field that asks how long a secret is kept, and the words in which a term is told.

The four shapes are those of the SASAC provisional rules on trade secrets, art. 14.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from shoumi.foundation.periods import BadPeriod, Term, TermKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PARTS = ("kind", "number", "unit", "until")
LONGEST = {"years": 100, "months": 1200}


def worded(stored: str) -> "StrOrPromise":
    """A stored term in words: 5 years, until 2029-08-31, long-term, until it is made public."""
    try:
        term = Term.parse(stored)
    except BadPeriod:
        return stored
    if term.kind is TermKind.LONG_TERM:
        return _("Long-term")
    if term.kind is TermKind.UNTIL_PUBLIC:
        return _("Until it is made public")
    if term.on is not None:
        return format_lazy(_("Until {day}"), day=term.on.isoformat())
    return format_lazy("{parts}", parts=_Lengths(term))


class _Lengths:
    """Years, months and days side by side, in the reader's language."""

    def __init__(self, term: Term) -> None:
        self.term = term

    def __str__(self) -> str:
        said = (
            (self.term.years, ngettext_lazy("%d year", "%d years", self.term.years)),
            (self.term.months, ngettext_lazy("%d month", "%d months", self.term.months)),
            (self.term.days, ngettext_lazy("%d day", "%d days", self.term.days)),
        )
        return " ".join(str(words % count) for count, words in said if count)


class TermInput(forms.Widget):
    """So many years or months, a last day, long-term, or until public; works without JavaScript."""

    template_name = "register/forms/term.html"
    use_fieldset = True

    class Media:
        css: ClassVar = {"all": ["register/register.css"]}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}_{part}", "")).strip() for part in PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}_kind" not in data

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["term"] = value if isinstance(value, dict) else parts_of(str(value or ""))
        return context


def parts_of(stored: str) -> dict[str, str]:
    """How the input shows a stored term; one that it can't show stays empty."""
    parts = dict.fromkeys(PARTS, "") | {"unit": "years"}
    try:
        term = Term.parse(stored)
    except BadPeriod:
        return parts
    parts["kind"] = term.kind.value
    if term.on is not None:
        parts["until"] = term.on.isoformat()
    elif term.kind is TermKind.LASTING and term.days:
        parts["kind"] = ""
    elif term.kind is TermKind.LASTING and term.months:
        parts |= {"number": str(12 * term.years + term.months), "unit": "months"}
    elif term.kind is TermKind.LASTING:
        parts["number"] = str(term.years)
    return parts


class TermField(forms.Field):
    """A stored `periods.Term`, or "" where none was chosen."""

    widget = TermInput

    def clean(self, value: Any) -> str:
        parts = value if isinstance(value, dict) else parts_of(str(value or ""))
        kind = parts.get("kind", "")
        if not kind:
            if self.required:
                raise ValidationError(_("Choose how long it is to be kept."))
            return ""
        if kind == TermKind.LASTING:
            return str(self._lasting(parts))
        if kind == TermKind.UNTIL:
            return str(Term.until(self._day(parts["until"])))
        if kind in {TermKind.LONG_TERM, TermKind.UNTIL_PUBLIC}:
            return str(kind)
        raise ValidationError(_("Choose how long it is to be kept."))

    def _lasting(self, parts: dict[str, str]) -> Term:
        unit, number = parts["unit"], parts["number"]
        most = LONGEST.get(unit)
        if most is None or not (number.isascii() and number.isdigit() and len(number) < 5):
            raise ValidationError(_("Enter how many years or months, as a whole number."))
        if not 1 <= int(number) <= most:
            raise ValidationError(
                _("Enter a number between 1 and %(most)s."), params={"most": most}
            )
        return Term.lasting(**{unit: int(number)})

    def _day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValidationError(_("Enter the last day, such as 2029-08-31.")) from None
