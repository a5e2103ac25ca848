"""What a text may be that comes in by an act: of bounded length, in signs that people write."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.actions.refusals import Invalid

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Lengths in characters: of a whole statement, and of a note or a reason.
STATEMENT = 20_000
NOTE = 500

# Controls but tab and line ends, halves of a sign that no database takes, and the marks that turn
# the reading direction round (CVE-2021-42574).
_UNSHOWN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


UNSHOWN = _(
    "There are characters in this that no page can show, perhaps pasted from another program. Type "
    "this part again."
)


def is_shown(text: str) -> bool:
    """Whether a page can show every sign of the text."""
    return not _UNSHOWN.search(text)


def require_text(field: str, text: str, most: int) -> None:
    """Raise Invalid for a text of more than `most` characters, or with signs that nobody sees.

    To be asked before anything searches the text: only then its length is known to be bounded.
    """
    if len(text) > most:
        raise Invalid(field, _("Use at most %(most)s characters.") % {"most": most})
    if not is_shown(text):
        raise Invalid(field, UNSHOWN)


def require_texts(texts: Mapping[str, str], most: int) -> None:
    """The same for several fields by their names."""
    for field, text in texts.items():
        require_text(field, text, most)


def require_said(field: str, text: str, most: int, lacking: "StrOrPromise") -> str:
    """The text without the spaces around it; raises Invalid as `require_text`, and with `lacking`
    where nothing is said."""
    require_text(field, text, most)
    if not text.strip():
        raise Invalid(field, lacking)
    return text.strip()
