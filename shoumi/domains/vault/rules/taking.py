"""Prints and what is copied out: how much at once (4.8, 6.2)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_COPIES = 10
# Pages times copies of one print: more is a job for whoever keeps the carrier.
MOST_SHEETS = 500


def print_objection(copies: int, pages: int) -> "tuple[str, StrOrPromise] | None":
    """The field that is wrong and why, or None."""
    if not 1 <= copies <= MOST_COPIES:
        text = _("Between 1 and %(most)s copies at once.") % {"most": MOST_COPIES}
        return "copies", text
    if copies * pages > MOST_SHEETS:
        much = _("That would be %(sheets)s sheets; at most %(most)s are printed at once.")
        return "copies", much % {"sheets": copies * pages, "most": MOST_SHEETS}
    return None
