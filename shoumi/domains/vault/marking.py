"""What stands on every page that somebody is shown or takes out."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from shoumi.kernel.rendering import HiddenMark, Mark

if TYPE_CHECKING:
    from shoumi.domains.vault.models import Use

HiddenOf = Callable[["Use"], HiddenMark]
_hidden: list[HiddenOf] = []


def mark_of(number: str, person: Any, at: datetime) -> Mark:
    """Who, when, and the number of the look: what stands across every page."""
    when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    return Mark((f"{person} {person.staff_number}", when, number), number)


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


def hidden_of(use: "Use") -> HiddenMark | None:
    """The hidden mark of a look; None as long as nobody declared one."""
    return _hidden[0](use) if _hidden else None
