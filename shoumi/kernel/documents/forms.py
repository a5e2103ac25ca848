"""The forms that the loaded domains issue; each is declared once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shoumi.kernel.documents.papers import Layout

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Form:
    """A form: its code (`register.grading_form`), its plain name, and the series of its numbers.

    The name is what lists, notices and the file's own properties show, so it never holds the title
    of what a paper is about. `word` stands in each number: 定密审 in 定密审〔2026〕3 号.
    """

    code: str
    label: "StrOrPromise"
    series: str
    word: str
    layout: Layout = Layout.FORM


_forms: dict[str, Form] = {}


def declare(form: Form) -> Form:
    """Raises ValueError for a second form of the same code."""
    if form.code in _forms:
        raise ValueError(f"The form {form.code} is declared twice.")
    _forms[form.code] = form
    return form


def find(code: str) -> Form:
    return _forms[code]


def all_forms() -> dict[str, Form]:
    return dict(_forms)
