"""What stands on every page that somebody is shown or takes out."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as t

from shoumi.domains.vault.models import Carrier, Disclosure, Use
from shoumi.kernel.rendering import HiddenMark, Mark

HiddenOf = Callable[[Use], HiddenMark]
_hidden: list[HiddenOf] = []


def mark_of(number: str, person: Any, at: datetime, carrier: Carrier) -> Mark:
    """Who, when, and the number of the look: what stands across every page; and that it was
    released, where it was."""
    return _mark(f"{person} {person.staff_number}", number, at, carrier)


def mark_outside(row: Disclosure, number: str, at: datetime) -> Mark:
    """For whom a disclosure is, when, and the number."""
    return _mark(f"{row.partner} {row.recipient}", number, at, row.shown.carrier)


def mark_of_copy(number: str, copy: str, person: Any, at: datetime, carrier: Carrier) -> Mark:
    """As `mark_of`, for one copy of a print: `copy` says which of how many."""
    return _mark(f"{person} {person.staff_number}", number, at, carrier, f"{number} · {copy}")


def _mark(whom: str, number: str, at: datetime, carrier: Carrier, told: str = "") -> Mark:
    when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    lines: tuple[str, ...] = (whom, when, told or number)
    if carrier.released_on is not None:
        day = carrier.released_on.isoformat()
        lines = (*lines, t("Released on %(day)s") % {"day": day})
    return Mark(lines, number)


def hide_by(hidden: HiddenOf) -> None:
    """Declare how a look's pages are marked unseen as well; the place for the tracing of leaks.

    Given the look, the function answers with the secret of this access and the function that puts
    it on the page's raster in the worker, before the visible mark and after the raster was hashed
    (`kernel.rendering.values.Hidden`). What a comparison needs later is kept with every page shown:
    the look's number, the raster's hash, the width and the renderer's version. Nothing is declared
    today, and nothing hidden is put on any page. Raises ValueError for a second one.
    """
    if _hidden:
        raise ValueError("Pages are marked in one hidden way, not two.")
    _hidden.append(hidden)


def hidden_of(use: Use) -> HiddenMark | None:
    """The hidden mark of a look; None as long as nobody declared one."""
    return _hidden[0](use) if _hidden else None
